// GET /floor: who waits, in their order and why, who is there and with whom, and whose phone rings. What a supervisor looks at.
import { z } from 'zod';
import { isAwaited } from '../../call/callback.ts';
import type { Call } from '../../call/call.ts';
import { pickOf } from '../../call/pick.ts';
import { type EmergencySwitch, heldAt, inWords, SWITCH_ID, untouched } from '../../door/switch.ts';
import type { Caller } from '../../phone/caller.ts';
import { mask } from '../../phone/mask.ts';
import { classInWords, listed } from '../../routing/in-words.ts';
import { whyShort } from '../../routing/explain.ts';
import type { FloorAgent, Offer, Wait } from '../../store/floor.ts';
import { comparePlace } from '../../store/order.ts';
import { expectedIn } from '../../waits/expected.ts';
import { keyOfCall } from '../../waits/snapshot.ts';
import { expectedSchema, expectedView } from './expected-view.ts';
import { given, nothingAsked, seconds, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { watchers } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';

/** Callers told one by one; nobody picks from a longer list, and the total is told too. */
const WAITING_MAX = 200;

const waitingSchema = z.strictObject({
  place: z.int().meta({ description: 'In the order of the whole floor, from 1: the line a free agent goes down.' }),
  call: z.string(),
  from: z.string().meta({ description: 'The calling number, all but its last digits hidden; or that it is withheld, or which agent asks.' }),
  priority: z.string().optional(),
  demand: z.string().optional().meta({ description: 'The line, as the centre file calls it; absent for an agent who consults.' }),
  since: time,
  waitedSeconds: z.int(),
  expected: expectedSchema.optional().meta({ description: 'How much longer, by simulating this floor forward; absent where nobody can say.' }),
  for: z.array(z.string()).meta({ description: 'Who may take the call now, in words.' }),
  rings: z.array(z.string()).meta({ description: 'The agents whose phones ring for it.' }),
  picked: z.string().optional(),
  callback: z.literal(true).optional().meta({ description: 'Promised a callback: they are rung when somebody takes them.' }),
  why: z.string().meta({ description: 'Why it still waits, in a few words.' }),
});
const agentSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['offline', 'away', 'ready', 'offered', 'busy', 'wrap']),
  presence: z.enum(['ready', 'away', 'offline']).meta({ description: 'What they set; it holds when they are free again.' }),
  since: time,
  wrapUntil: time.optional(),
  call: z.string().optional().meta({ description: 'The call they are rung for, or talk in.' }),
});
const floorSchema = z
  .strictObject({
    at: time,
    waiting: z.array(waitingSchema).meta({ description: `The first ${WAITING_MAX}, best placed first.` }),
    totals: z.strictObject({ waiting: z.int(), talking: z.int(), longestWaitSeconds: z.int() }),
    agents: z.array(agentSchema).meta({ description: 'Everybody signed in, by id.' }),
    offers: z.array(z.strictObject({ id: z.string(), call: z.string(), agents: z.array(z.string()), since: time, expires: time })).meta({ description: 'Phones that ring now.' }),
    demands: z.array(z.string()).meta({ description: 'The lines a caller may be moved to.' }),
    switched: z.array(z.string()).meta({ description: 'What the emergency switch says now, in words; empty where every team keeps its hours and nothing is announced.' }),
  })
  .meta({ title: 'Floor' });
type FloorView = z.output<typeof floorSchema>;

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre' | 'people' | 'forecast'>;

export const floorRoutes = (parts: Parts): Route[] => [
  route({
    method: 'get', path: '/floor', summary: 'The floor now: who waits and why, who is there, whose phone rings', roles: watchers,
    params: nothingAsked, query: nothingAsked, outcomes: [{ status: 200, body: floorSchema }],
    handle: async () => ok(await floorView(parts)),
  }),
];

async function floorView({ store, clock, centre, people, forecast }: Parts): Promise<FloorView> {
  const [waits, everybody, known, kept] = await Promise.all([store.floor.waits(), store.floor.agents(), people.all(), store.records.get<EmergencySwitch>('switch', SWITCH_ID)]);
  const now = clock.now();
  const told = forecast?.();
  const waiting = waits.filter(({ state }) => state === 'waiting').sort(comparePlace);
  const there = everybody.filter(({ state }) => state !== 'offline');
  const shown = waiting.slice(0, WAITING_MAX);
  const [calls, offers] = await Promise.all([
    Promise.all(shown.map(({ call }) => store.call(call))),
    Promise.all(waiting.flatMap((wait) => wait.offers).map((id) => store.floor.offer(id))),
  ]);
  const live = offers.filter((offer) => offer !== undefined).filter(({ state }) => state === 'live');
  const callOf = new Map(waits.map(({ id, call }) => [id, call]));
  const offerCalls = new Map(waits.flatMap(({ offers: ids, call }) => ids.map((id) => [id, call] as const)));
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return {
    at: timeText(now),
    waiting: shown.map((wait, index) => waitingView({ wait, place: index + 1, call: calls[index], offers: live, there, now, teams: centre().teams, expected: expectedView(expectedIn(told, { wait: wait.id, key: keyOfCall(calls[index]) }, now)) })),
    totals: {
      waiting: waiting.length, talking: waits.filter(({ state }) => state === 'talking').length,
      longestWaitSeconds: seconds(now - waiting.reduce((earliest, { joined }) => Math.min(earliest, joined), now)),
    },
    agents: there.map((agent) => agentOnFloor(agent, names.get(agent.id) ?? agent.id, agent.offer === undefined ? undefined : offerCalls.get(agent.offer))),
    offers: live.map((offer) => ({ id: offer.id, call: callOf.get(offer.wait) ?? '', agents: [...offer.agents], since: timeText(offer.made), expires: timeText(offer.expires) })),
    demands: Object.keys(centre().demands),
    switched: inWords(heldAt(kept?.value ?? untouched, now)),
  };
}

interface Waiting {
  wait: Wait;
  place: number;
  call: Call | undefined;
  offers: readonly Offer[];
  there: readonly FloorAgent[];
  now: number;
  teams: Readonly<Record<string, { name: string }>>;
  expected: ReturnType<typeof expectedView>;
}

function waitingView({ wait, place, call, offers, there, now, teams, expected }: Waiting): FloorView['waiting'][number] {
  const caller = call?.role === 'caller' ? call : undefined;
  const rings = offers.filter((offer) => offer.wait === wait.id).flatMap(({ agents }) => agents);
  const picked = caller && pickOf(caller)?.agent;
  return {
    place, call: wait.call, from: caller ? masked(caller.from) : call?.role === 'agent' ? `${call.agent} asks` : 'unknown',
    ...given('priority', caller?.standing?.priority), ...given('demand', caller?.standing?.demand),
    since: timeText(wait.joined), waitedSeconds: seconds(now - wait.joined), ...given('expected', expected), for: wait.classes.map((name) => classInWords(name, teams)), rings, ...given('picked', picked), ...(caller && isAwaited(caller) && { callback: true as const }),
    why: rings.length > 0 ? `rings ${listed(rings)}` : `${picked === undefined ? '' : `${picked} is picked: `}${whyShort(wait, there, now)}`,
  };
}

function masked(from: Caller): string {
  switch (from.kind) {
    case 'number': return mask(from.number);
    case 'sip': case 'client': return from.kind;
    case 'withheld': return 'withheld';
  }
}

const agentOnFloor = ({ id, state, presence, since, wrapUntil }: FloorAgent, name: string, call: string | undefined): FloorView['agents'][number] => ({
  id, name, state, presence, since: timeText(since), ...given('wrapUntil', wrapUntil === undefined ? undefined : timeText(wrapUntil)), ...given('call', call),
});
