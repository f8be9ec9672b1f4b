// The name somebody probably meant: the one fewest keystrokes away.

/** Longer names are not compared: nobody mistypes them by a letter or two, and the work grows with the square. */
const lengthMax = 60;

/** The candidate nearest to `name`, if one is near enough to be worth asking about. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > lengthMax) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate.length > lengthMax) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance && distance <= farthest(name, candidate)) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `did you mean 'menu'?`, or else the few names there are to choose from. */
export function hintFor(name: string, candidates: Iterable<string>): { hint?: string } {
  const known = [...candidates];
  const near = nearest(name, known);
  if (near !== undefined) return { hint: `did you mean '${near}'?` };
  return known.length > 0 && known.length <= listMax ? { hint: `expected ${oneOf(known)}` } : {};
}

/** More names than this help nobody. */
const listMax = 14;

/** `'a'`, `'a' or 'b'`, `one of 'a', 'b', 'c'`. */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length > 2 ? `one of ${quoted.join(', ')}` : quoted.join(' or ');
}

/** About one slip in three letters; a single letter may not stand for any other. */
const farthest = (a: string, b: string): number => Math.min(3, Math.floor((Math.max(a.length, b.length) + 1) / 3));

/** Letters inserted, left out, changed, or swapped with their neighbour. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
