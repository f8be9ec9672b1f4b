// Whom a region's page rings, first to last: its own people on duty, else its neighbours', else anybody's on duty anywhere.
import type { Centre } from '../centre/centre.ts';

/** Empty only where nobody at all is on duty. A region that does not exist has no neighbours, and still gets somebody. */
export function dutyLadder({ regions }: Pick<Centre, 'regions'>, region: string, _at: number): readonly string[] {
  const near = [region, ...(regions[region]?.neighbours ?? [])];
  const all = [...new Set([...near, ...Object.keys(regions)])];
  return all.map((id) => regions[id]?.duty ?? []).find((ladder) => ladder.length > 0) ?? [];
}
