// A commit for Redis: its arguments in the order of commit-1.lua, and its answers as outcomes.
import type { Call } from '../call/call.ts';
import { overAt } from './calls.ts';
import type { FloorVerb, Refusal, Who } from './floor.ts';
import type { Answer } from './redis-scripts.ts';
import type { Commit, Committed, LiveRecordKind, TakenWork } from './store.ts';

/** What the scripts keep as text goes to them as text: they neither read it nor round its numbers. */
function verbForLua(verb: FloorVerb): unknown {
  if (verb.verb === 'join') return { ...verb, wait: { ...verb.wait, steps: JSON.stringify(verb.wait.steps) } };
  if (verb.verb === 'rerank') return { ...verb, ...(verb.steps && { steps: JSON.stringify(verb.steps) }) };
  if (verb.verb === 'presence' || verb.verb === 'reclass') return { ...verb, classes: JSON.stringify(verb.classes) };
  return verb;
}

const callArgs = (call: Call, was: number | undefined): (string | number)[] =>
  [call.id, was ?? '', call.turn, call.sid ?? '', overAt(call) ?? '', JSON.stringify(call)];

export function commitArgs(commit: Commit, now: number | ''): (string | number)[] {
  const { calls = [], floor = [], work = [], cancel = [], done, journal = [], records = [] } = commit;
  return [
    now, done?.id ?? '', done?.token ?? '', floor.length > 0 ? JSON.stringify(floor.map(verbForLua)) : '',
    calls.length, ...calls.flatMap(({ call, was }) => callArgs(call, was)),
    records.length, ...records.flatMap((record) => [record.kind, record.id, record.was ?? '', 'gone' in record ? '' : JSON.stringify(record.value)]),
    cancel.length, ...cancel,
    work.length, ...work.flatMap(({ id, at, deed }) => [id, at, JSON.stringify(deed)]),
    journal.length, ...journal.flatMap((entry) => [entry.at, entry.call ?? '', JSON.stringify(entry)]),
  ];
}

/** A list of texts in groups of so many. */
export const groups = (answer: Answer, size: number): string[][] => {
  const flat = answer as string[];
  return Array.from({ length: flat.length / size }, (_, i) => flat.slice(i * size, (i + 1) * size));
};

export const takenOf = (answer: Answer): TakenWork[] =>
  groups(answer, 5).map(([id, at, token, tries, deed]) => ({
    id: id as string, at: Number(at), token: token as string, tries: Number(tries), deed: JSON.parse(deed as string) as unknown,
  }));

const whoOf = ([kind, id]: string[]): Who => (kind === 'w' ? { wait: id as string } : { agent: id as string });

function refusalOf(why: string, detail: string): Refusal {
  if (why === 'no-slot') return { why, next: Number(detail) };
  if (why === 'class-not-open') return { why, class: detail };
  return { why } as Refusal;
}

/** `absent`: the call has left the centre's slot; it is for the caller to bring it back. */
export type Outcome = Committed | { ok: false; why: 'absent'; call: string };

/** The scripts' codes, each with the outcome it stands for. */
const outcomes: Record<string, (rest: Answer[], commit: Commit) => Outcome> = {
  ok: ([due, look]) => ({ ok: true, due: takenOf(due ?? []), look: groups(look ?? [], 2).map(whoOf) }),
  'work-gone': () => ({ ok: false, why: 'work-gone' }),
  record: ([kind, id]) => ({ ok: false, why: 'record', kind: kind as LiveRecordKind, id: id as string }),
  stale: ([call]) => ({ ok: false, why: 'stale', call: call as string }),
  absent: ([call]) => ({ ok: false, why: 'absent', call: call as string }),
  refused: ([index, why, detail], { floor = [] }) => ({
    ok: false, why: 'refused', verb: floor[Number(index) - 1] as FloorVerb, refusal: refusalOf(why as string, detail as string),
  }),
};

export function outcomeOf(answer: Answer, commit: Commit): Outcome {
  const [code, ...rest] = answer as [string, ...Answer[]];
  const outcome = outcomes[code];
  if (!outcome) throw new Error(`store: commit-1.lua answered ${JSON.stringify(answer)}, which is none of its codes`);
  return outcome(rest, commit);
}
