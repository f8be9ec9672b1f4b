// The one order of things in the store, the same in TypeScript, in LMDB's keys and in Redis' sorted sets.

const SURROGATE = /[\ud800-\udfff]/;

/**
 * Compares as bytes of UTF-8, which is how Redis and LMDB compare. JavaScript's own order differs from it only where
 * surrogates occur (an emoji in an agent's id), and only there the bytes are made.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

interface Placed {
  id: string;
  rank: number;
  joined: number;
}

/** Who stands first in line: rank, then arrival, then id. Total: no two callers are equal. */
export const comparePlace = (a: Placed, b: Placed): number =>
  a.rank - b.rank || a.joined - b.joined || compareText(a.id, b.id);
