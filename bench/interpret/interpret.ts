// Agent and interpreter as one match, against calling the interpreter once an agent has answered: the same seeded arrivals, the floor's own store and routing, both waits.
import { HandClock } from '../../src/clock.ts';
import { match, peopleOf } from '../../src/routing/match.ts';
import { pairClass, otherSide } from '../../src/routing/pair.ts';
import type { FloorVerb, Who } from '../../src/store/floor.ts';
import { createMemoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { chanceOf } from '../../src/waits/draws.ts';
import { sayGoals, spreadOf, type Goal, type Spread } from '../tools.ts';

const AGENTS = 12;
const INTERPRETERS = 2;
/** Of a day's callers so many need an interpreter, so often somebody calls, and so long they talk: agents are busy for three quarters of the time. */
const SHARE = 0.15;
const EVERY_S = 33;
const TALK_S = 280;
/** From the offer until a phone is picked up and 1 is pressed. */
const ANSWER_MS = 8_000;
const HOURS = 8;
const SEED = 20_261_020;
const START = Date.UTC(2026, 9, 20, 8);

const TEAM = 'team:customer-care';
const INTERPRETER = 'interprets:vi';
const PAIR = pairClass(TEAM, INTERPRETER);
const BESIDE = otherSide(PAIR) ?? '';

interface Arrival {
  id: string;
  at: number;
  interpreted: boolean;
  talkMs: number;
}

type Policy = 'as one match' | 'after answering';

function arrivalsOf(seed: number): Arrival[] {
  const chance = chanceOf(seed);
  const draw = (meanS: number): number => Math.round(-Math.log(1 - chance()) * meanS * 1000);
  const all: Arrival[] = [];
  for (let at = START + draw(EVERY_S); at < START + HOURS * 3_600_000; at += draw(EVERY_S)) all.push({ id: `w${all.length}`, at, interpreted: chance() < SHARE, talkMs: 20_000 + draw(TALK_S - 20) });
  return all;
}

/** One day: how long each caller waited until somebody they understand was there. */
class Day {
  readonly waits = { interpreted: [] as number[], others: [] as number[] };
  readonly #clock = new HandClock(START);
  readonly #store: Store = createMemoryStore({ clock: this.#clock });
  readonly #policy: Policy;
  readonly #callers: ReadonlyMap<string, Arrival>;
  #agenda: { at: number; run: () => Promise<void> }[] = [];
  #look: Who[] = [];
  #offers = 0;
  /** Agents with a caller who wait for an interpreter, by the place they have in line for one. */
  readonly #asking = new Map<string, { caller: Arrival; agent: string }>();

  constructor(policy: Policy, arrivals: readonly Arrival[]) {
    this.#policy = policy;
    this.#callers = new Map(arrivals.map((arrival) => [arrival.id, arrival]));
  }

  async run(): Promise<this> {
    await this.#store.floor.open([TEAM, PAIR, INTERPRETER], () => undefined);
    const { version: at } = await this.#store.floor.classes();
    const people = (many: number, name: string, classes: readonly string[]) => Array.from({ length: many }, (_, index): FloorVerb =>
      ({ verb: 'presence', agent: `${name}${index}`, presence: 'ready', classes: Object.fromEntries(classes.map((each) => [each, 0])), at }));
    await this.#commit(...people(AGENTS, 'agent', [TEAM, PAIR]), ...people(INTERPRETERS, 'interpreter', [INTERPRETER, BESIDE]));
    for (const caller of this.#callers.values()) this.#plan(caller.at, () => this.#joins(caller.id, caller.at, caller.interpreted && this.#policy === 'as one match' ? PAIR : TEAM));
    for (let next = this.#take(); next; next = this.#take()) {
      await this.#clock.push(next.at - this.#clock.now());
      await next.run();
      await this.#decide();
    }
    return this;
  }

  #plan(at: number, run: () => Promise<void>): void {
    this.#agenda.push({ at, run });
  }

  #take() {
    this.#agenda.sort((a, b) => a.at - b.at);
    return this.#agenda.shift();
  }

  async #commit(...floor: FloorVerb[]): Promise<boolean> {
    const committed = await this.#store.commit({ floor });
    if (committed.ok) this.#look.push(...committed.look);
    return committed.ok;
  }

  async #joins(id: string, joined: number, name: string): Promise<void> {
    await this.#commit({ verb: 'join', wait: { id, call: id, rank: joined, joined, limit: 1, steps: [{ from: joined, classes: [name] }] } });
  }

  async #decide(): Promise<void> {
    for (let who = this.#look.shift(); who; who = this.#look.shift()) {
      const look = await this.#store.floor.look(who);
      const found = look && match(look);
      if (!found) continue;
      const offer = `o${++this.#offers}`;
      const agents = peopleOf(found);
      const claimed = await this.#commit({ verb: 'claim', offer, wait: found.wait, agents, class: found.class, expires: this.#clock.now() + 60_000 }, { verb: 'accept', offer });
      if (claimed) this.#taken(found.wait, agents);
      else this.#look.push(...agents.map((agent) => ({ agent })));
      this.#look.push(who);
    }
  }

  #taken(wait: string, agents: readonly string[]): void {
    const asked = this.#asking.get(wait);
    const caller = asked?.caller ?? this.#callers.get(wait);
    if (!caller) throw new Error(`nobody is called ${wait}`);
    const there = this.#clock.now() + ANSWER_MS;
    const [agent = ''] = agents;
    if (!asked && caller.interpreted && this.#policy === 'after answering') {
      const place = `i-${caller.id}`;
      this.#asking.set(place, { caller, agent });
      this.#plan(there, () => this.#joins(place, caller.at, INTERPRETER));
      return;
    }
    this.waits[caller.interpreted ? 'interpreted' : 'others'].push((there - caller.at) / 1000);
    const everybody = asked ? [asked.agent, ...agents] : agents;
    const waits = asked ? [caller.id, wait] : [wait];
    this.#plan(there + caller.talkMs, async () => void (await this.#commit(...waits.map((id): FloorVerb => ({ verb: 'leave', wait: id })), ...everybody.map((each): FloorVerb => ({ verb: 'finish', agent: each, wrapUntil: this.#clock.now() })))));
  }
}

interface Row {
  policy: Policy;
  who: 'interpreted' | 'others';
  meanS: number;
  spread: Spread;
}

const rowsOf = (policy: Policy, waits: Day['waits']): Row[] => (['interpreted', 'others'] as const).map((who) => ({ policy, who, meanS: mean(waits[who]), spread: spreadOf(waits[who]) }));
const mean = (all: readonly number[]): number => all.reduce((sum, each) => sum + each, 0) / Math.max(1, all.length);

export async function run({ json, rounds = 5 }: { json: boolean; rounds?: number }): Promise<boolean> {
  const rows = new Map<Policy, Day['waits']>([['as one match', { interpreted: [], others: [] }], ['after answering', { interpreted: [], others: [] }]]);
  for (let round = 0; round < rounds; round++) {
    const arrivals = arrivalsOf(SEED + round);
    for (const [policy, waits] of rows) {
      const day = await new Day(policy, arrivals).run();
      waits.interpreted.push(...day.waits.interpreted);
      waits.others.push(...day.waits.others);
    }
  }
  const all = [...rows].flatMap(([policy, waits]) => rowsOf(policy, waits));
  const of = (policy: Policy, who: Row['who']): number => all.find((row) => row.policy === policy && row.who === who)?.meanS ?? NaN;
  const ratio = (who: Row['who']): number => of('as one match', who) / of('after answering', who);
  const goals: Goal[] = [
    { goal: 'who needs an interpreter waits less, on average, as one match', value: ratio('interpreted'), met: ratio('interpreted') < 1 },
    { goal: 'and so do the others, since no agent is kept by a caller who waits for an interpreter', value: ratio('others'), met: ratio('others') < 1 },
  ];
  if (json) {
    console.log(JSON.stringify({ bench: 'interpret', node: process.version, agents: AGENTS, interpreters: INTERPRETERS, share: SHARE, everyS: EVERY_S, talkS: TALK_S, hours: HOURS, rounds, rows: all, goals }, undefined, 2));
    return goals.every(({ met }) => met);
  }
  console.log(`interpret: ${AGENTS} agents and ${INTERPRETERS} interpreters, ${rounds} days of ${HOURS} hours, the same arrivals for both. Node ${process.version}\n`);
  console.log('policy            callers        many   mean s    p50 s    p99 s');
  for (const { policy, who, meanS, spread } of all) console.log(`${policy.padEnd(17)} ${who.padEnd(12)} ${String(spread.count).padStart(6)} ${[meanS, spread.p50, spread.p99].map((value) => value.toFixed(1).padStart(8)).join(' ')}`);
  console.log();
  return sayGoals(goals, ' times');
}
