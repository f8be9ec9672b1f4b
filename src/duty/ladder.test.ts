import { expect, it } from 'vitest';
import type { Centre } from '../centre/centre.ts';
import { dutyLadder } from './ladder.ts';

const region = (duty: string[], neighbours: string[] = []) => ({ duty, neighbours });
const regions = (of: Record<string, ReturnType<typeof region>>) => ({ regions: of } as unknown as Pick<Centre, 'regions'>);

it.each([
  ['its own people first', { a: region(['ann', 'bob'], ['b']), b: region(['cat']) }, 'a', ['ann', 'bob']],
  ['the first neighbour who has somebody', { a: region([], ['c', 'b']), b: region(['bob']), c: region(['cat']) }, 'a', ['cat']],
  ['anybody, where no neighbour has', { a: region([], ['b']), b: region([]), c: region(['cat']) }, 'a', ['cat']],
  ['anybody, where the region does not exist', { a: region([]), b: region(['bob']) }, 'x', ['bob']],
  ['nobody, where nobody is on duty', { a: region([], ['b']), b: region([]) }, 'a', []],
])('a page rings %s', (_, of, id, ladder) => {
  expect(dutyLadder(regions(of), id, 0)).toEqual(ladder);
});
