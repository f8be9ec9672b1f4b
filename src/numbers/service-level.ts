// Service levels: one day has several, so each has a name, a formula and a version, and a report prints which one it is.

/** Waits up to the threshold count as in time; an abandoned call up to the short threshold as short. */
export interface Counted {
  answered: number;
  answeredInTime: number;
  abandoned: number;
  abandonedInTime: number;
  short: number;
  flowedOut: number;
}

interface Formula {
  version: number;
  formula: string;
  of(counted: Counted): readonly [over: number, under: number];
}

export const SERVICE_LEVELS = {
  'neutral': { version: 1, formula: 'answered in time / (answered + abandoned - abandoned in time)', of: (c) => [c.answeredInTime, c.answered + c.abandoned - c.abandonedInTime] },
  'answered': { version: 1, formula: 'answered in time / answered', of: (c) => [c.answeredInTime, c.answered] },
  'offered': { version: 1, formula: 'answered in time / (answered + abandoned)', of: (c) => [c.answeredInTime, c.answered + c.abandoned] },
  'credit': { version: 1, formula: '(answered in time + abandoned in time) / (answered + abandoned)', of: (c) => [c.answeredInTime + c.abandonedInTime, c.answered + c.abandoned] },
  'credit-for-short': { version: 1, formula: '(answered in time + short) / (answered + abandoned)', of: (c) => [c.answeredInTime + c.short, c.answered + c.abandoned] },
  'short': { version: 1, formula: 'answered in time / (answered + abandoned - short)', of: (c) => [c.answeredInTime, c.answered + c.abandoned - c.short] },
  'genesys': { version: 1, formula: 'answered in time / (answered + abandoned + flowed out - short)', of: (c) => [c.answeredInTime, c.answered + c.abandoned + c.flowedOut - c.short] },
} as const satisfies Record<string, Formula>;

export type ServiceLevel = keyof typeof SERVICE_LEVELS;
/** What a report shows first: callers who left before we were late neither help nor harm it. */
export const HEADLINE: ServiceLevel = 'neutral';

/** Undefined where nobody counts, which a report calls "no traffic": neither everything nor nothing was in time. */
export function serviceLevel(name: ServiceLevel, counted: Counted): number | undefined {
  const [over, under] = SERVICE_LEVELS[name].of(counted);
  return under === 0 ? undefined : over / under;
}
