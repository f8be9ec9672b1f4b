// The one gate for numbers we dial or text: what the number is, where it is, and how many there were this hour.
import { CALLBACK_DAY_MS, CALLBACKS_A_DAY_MAX, mayDial, type OutgoingRefusal, type OutgoingUse } from '../phone/outgoing.ts';
import type { E164 } from '../phone/number.ts';
import type { Parts } from './parts.ts';

const HOUR_MS = 3_600_000;
/** Texts and pages from one line, and from the whole account. A centre that needs more is being abused, or is a larger one. */
const PER_LINE_HOUR_MAX = 100;
const PER_ACCOUNT_HOUR_MAX = 500;

export type Passed = { ok: true; number: E164 } | { ok: false; why: OutgoingRefusal | 'number-cap' | 'line-cap' | 'account-cap' };

/** Too many just now, whatever the number: another hour will do. */
export const isForNow = (why: string): boolean => why === 'line-cap' || why === 'account-cap';

/** Agents' own phones are not counted: a cap there would leave callers waiting. Refusals are journaled, without the number. */
export async function passGate(parts: Parts, out: { to: string; from: E164; use: OutgoingUse; about: string }): Promise<Passed> {
  const may = mayDial(out.to, parts.centre.outgoing, out.use);
  const passed = may.ok && out.use !== 'agent' ? await withinCaps(parts, may.number, out) : may;
  if (!passed.ok) {
    await parts.store.journal.append([{ at: parts.clock.now(), kind: 'outgoing-refused', about: out.about, use: out.use, why: passed.why }]);
    parts.log.warn({ about: out.about, use: out.use, why: passed.why }, 'the gate for outgoing numbers refused one');
  }
  return passed;
}

/** How often a number was called back in its day; `by` counts one more. */
export const calledBack = ({ store, seal }: Pick<Parts, 'store' | 'seal'>, number: string, by = 0): Promise<number> => store.tally(`callback:${seal(number)}`, CALLBACK_DAY_MS, by);

async function withinCaps(parts: Parts, number: E164, { from, use }: { from: E164; use: OutgoingUse }): Promise<Passed> {
  const { store } = parts;
  if (use === 'callback' && (await calledBack(parts, number, 1)) > CALLBACKS_A_DAY_MAX) return { ok: false, why: 'number-cap' };
  const [line, account] = await Promise.all([store.tally(`out:${from}`, HOUR_MS), store.tally('out', HOUR_MS)]);
  if (line > PER_LINE_HOUR_MAX) return { ok: false, why: 'line-cap' };
  return account > PER_ACCOUNT_HOUR_MAX ? { ok: false, why: 'account-cap' } : { ok: true, number };
}
