// Whom a region's page rings, first to last: its own people on duty, else its neighbours', else anybody's on duty anywhere.
import type { Centre } from '../centre/centre.ts';
import type { E164 } from '../phone/number.ts';
import { dutyNow, earliest } from './rota.ts';
import type { Ladder, OnDuty } from './rota.ts';

export type Regions = Pick<Centre, 'regions'>;

/** `region`: whose people they are; missing where nobody at all is on duty. */
export interface Reach extends OnDuty {
  region?: string;
}

export const dutyLadder = (centre: Regions, region: string, at: number): Ladder => reachOf(centre, region, at).ladder;

/** A region that does not exist has no neighbours, and still reaches somebody. */
export function reachOf({ regions }: Regions, region: string, at: number): Reach {
  const order = new Set([region, ...(regions[region]?.neighbours ?? []), ...Object.keys(regions)]);
  let until: number | undefined;
  for (const id of order) {
    const rota = regions[id]?.duty;
    if (!rota) continue;
    const duty = dutyNow(rota, at);
    // Whoever was asked before and had nobody may have somebody again sooner.
    until = earliest(until, duty.until);
    if (duty.ladder.length > 0) return { ...duty, until, region: id };
  }
  return { ladder: [], until, why: { is: 'nobody' } };
}

/** For documents that know neither caller nor region: the first on duty with a phone, of the first region that reaches one. */
export function firstOnDuty(centre: Regions & Pick<Centre, 'agents'>, at: number): { id: string; phone: E164; callerId: E164; zone: string; until: number | undefined } | undefined {
  for (const [region, { callerId, duty: { zone } }] of Object.entries(centre.regions)) {
    const { ladder, until } = reachOf(centre, region, at);
    const found = ladder.flatMap((id) => centre.agents.filter((agent) => agent.id === id)).find(({ phone }) => phone !== undefined);
    if (found?.phone !== undefined) return { id: found.id, phone: found.phone, callerId, zone, until };
  }
  return undefined;
}
