// Who is on duty now and next in each region, as people and other programs read it.
import type { Centre } from '../centre/centre.ts';
import { reachOf } from './ladder.ts';
import type { Reach, Regions } from './ladder.ts';
import { whenText } from './moment.ts';

export interface Turn {
  /** First to last. */
  ladder: { id: string; name?: string }[];
  /** Whose people they are, where another region stands in. */
  standsIn?: string;
  why: string;
}

export interface RegionDuty {
  region: string;
  name: string;
  zone: string;
  now: Turn & { until?: string };
  /** Who comes after them; missing where nothing changes. */
  next?: Turn & { from: string };
}

/** Shifts on end with the same people are one turn to who looks on; past so many of them nothing else is coming. */
const SAME_MAX = 60;

export function dutyView(centre: Pick<Centre, 'regions'>, nameOf: (agent: string) => string | undefined, at: number): RegionDuty[] {
  return Object.entries(centre.regions).map(([region, { name, duty: { zone } }]): RegionDuty => {
    const now = reachOf(centre, region, at);
    const then = nextOf(centre, region, now);
    return {
      region, name, zone,
      now: { ...turn(now, region, nameOf), ...(then && { until: utc(then.at) }) },
      ...(then && { next: { ...turn(then.reach, region, nameOf), from: utc(then.at) } }),
    };
  });
}

function nextOf(centre: Regions, region: string, now: Reach): { at: number; reach: Reach } | undefined {
  let at = now.until;
  for (let same = 0; at !== undefined && same < SAME_MAX; same++) {
    const reach = reachOf(centre, region, at);
    if (reach.region !== now.region || reach.ladder.join() !== now.ladder.join()) return { at, reach };
    at = reach.until;
  }
  return undefined;
}

function turn(reach: Reach, region: string, nameOf: (agent: string) => string | undefined): Turn {
  const ladder = reach.ladder.map((id) => {
    const name = nameOf(id);
    return { id, ...(name !== undefined && { name }) };
  });
  return { ladder, ...(reach.region !== undefined && reach.region !== region && { standsIn: reach.region }), why: whyText(reach) };
}

function whyText({ why }: Reach): string {
  switch (why.is) {
    case 'always': return 'always on duty';
    case 'shift': return `ladder ${why.shift} of ${why.of}`;
    case 'override': return why.reason === undefined ? 'override' : `override: ${why.reason}`;
    case 'off-hours': case 'nobody': return 'nobody is on duty in any region';
  }
}

const utc = (at: number): string => new Date(at).toISOString();

/** `Mon 2026-10-26 09:00`, in the zone of the region. */
export const localText = (zone: string, time: string): string => whenText(zone, Date.parse(time));
