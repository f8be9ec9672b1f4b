// What the journal has of a call's routing, in sentences: who was rung and why them, why not others, who took it, and what a supervisor changed.
import type { Entry } from '../store/store.ts';
import { classInWords, listed } from './in-words.ts';

type Teams = Readonly<Record<string, { name: string }>>;

/** An entry as a sentence without its stop; undefined for one that is not about who answers. */
export function historyInWords(entry: Entry, teams: Teams): string | undefined {
  const text = (name: string) => (typeof entry[name] === 'string' ? entry[name] : '');
  switch (entry.kind) {
    case 'joined': return `stood in the line ${text('demand')} as a ${text('priority')}`;
    case 'offered': return [`${text('agent')} was rung for ${classInWords(text('class'), teams)}, because ${text('because')}`, ...whyThem(entry), ...whyNot(entry)].join('; ');
    case 'summoned': return `${text('agent')}, who has duty, was rung`;
    case 'not-claimed': return refusedInWords(entry['refused']).join('; ');
    case 'not-taken': return `${text('agent')} did not take it: ${ends[text('why')] ?? text('why')}`;
    case 'taken': return `${text('agent')} took it`;
    case 'priority-set': return `${text('by')} made it a ${text('to')} instead of a ${text('from')}`;
    case 'moved': return `${text('by')} moved it from the line ${text('from')} to ${text('to')}`;
    case 'picked': return `${text('by')} picked ${text('for')} to take it next`;
    case 'pick-over': return `it is back at its old place, not with ${text('for')} any more: ${picks[text('why')] ?? text('why')}`;
    case 'given-outside': return `${text('by')} gave the caller to an outside number`;
    case 'outside-over': return outsideEnds[text('status')] ?? 'was back from the outside number';
    case 'returned': return 'was back in the line, at the old place';
    case 'left-line': return talksEnd[text('how')] ?? `left the line: ${text('how').replaceAll('-', ' ')}`;
    default: return undefined;
  }
}

const ends: Readonly<Record<string, string>> = {
  declined: 'they passed, or their phone was busy', expired: 'nobody answered', failed: 'the phone could not be rung', withdrawn: 'it was withdrawn',
};
/** The place in line is kept while they talk, so its end may be that of a conversation. */
const talksEnd: Readonly<Record<string, string>> = {
  'given': 'was given on by the agent', 'hung-up': 'hung up', 'ended': 'the agent ended the conversation', 'left-alone': 'the agent left, and the caller had nobody to talk to',
};
const outsideEnds: Readonly<Record<string, string>> = {
  'reached': 'the talk with the outside number was over', 'busy': 'the outside number was busy', 'no-answer': 'the outside number did not answer', 'failed': 'the outside number could not be reached',
};
const picks: Readonly<Record<string, string>> = {
  'not-taken': 'they did not take it', 'called-off': 'it was called off', 'too-long': 'they were not free in time', 'away': 'they are away', 'offline': 'they are not signed in',
};
const refusals: Readonly<Record<string, string>> = {
  'not-free': 'was free no longer', 'not-waiting': 'was too late: the caller waited no longer', 'cooled': 'had just passed or missed it', 'better-placed': 'was needed by a caller better placed',
  'at-limit': 'was too late: enough phones rang already', 'not-admitted': 'was no longer among those asked', 'no-such-agent': 'was no longer there', 'no-such-wait': 'was too late: the caller had gone',
};

interface Other {
  agent?: string;
  call?: string;
  why?: string;
}
const others = (value: unknown): readonly Other[] => (Array.isArray(value) ? (value as readonly Other[]) : []);

/** What the others who were looked at lacked is what the one chosen had. */
function whyThem(entry: Entry): string[] {
  const reasons = new Set(others(entry['others']).map(({ why }) => why));
  if (reasons.has('asked-by-name')) return ['asked for by name'];
  if (reasons.has('comes-later')) return ['first by the way the team is rung'];
  if (reasons.has('idle-less-long')) return ['free longest'];
  return reasons.has('further-back') ? ['this caller was first in line'] : [];
}

const passedOver: Readonly<Record<string, string>> = {
  'asked-by-name': 'not asked for by name', 'idle-less-long': 'free less long', 'comes-later': 'later by the way the team is rung', 'further-back': 'further back in line', 'at-limit': 'with enough phones ringing',
};

function whyNot(entry: Entry): string[] {
  const kept = others(entry['others']);
  const agents = kept.filter(({ agent }) => agent !== undefined).map(({ agent = '', why = '' }) => `${agent} (${passedOver[why] ?? why})`);
  const callers = countedBy(kept.filter(({ agent }) => agent === undefined).map(({ why = '' }) => why));
  const more = (typeof entry['more'] === 'object' && entry['more'] !== null ? Object.entries(entry['more'] as Record<string, number>) : []).map(([why, number]) => `${number} more ${passedOver[why] ?? why}`);
  const told = [...agents, ...callers.map(([why, number]) => `${number} ${number === 1 ? 'caller' : 'callers'} ${passedOver[why] ?? why}`), ...more];
  return [...(told.length > 0 ? [`not ${listed(told)}`] : []), ...refusedInWords(entry['refused'])];
}

function countedBy(reasons: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const why of reasons) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts];
}

const refusedInWords = (refused: unknown): string[] => others(refused).map(({ agent = '', why = '' }) => `${agent} ${refusals[why] ?? why}`);
