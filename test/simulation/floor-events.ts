// What happens on a simulated floor: few people, few classes and short times, so that everything meets everything.
import fc from 'fast-check';
import { PRIORITIES, type Priority } from '../../src/case/priority.ts';
import type { Presence } from '../../src/store/floor.ts';
import { OFFER_LEASE_MS, PEOPLE, PROCESSES, TEAMS, type FloorCentre, type FloorRules } from './floor-centre.ts';
import type { Leg } from './floor-phones.ts';
import { LONGEST_REST_MS } from './floor-watch.ts';

/** What somebody at a telephone does; `which` leg is a number taken round among those that could. */
type AtThePhone = 'takes' | 'passes' | 'is-busy' | 'talk-ends' | 'caller-leaves' | 'comes-again';

export type Happening =
  | { do: 'joins'; process: number; priority: Priority; steps: readonly { afterMs: number; classes: readonly string[] }[] }
  | { do: 'calls-care'; process: number }
  | { do: 'sets'; agent: string; process: number; presence: Presence; forMs: number | undefined }
  | { do: 'renews'; agent: string; process: number; forMs: number }
  /** `back`: they sign in at another process at the same moment. */
  | { do: 'edits'; agent: string; process: number; teams: readonly string[]; back: boolean }
  | { do: 'moves'; which: number; process: number; priority: Priority }
  | { do: AtThePhone; which: number }
  | { do: 'time'; ms: number }
  | { do: 'dies'; which: number }
  | { do: 'starts' };

/** `then`: how many answers chance lets through before the next thing happens; undefined: all there are. */
export interface FloorEvent {
  what: Happening;
  then: number | undefined;
}

const process = fc.nat(PROCESSES - 1);
const agent = fc.constantFrom(...PEOPLE);
const which = fc.nat(40);
const one = <const T extends string>(what: T) => fc.constant(what);
const classes = fc.uniqueArray(
  fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEAMS.map((team) => `team:${team}`)) }, { weight: 1, arbitrary: agent.map((id) => `agent:${id}`) },
    { weight: 2, arbitrary: fc.constantFrom(...TEAMS.map((team) => `with(team:${team},interprets:vi)`)) }),
  { minLength: 1, maxLength: 2 },
);
const steps = fc.uniqueArray(fc.record({ afterMs: fc.constantFrom(0, 400, 2_000, 7_000), classes }), { minLength: 1, maxLength: 3, selector: ({ afterMs }) => afterMs })
  .map((some) => [...some].sort((a, b) => a.afterMs - b.afterMs));

const ordinary: fc.WeightedArbitrary<Happening>[] = [
  { weight: 6, arbitrary: fc.record({ do: one('joins'), process, priority: fc.constantFrom(...PRIORITIES), steps }) },
  { weight: 1, arbitrary: fc.record({ do: one('calls-care'), process }) },
  { weight: 7, arbitrary: fc.record({ do: one('sets'), agent, process, presence: fc.constantFrom<Presence[]>('ready', 'ready', 'ready', 'away', 'offline'), forMs: fc.constantFrom(undefined, undefined, 3_000, 45_000) }) },
  { weight: 1, arbitrary: fc.record({ do: one('renews'), agent, process, forMs: fc.constantFrom(1_500, 45_000) }) },
  { weight: 3, arbitrary: fc.record({ do: one('edits'), agent, process, teams: fc.subarray(TEAMS), back: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: one('moves'), which, process, priority: fc.constantFrom(...PRIORITIES) }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constantFrom<AtThePhone[]>('takes', 'takes', 'takes', 'passes', 'is-busy', 'talk-ends', 'talk-ends', 'caller-leaves', 'comes-again'), which }) },
  { weight: 6, arbitrary: fc.record({ do: one('time'), ms: fc.constantFrom(1, 7, 100, 400, 1_000, 2_000, 5_000, 12_000) }) },
];
const crashes: fc.WeightedArbitrary<Happening>[] = [
  { weight: 2, arbitrary: fc.record({ do: one('dies'), which: process }) },
  { weight: 2, arbitrary: fc.record({ do: one('starts') }) },
];

/** Everybody signs in while the first callers ask for each class, which is opened then, and while somebody's teams are changed. */
const everybodyAtOnce: readonly Happening[] = [
  ...PEOPLE.map((id, index): Happening => ({ do: 'sets', agent: id, process: index, presence: 'ready', forMs: undefined })),
  ...PEOPLE.map((id, index): Happening => ({ do: 'edits', agent: id, process: index + 2, teams: [TEAMS[(index + 1) % TEAMS.length] as string], back: index % 2 === 0 })),
  ...TEAMS.map((team, index): Happening => ({ do: 'joins', process: index + 1, priority: 'P3', steps: [{ afterMs: 0, classes: [`team:${team}`] }] })),
];
const morning = fc.tuple(fc.shuffledSubarray([...everybodyAtOnce], { minLength: Math.floor(everybodyAtOnce.length / 2) }), fc.array(fc.nat(5), { minLength: everybodyAtOnce.length, maxLength: everybodyAtOnce.length }))
  .map(([all, thens]) => all.map((what, index): FloorEvent => ({ what, then: thens[index] })));

export const someEvents = (most: number, withCrashes: boolean): fc.Arbitrary<FloorEvent[]> => fc.tuple(morning, fc.array(
  fc.record({ what: fc.oneof(...ordinary, ...(withCrashes ? crashes : [])), then: fc.option(fc.nat(8), { nil: undefined, freq: 2 }) }),
  { minLength: Math.floor(most / 2), maxLength: most, size: 'max' },
)).map(([first, rest]) => [...first, ...rest]);

/** The shipped head starts, and ones so small that a P1 may stand behind somebody; a dial line that is never full, and one that is. */
export const someRules = (withCrashes: boolean): fc.Arbitrary<FloorRules> => fc.record({
  headStarts: fc.constantFrom({ P1: 604_800, P2: 600, P3: 300, P4: 0 }, { P1: 6, P2: 3, P3: 1, P4: 0 }),
  callsPerSecond: fc.constantFrom(undefined, undefined, 1_000, 3),
  fates: fc.array(fc.constantFrom('rings' as const, 'rings' as const, 'rings' as const, 'rings' as const, 'refused' as const, 'busy' as const, 'lost' as const, 'unheard' as const, ...(withCrashes ? ['dies' as const] : [])), { minLength: 1, maxLength: 9 }),
});

/** It begins; what follows from it is under way when this returns, but for time, which goes on when nothing is. */
export async function begins(what: Happening, floor: FloorCentre): Promise<void> {
  switch (what.do) {
    case 'joins': return floor.behind(floor.joins(what));
    case 'calls-care': return floor.behind(floor.callsCare(what.process));
    case 'sets': return floor.behind(floor.sets(what.agent, what.presence, what.forMs, what.process));
    case 'renews': return floor.behind(floor.renews(what.agent, what.forMs, what.process));
    case 'edits':
      floor.behind(floor.edits(what.agent, what.teams, what.process));
      if (what.back) floor.behind(floor.sets(what.agent, 'ready', undefined, what.process + 1));
      return;
    case 'dies': return floor.dies(what.which);
    case 'starts': return floor.starts();
    case 'time': return floor.clock.push(what.ms);
    case 'moves': {
      const leg = round(floor.phones.live('caller'), what.which);
      if (leg) floor.behind(floor.moves(leg, what.priority, what.process));
      return;
    }
    case 'takes': case 'passes': case 'is-busy': case 'talk-ends': case 'caller-leaves': case 'comes-again': return onThePhone(what.do, what.which, floor);
  }
}

const round = (legs: readonly Leg[], number: number): Leg | undefined => legs[number % Math.max(1, legs.length)];

function onThePhone(what: AtThePhone, number: number, floor: FloorCentre): void {
  const { phones } = floor;
  const [rings, talks, caller] = [round(phones.live('agent', 'ringing'), number), round(phones.live('agent', 'up'), number), round(phones.live('caller'), number)];
  if (what === 'takes' && rings) floor.behind(phones.answers(rings, '1'));
  if (what === 'passes' && rings) floor.behind(phones.answers(rings, '2'));
  if (what === 'is-busy' && rings) phones.ends(rings, 'busy');
  if (what === 'talk-ends' && talks) phones.ends(talks, 'completed');
  if (what === 'caller-leaves' && caller) floor.leaves(caller);
  if (what === 'comes-again' && caller) floor.behind(phones.comesAgain(caller));
}

const ROUND_MS = 5_000;
/** Everybody's rests, leases and wrap-ups pass by in it, some times over. */
const ROUNDS_MAX = Math.ceil((6 * (LONGEST_REST_MS + OFFER_LEASE_MS)) / ROUND_MS);

/** The evening: everybody is there, may take any call and takes it, until nobody waits any more. */
export async function everybodyIsServed(floor: FloorCentre): Promise<void> {
  floor.phones.areWell();
  for (const [index, id] of PEOPLE.entries()) {
    floor.behind(floor.edits(id, TEAMS, index));
    await floor.settled();
    floor.behind(floor.sets(id, 'ready', undefined, index));
    await floor.settled();
  }
  for (let rounds = 0; ; rounds++) {
    await floor.clock.push(ROUND_MS);
    const waits = await floor.store.floor.waits();
    if (waits.every(({ state }) => state === 'gone') && floor.phones.live('caller').length === 0) return;
    if (rounds > ROUNDS_MAX) throw new Error(`callers were lost: ${JSON.stringify({ waits, agents: await floor.store.floor.agents(), legs: floor.phones.legs.filter(({ state }) => state !== 'over') })}`);
    for (const leg of floor.phones.live('agent', 'ringing')) floor.behind(floor.phones.answers(leg, '1'));
    await floor.settled();
    // Whose key went to a process that died presses it again.
    for (const leg of floor.phones.live('caller')) if ((await floor.store.call(leg.call))?.doing.is === 'listening') floor.behind(floor.phones.presses(leg, '2'));
    for (const leg of floor.phones.live('caller')) if (floor.watch.served.has(leg.call)) floor.phones.ends(leg, 'completed');
    for (const leg of floor.phones.live('agent', 'up')) floor.phones.ends(leg, 'completed');
  }
}
