// Calls and what happened to them, said in words: for people who read the API by eye, and for `caseline why`.
import type { Call } from '../../call/call.ts';
import { duration } from '../../routing/in-words.ts';
import type { Entry } from '../../store/store.ts';

/** What a call is doing now, as one would tell a colleague. */
export function callInWords(call: Call, now: number): string {
  const doing = call.doing;
  switch (doing.is) {
    case 'new': return 'has just arrived';
    case 'dialling': return 'is being rung';
    case 'listening': return doing.tries > 1 ? `hears ${step(call)}, try ${doing.tries}` : `hears ${step(call)}`;
    case 'waiting': return `has been waiting${since(joined(call), now)}`;
    case 'promised': return `was promised a callback${doing.wait === undefined ? '' : ` and keeps a place in line${since(joined(call), now)}`}`;
    case 'greeted': return 'is called back and hears who calls';
    case 'joining': return 'has been taken and is being put through';
    case 'talking': return `has been talking for ${duration(now - doing.since)}`;
    case 'out-of-room': return 'has come out of the conversation to a menu';
    case 'consulting': return `is consulting ${(call.role === 'agent' ? call.consult?.with?.agent : undefined) ?? 'somebody'}`;
    case 'outside': return `was given to an outside number by ${doing.by} ${duration(now - doing.since)} ago`;
    case 'calling-back': return doing.dialled ? 'is with the customer of a message' : 'is about to call the customer of a message';
    case 'left-alone': return `was left by ${doing.agent} and is being reconnected`;
    case 'recording': return 'is leaving a message';
    case 'reviewing': return 'has left a voicemail, and may hear it again';
    case 'over': return `ended ${duration(now - doing.at)} ago: ${ends[doing.how]}`;
  }
}

/** A caller's place in line goes back to when they joined it, however often the line was changed. */
const joined = (call: Call): number | undefined => (call.role === 'caller' ? call.standing?.joined : undefined);
const since = (at: number | undefined, now: number): string => (at === undefined ? '' : ` for ${duration(now - at)}`);

const step = (call: Call): string => `${call.at.flow}/${call.at.step}`;

const ends = {
  'completed': 'hung up',
  'busy': 'was busy',
  'no-answer': 'did not answer',
  'failed': 'could not be reached',
  'canceled': 'was called off',
  'ended-by-us': 'was said goodbye to',
} as const;

const plain = new Set(['at', 'kind', 'call', 'cursor']);
/** A detail longer than this is for machines. */
const DETAIL_MAX = 120;

/** `offer-made` with its details becomes `offer made: agent amy, class team:customer-care`. */
export function entryInWords(entry: Entry): string {
  const details = Object.entries(entry).filter(([name, value]) => !plain.has(name) && value !== undefined && value !== null);
  const said = details.map(([name, value]) => `${name.replaceAll('-', ' ')} ${text(value)}`);
  return `${entry.kind.replaceAll('-', ' ')}${said.length > 0 ? `: ${said.join(', ')}` : ''}`;
}

function text(value: unknown): string {
  const whole = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return whole.length > DETAIL_MAX ? `${whole.slice(0, DETAIL_MAX)}…` : whole;
}
