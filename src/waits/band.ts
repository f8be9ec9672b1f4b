// The band of many futures, and how a voice says it.

/** How much longer somebody has to wait: in half of the futures no longer than `fromMs`, in four of five no longer than `toMs`. */
export interface Band {
  fromMs: number;
  toMs: number;
}

export const BAND = { from: 0.5, to: 0.8 } as const;

/** The nearest rank: a wait that some future has. */
export function bandOf(waits: readonly number[]): Band {
  const sorted = [...waits].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Infinity;
  return { fromMs: at(BAND.from), toMs: at(BAND.to) };
}

/** What is left of it after some while. */
export const later = ({ fromMs, toMs }: Band, ms: number): Band => ({ fromMs: Math.max(0, fromMs - ms), toMs: Math.max(0, toMs - ms) });

/** Whole minutes. Without `latest` it may be longer than we would say. */
export interface Spoken {
  soonest: number;
  latest?: number;
}

const MINUTE_MS = 60_000;
/** Up to here every minute is a number of its own, and from there on every fifth. */
const FINE_MINUTES = 10;
const STEP_MINUTES = 5;
/** Nobody counts the minutes of more than an hour. */
const SPOKEN_MINUTES_MAX = 60;

/** Rounded so that the band only grows. Undefined where it says nothing: perhaps at once, perhaps in an hour. */
export function spoken({ fromMs, toMs }: Band): Spoken | undefined {
  const soonest = Math.min(SPOKEN_MINUTES_MAX, rounded(fromMs / MINUTE_MS, Math.floor));
  const latest = Math.max(1, rounded(toMs / MINUTE_MS, Math.ceil));
  if (latest <= SPOKEN_MINUTES_MAX) return { soonest, latest: latest > soonest ? latest : soonest + 1 };
  return soonest === 0 ? undefined : { soonest };
}

const rounded = (minutes: number, round: (value: number) => number): number =>
  minutes <= FINE_MINUTES ? round(minutes) : round(minutes / STEP_MINUTES) * STEP_MINUTES;
