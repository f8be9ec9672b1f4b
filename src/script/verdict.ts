// Whether what a script says of the end is true: who answered, what was recorded, who was told.
import type { Callback } from '../call/callback.ts';
import type { CallerCall } from '../call/call.ts';
import type { EscalationRecord } from '../call/escalation.ts';
import type { VoicemailRecord } from '../call/voicemail.ts';
import { dashed } from '../case/number.ts';
import type { Person } from './person.ts';
import type { Played } from './play.ts';
import type { Ending, Script } from './script.ts';
import type { Stage } from './theatre.ts';

/** More than any story leaves behind. */
const RECORDS_MAX = 100;

export async function checkEndings(stage: Stage, script: Script, people: ReadonlyMap<string, Person>): Promise<Played['failure']> {
  if (script.ends.length === 0) return undefined;
  const left = await leftBy(stage, script, people);
  for (const ending of script.ends) {
    const message = wrongWith(ending, left);
    if (message !== undefined) return { spot: ending.spot, told: `ends: ${ending.told}`, message };
  }
  return undefined;
}

/** What a story leaves behind. */
interface Left {
  call: CallerCall | undefined;
  /** Agents who pressed 1, in that order. */
  takenBy: readonly string[];
  voicemails: readonly VoicemailRecord[];
  escalations: readonly EscalationRecord[];
  callbacks: readonly Callback[];
  /** Names of those who were sent a text. */
  texted: readonly string[];
}

async function leftBy({ store, lab }: Stage, script: Script, people: ReadonlyMap<string, Person>): Promise<Left> {
  const first = people.get(script.callers[0]?.name ?? '')?.ears.at(-1)?.call;
  const call = first && (await store.callBySid(first.sid));
  const journal = await store.journal.read({ limit: 1_000 });
  const [voicemails, escalations, callbacks] = await Promise.all([
    store.records.list<VoicemailRecord>('voicemail', { limit: RECORDS_MAX }), store.records.list<EscalationRecord>('escalation', { limit: RECORDS_MAX }),
    store.records.list<Callback>('callback', { limit: RECORDS_MAX }),
  ]);
  return {
    call: call?.role === 'caller' ? call : undefined,
    takenBy: journal.filter((entry) => entry.kind === 'taken' && entry.call === call?.id).map((entry) => String(entry['agent'])),
    voicemails: voicemails.map(({ value }) => value),
    escalations: escalations.map(({ value }) => value),
    callbacks: callbacks.map(({ value }) => value),
    texted: lab.messages().map(({ to }) => [...people.values()].find(({ phone }) => phone.number === to)?.name ?? to),
  };
}

function wrongWith(ending: Ending, { call, takenBy, voicemails, escalations, callbacks, texted }: Left): string | undefined {
  switch (ending.is) {
    case 'answered':
      if (takenBy.length === 0) return 'nobody took the call';
      return ending.by === undefined || takenBy.includes(ending.by) ? undefined : `${ending.by} did not take the call: ${list(takenBy)} did`;
    case 'not answered': return takenBy.length === 0 ? undefined : `${list(takenBy)} took the call`;
    case 'voicemail': return among(ending.for, voicemails.map((one) => one.for), 'voicemail');
    case 'text': return among(ending.to, texted, 'text');
    case 'escalation':
      if (escalations.length === 0) return 'there is no escalation on record';
      return ending.state === undefined ? undefined : is(escalations[0]?.state, ending.state, 'the escalation', '');
    case 'callback':
      if (callbacks.length === 0) return 'nobody was promised a callback';
      return ending.state === undefined ? undefined : is(callbacks[0]?.state, ending.state, 'the callback', '');
    case 'none': {
      const there = { voicemail: voicemails.map((one) => `for ${one.for}`), text: texted.map((name) => `to ${name}`), escalation: escalations.map(({ reason }) => reason), callback: callbacks.map(({ state }) => state) }[ending.of];
      return there.length === 0 ? undefined : `there is a ${ending.of} after all: ${list(there)}`;
    }
    case 'case': return is(call?.case && dashed(call.case.number), dashed(ending.number), 'the case');
    case 'language': return is(call?.language, ending.value, 'the language');
    case 'region': return is(call?.region, ending.value, 'the region');
    case 'priority': return is(call?.vars['priority'] ?? call?.case?.priority, ending.value, 'the priority');
  }
}

const list = (names: readonly string[]): string => names.join(', ');

const is = (found: string | undefined, wanted: string, what: string, of = ' of the call'): string | undefined =>
  (found === wanted ? undefined : `${what}${of} is ${found ?? 'unknown'}, not ${wanted}`);

function among(wanted: string | undefined, found: readonly string[], what: string): string | undefined {
  if (found.length === 0) return `there is no ${what}`;
  return wanted === undefined || found.includes(wanted) ? undefined : `there is a ${what} for ${list(found)}, and none for ${wanted}`;
}
