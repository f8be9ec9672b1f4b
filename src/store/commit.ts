// One commit in tables: the checks in their order, then the writes. What is refused leaves nothing behind.
import { callHead, putCall, type CallHead } from './calls.ts';
import { checkCommit } from './checked.ts';
import { sift } from './floor-look.ts';
import { doVerb } from './floor-verbs.ts';
import type { FloorVerb } from './floor.ts';
import { appendEntries } from './journal.ts';
import { putRecord, recordVersion, removeRecord } from './records.ts';
import { Refused, type Step } from './step.ts';
import type { Commit, Committed, RecordWrite } from './store.ts';
import { cancelWork, finishWork, holdsWork, setWork } from './work.ts';

/** Carries a refusal out of the step, so that the step is undone. */
class TurnedDown extends Error {
  readonly answer: Committed;

  constructor(answer: Committed) {
    super('a commit was turned down');
    this.answer = answer;
  }
}

type Run = <T>(run: (step: Step) => T) => Promise<T>;

export async function commitIn(run: Run, commit: Commit): Promise<Committed> {
  checkCommit(commit);
  const calls = (commit.calls ?? []).map(({ call, was }) => ({ call, was, text: JSON.stringify(call) }));
  try {
    return await run((step) => {
      checkToken(step, commit);
      const heads = checkTurns(step, calls);
      commit.records?.forEach((record) => checkVersion(step, record));
      // The work this commit completes goes first: a verb may set a timer of the same id anew.
      if (commit.done) finishWork(step.tables, commit.done.id, commit.done.token);
      for (const id of commit.cancel ?? []) cancelWork(step, id);
      for (const verb of commit.floor ?? []) tryVerb(step, verb);
      calls.forEach(({ call, text }, index) => putCall(step.tables, call, text, heads[index]));
      for (const work of commit.work ?? []) setWork(step, work);
      appendEntries(step.tables, [...(commit.journal ?? []), ...step.changes]);
      for (const record of commit.records ?? []) {
        if ('gone' in record) removeRecord(step.tables, record.kind, record.id);
        else putRecord(step.tables, record.kind, record.id, JSON.stringify(record.value));
      }
      return { ok: true, due: step.due, look: sift(step, step.look) };
    });
  } catch (error) {
    if (error instanceof TurnedDown) return error.answer;
    throw error;
  }
}

function checkToken({ tables }: Step, { done }: Commit): void {
  if (done && !holdsWork(tables, done.id, done.token)) throw new TurnedDown({ ok: false, why: 'work-gone' });
}

function checkVersion({ tables }: Step, { kind, id, was }: RecordWrite): void {
  if (was !== undefined && was !== recordVersion(tables, kind, id)) throw new TurnedDown({ ok: false, why: 'record', kind, id });
}

/** The heads of the calls as they stand, once it is sure that nobody was quicker. */
function checkTurns({ tables }: Step, calls: readonly { call: { id: string; sid?: string }; was: number | undefined }[]): (CallHead | undefined)[] {
  return calls.map(({ call, was }) => {
    const head = callHead(tables, call.id);
    if (head?.turn !== was) throw new TurnedDown({ ok: false, why: 'stale', call: call.id });
    const holder = was === undefined && call.sid !== undefined ? tables.get<string>('sid', [call.sid]) : undefined;
    if (holder !== undefined) throw new TurnedDown({ ok: false, why: 'stale', call: holder });
    return head;
  });
}

function tryVerb(step: Step, verb: FloorVerb): void {
  step.cause = verb.verb;
  try {
    doVerb(step, verb);
  } catch (error) {
    if (error instanceof Refused) throw new TurnedDown({ ok: false, why: 'refused', verb, refusal: error.refusal });
    throw error;
  }
}
