// Sections of a centre file as the rest of the program has them.
import type { Centre, Demand } from './centre.ts';
import type { CentreFile } from './schema.ts';

export const prioritiesOf = ({ priorities }: Pick<CentreFile, 'priorities'>): Centre['priorities'] =>
  mapValues(priorities, (rules) => ({ headStartS: rules['head-start'], offers: rules.offers, response: rules.response, hours: rules.hours, updates: rules.updates, ladderS: rules.ladder }));

export const plansOf = ({ plans }: Pick<CentreFile, 'plans'>): Centre['plans'] =>
  mapValues(plans, ({ name, phone, 'round-the-clock': roundTheClock, 'expert-to-expert': expertToExpert, 'service-manager': serviceManager }) => ({ name, phone, roundTheClock, expertToExpert, serviceManager }));

export const demandsOf = ({ demands }: Pick<CentreFile, 'demands'>): Centre['demands'] => mapValues(demands, demandOf);

function demandOf({ steps, first, limit: { waiting, wait } }: CentreFile['demands'][string]): Demand {
  return {
    steps: steps.map(({ who, after, when, interpreter }) => ({ who: who.who, afterS: after ?? 0, ...(when && { when }), ...(interpreter && { interpreter: true as const }) })),
    first: first.map(({ when, 'head-start': headStartS }) => ({ when, headStartS })),
    limit: { ...(waiting !== undefined && { waiting }), ...(wait !== undefined && { waitS: wait }) },
  };
}

export function mapValues<Key extends string, From, To>(record: Record<Key, From>, change: (value: From) => To): Record<Key, To> {
  return Object.fromEntries(Object.entries<From>(record).map(([key, value]) => [key, change(value)])) as Record<Key, To>;
}
