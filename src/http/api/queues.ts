// GET /queues: for each class of people who may answer, how many wait for them, how long, and how many of them are there.
import { z } from 'zod';
import { classInWords } from '../../routing/in-words.ts';
import type { FloorAgent, Wait } from '../../store/floor.ts';
import { expectedByKind } from '../../waits/expected.ts';
import type { Forecast } from '../../waits/forecast.ts';
import { bandView, expectedSchema } from './expected-view.ts';
import { given, nothingAsked, seconds, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { everybody } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';

const figures = {
  waiting: z.int(),
  longestWaitSeconds: z.int().meta({ description: 'Of those who still wait; 0 when nobody does.' }),
  talking: z.int().meta({ description: 'Callers who were taken.' }),
};
const staff = { ready: z.int(), ringing: z.int(), busy: z.int(), wrapUp: z.int(), away: z.int() };

const queueSchema = z
  .strictObject({
    class: z.string().meta({ description: 'Who may answer, such as team:customer-care. A caller may wait for several.' }),
    name: z.string(),
    waiting: figures.waiting,
    longestWaitSeconds: figures.longestWaitSeconds,
    agents: z.strictObject(staff),
  })
  .meta({ title: 'Queue' });
const kindSchema = z.strictObject({ queue: z.string(), priority: z.string(), region: z.string(), language: z.string(), ...expectedSchema.shape });
const expectedNow = z
  .strictObject({ at: time, items: z.array(kindSchema).meta({ description: 'Kinds of callers who came in the last hour or wait now, in lines of which enough conversations were measured.' }) })
  .meta({ description: 'How long somebody would wait who came now, by simulating this floor forward. Absent: nobody can say yet.' });
const answer = z.strictObject({ items: z.array(queueSchema), total: z.strictObject({ ...figures, agents: z.strictObject(staff) }), expected: expectedNow.optional() });

export function queueRoutes({ store, centre, clock, forecast }: Pick<ApiParts, 'store' | 'centre' | 'clock' | 'forecast'>): Route[] {
  return [
    route({
      method: 'get', path: '/queues', summary: 'Who waits for whom, and who is there', roles: everybody,
      params: nothingAsked, query: nothingAsked, outcomes: [{ status: 200, body: answer }],
      async handle() {
        const [waits, agents, { names }] = await Promise.all([store.floor.waits(), store.floor.agents(), store.floor.classes()]);
        const now = clock.now();
        return ok({ ...queues({ waits, agents, names, teams: centre().teams, now }), ...given('expected', expected(forecast?.(), now)) });
      },
    }),
  ];
}

function expected(forecast: Forecast | undefined, now: number): z.output<typeof expectedNow> | undefined {
  const kinds = expectedByKind(forecast, now);
  return forecast && kinds.length > 0 ? { at: timeText(forecast.at), items: kinds.map(({ band, ...key }) => ({ ...key, ...bandView(band) })) } : undefined;
}

export interface FloorNow {
  waits: readonly Wait[];
  agents: readonly FloorAgent[];
  names: readonly string[];
  teams: Readonly<Record<string, { name: string }>>;
  now: number;
}

/** A class stands here if somebody waits for it, or if it is a team's: a person of their own is a queue only while a caller wants them. */
export function queues({ waits, agents, names, teams, now }: FloorNow): z.output<typeof answer> {
  const waiting = waits.filter(({ state }) => state === 'waiting');
  const wanted = new Map<string, Wait[]>();
  for (const wait of waiting) for (const name of classesNow(wait, now)) wanted.set(name, [...(wanted.get(name) ?? []), wait]);
  const shown = new Set([...names.filter((name) => name.startsWith('team:')), ...wanted.keys()]);
  return {
    items: [...shown].sort().map((name) => ({
      class: name, name: classInWords(name, teams), ...line(wanted.get(name) ?? [], now), agents: count(agents.filter(({ classes }) => Object.hasOwn(classes, name))),
    })),
    total: { ...line(waiting, now), talking: waits.filter(({ state }) => state === 'talking').length, agents: count(agents) },
  };
}

/** The classes of the steps that are due, also while the caller's limit of offers keeps them out of the index. */
export const classesNow = (wait: Wait, now: number): string[] => [...new Set(wait.steps.filter(({ from }) => from <= now).flatMap(({ classes }) => classes))];

function line(waits: readonly Wait[], now: number): { waiting: number; longestWaitSeconds: number } {
  const first = waits.reduce((earliest, { joined }) => Math.min(earliest, joined), now);
  return { waiting: waits.length, longestWaitSeconds: seconds(now - first) };
}

function count(agents: readonly FloorAgent[]): Record<keyof typeof staff, number> {
  const inState = (state: FloorAgent['state']) => agents.filter((agent) => agent.state === state).length;
  return { ready: inState('ready'), ringing: inState('offered'), busy: inState('busy'), wrapUp: inState('wrap'), away: inState('away') };
}
