// How long until work that did not come off is tried again: soon at first, then ever more seldom, for another service that is being restarted, or is down for some while.

/** Each time twice as long, up to a most. `tries`: how often it has been tried. */
export const backOffMs = (tries: number, firstMs = 5_000, mostMs = 5 * 60_000): number => Math.min(mostMs, firstMs * 2 ** Math.min(tries - 1, DOUBLINGS_MAX));

/** Beyond any most, and still a number. */
const DOUBLINGS_MAX = 20;
