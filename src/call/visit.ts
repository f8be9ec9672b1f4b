// A visit: one stay of a caller in one line, at one priority. Where it begins and how it ends is told to the journal, which the numbers are folds of.
import type { CallerCall, Standing } from './call.ts';

/** How a caller comes to stand in a line no more. */
export type LineEnd = 'answered' | 'abandoned' | 'voicemail' | 'callback' | 'overflow' | 'transferred' | 'closed' | 'another-line' | 'menu' | 'other';

/** What the parts of a flow call their ways out of a line, and what ends a conversation. */
const ENDS: Readonly<Record<string, LineEnd>> = {
  'abandoned': 'abandoned', 'hung-up': 'answered', 'ended': 'answered', 'left-alone': 'answered', 'given': 'answered',
  'voicemail': 'voicemail', 'callback': 'callback', 'overflow': 'overflow', 'full': 'overflow', 'transferred': 'transferred', 'closed': 'closed',
  'care': 'another-line', 'back': 'menu',
};

export const lineEnd = (how: string): LineEnd => (Object.hasOwn(ENDS, how) ? ENDS[how] : undefined) ?? 'other';

/** What every entry says that begins a visit. `arrived`: when they first came into any line. */
export const visitOf = ({ region, language }: CallerCall, { demand, priority, joined }: Standing) => ({ demand, priority, region, language, arrived: joined });

/** What an entry says that ends one; the wait counts from the first arrival. */
export const waitedOf = (call: CallerCall, standing: Standing, now: number) => ({ ...visitOf(call, standing), waitedMs: now - standing.joined });
