// What the proof of the rotas says to the people who write them.
import type { Problem, Spot } from '../flow/problem.ts';
import type { Regions } from './ladder.ts';
import { whenText } from './moment.ts';
import { alone, gaps } from './proof.ts';
import type { Gap } from './proof.ts';

export interface DutyProof {
  problems: Problem[];
  /** In UTC, as machines read it. */
  gaps: readonly { region: string; from: string; to: string }[];
  /** Looked at up to here. */
  until: string;
}

const utc = (at: number): string => new Date(at).toISOString();

/** Of a leap year too. */
const YEAR_MS = 366 * 86_400_000;
/** The same weekend of every week is one mistake, not fifty. */
const GAPS_TOLD_MAX = 5;

/** The year from `from` on; `spots` says where the duty of each region stands. */
export function proveDuty(centre: Regions, spots: Readonly<Record<string, Spot>>, from: number): DutyProof {
  const until = from + YEAR_MS;
  const found = gaps(centre, from, until);
  const problems = [
    ...found.slice(0, GAPS_TOLD_MAX).map((gap) => ({ ...spotOf(gap, spots), message: `nobody is on duty for a P1, in no region, ${spanText(centre, gap)}`, hint: 'expected somebody somewhere at every minute of the next year' })),
    ...found.slice(GAPS_TOLD_MAX, GAPS_TOLD_MAX + 1).map((gap) => ({ ...spotOf(gap, spots), message: `nor at ${found.length - GAPS_TOLD_MAX} more times, the next of them ${spanText(centre, gap)}` })),
    ...alone(centre, from, until).map((one) => ({ ...spotOf(one, spots), level: 'warning' as const, message: `${one.agent} is alone on duty ${spanText(centre, one)}`, hint: 'a page that they miss reaches nobody else: add a second to the ladder' })),
  ];
  return { problems, gaps: found.map(({ region, from: begins, to }) => ({ region, from: utc(begins), to: utc(to) })), until: utc(until) };
}

/** A file that has regions has a place for each. */
const spotOf = ({ region }: Gap, spots: Readonly<Record<string, Spot>>): Spot => spots[region] ?? { file: 'centre.yaml', line: 1, column: 1 };

function spanText({ regions }: Regions, { region, from, to }: Gap): string {
  const zone = regions[region]?.duty.zone ?? 'UTC';
  return `from ${whenText(zone, from)} to ${whenText(zone, to)} (${zone})`;
}
