// A circuit breaker: after some failures in a row nobody asks for a while, so that callers do not each wait for the same silence.

/** Failures in a row that open it: more than one caller's two tries, so that it takes a trouble and not a hiccup. */
export const FAILURES_MAX = 5;
/** How long nobody asks; then one may try. */
export const REST_MS = 10_000;

export interface Breaker {
  /** Whether to ask now. After a rest it says yes to one, and to the others once that one came back well. */
  mayAsk(): boolean;
  tell(well: boolean): void;
}

export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let restsUntil = 0;
  return {
    mayAsk() {
      if (failures < FAILURES_MAX) return true;
      if (now() < restsUntil) return false;
      restsUntil = now() + REST_MS;
      return true;
    },
    tell(well) {
      failures = well ? 0 : failures + 1;
      if (failures >= FAILURES_MAX) restsUntil = now() + REST_MS;
    },
  };
}
