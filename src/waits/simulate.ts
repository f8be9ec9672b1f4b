// One future of the floor, by a seed: conversations end, phones ring, callers come and give up, and routing decides as it decides on the floor.
import { match } from '../routing/match.ts';
import { Agenda } from './agenda.ts';
import { chanceOf, drawsFrom, type Draws } from './draws.ts';
import type { AgentNow, CallerNow, Comer, Floor } from './floor.ts';
import { Line, type Agent, type Caller } from './line.ts';
import type { Rates, Ring } from './rates.ts';

/** Nobody is told of more than an hour; a future in which somebody waits longer need not go on. */
const HORIZON_MS = 90 * 60_000;

/** How long each caller of whom it is asked, and each who only asks, has to wait until somebody answers; infinite where nobody does in time. */
export function simulate(floor: Floor, rates: Rates, seed: number, horizonMs = HORIZON_MS): ReadonlyMap<string, number> {
  return new Future(floor, drawsFrom(rates, chanceOf(seed))).run(floor.now + horizonMs);
}

class Future {
  readonly #floor: Floor;
  readonly #draws: Draws;
  readonly #agenda = new Agenda();
  readonly #line = new Line();
  readonly #agents = new Map<string, Agent>();
  readonly #callers = new Map<string, Caller>();
  /** Whose wait is asked for, since when, and what it came to. */
  readonly #asked = new Map<string, number>();
  readonly #waits = new Map<string, number>();
  #now: number;
  #came = 0;

  constructor(floor: Floor, draws: Draws) {
    this.#floor = floor;
    this.#draws = draws;
    this.#now = floor.now;
    for (const agent of floor.agents) this.#agents.set(agent.id, { id: agent.id, presence: 'ready', state: 'busy', since: agent.since, classes: agent.classes, rings: undefined });
    for (const { id, asks } of floor.callers) if (asks) this.#asked.set(id, floor.now);
    for (const { id, at } of floor.askers) this.#asked.set(id, at);
    for (const caller of floor.callers) this.#joins(caller, false);
    for (const agent of floor.agents) this.#begins(agent);
    for (const { id, at, comer } of floor.askers) this.#agenda.plan(at, () => this.#comes(id, floor.comers[comer], true));
    for (const comer of floor.comers) this.#nextOf(comer);
  }

  run(until: number): ReadonlyMap<string, number> {
    while (this.#waits.size < this.#asked.size) {
      const next = this.#agenda.take();
      if (!next || next.at > until) break;
      this.#now = next.at;
      next.run();
    }
    for (const id of this.#asked.keys()) if (!this.#waits.has(id)) this.#waits.set(id, Infinity);
    return this.#waits;
  }

  /** What keeps an agent at the beginning. */
  #begins({ id, since, is }: AgentNow): void {
    const agent = this.#agents.get(id);
    if (!agent) return;
    const lasted = Math.max(0, this.#now - since);
    if ('ready' in is) this.#plan(0, () => this.#isFree(agent, since));
    else if ('wraps' in is) this.#plan(Math.min(this.#draws.restOfWrap(undefined, lasted), Math.max(0, is.wraps.until - this.#now)), () => this.#isFree(agent));
    else if ('talks' in is) this.#plan(this.#draws.restOfTalk(is.talks.queue, lasted), () => this.#isFree(agent));
    else {
      const caller = this.#callers.get(is.rings);
      if (caller) this.#rings(caller, agent, this.#draws.restOfRing(lasted));
      else this.#plan(this.#draws.talk(undefined), () => this.#isFree(agent));
    }
  }

  #nextOf(comer: Comer): void {
    this.#plan(this.#draws.next(comer.perMs), () => {
      this.#comes(`comer-${this.#came++}`, comer, false);
      this.#nextOf(comer);
    });
  }

  #comes(id: string, comer: Comer | undefined, onlyAsks: boolean): void {
    if (!comer) return;
    const { queue, limit, headStartMs } = comer;
    const steps = comer.steps.map(({ afterMs, classes }) => ({ from: this.#now + afterMs, classes }));
    this.#joins({ id, queue, limit, steps, joined: this.#now, rank: this.#now - headStartMs }, onlyAsks);
  }

  #joins({ id, queue, rank, joined, steps, limit }: Omit<CallerNow, 'asks'>, onlyAsks: boolean): void {
    const caller: Caller = { id, call: id, queue, state: 'waiting', rank, joined, steps, limit, classes: [], offers: [], onlyAsks, cooled: new Map() };
    this.#callers.set(id, caller);
    for (const { from, classes } of steps) this.#agenda.plan(Math.max(from, this.#now), () => this.#widens(caller, classes));
    if (!onlyAsks) this.#plan(this.#draws.patience(queue), () => this.#givesUp(caller));
  }

  #widens(caller: Caller, classes: readonly string[]): void {
    if (caller.state !== 'waiting') return;
    this.#line.leave(caller);
    caller.classes = [...new Set([...caller.classes, ...classes])];
    this.#stands(caller);
  }

  #stands(caller: Caller): void {
    if (caller.offers.length >= caller.limit) return;
    this.#line.stand(caller);
    this.#decideFor(caller);
  }

  #decideFor(caller: Caller): void {
    while (caller.state === 'waiting' && this.#offers(this.#line.lookFor(caller, this.#now)));
  }

  #isFree(agent: Agent, since = this.#now): void {
    Object.assign(agent, { state: 'ready', since, rings: undefined });
    this.#line.ready(agent);
    while (agent.state === 'ready' && this.#offers(this.#line.lookForAgent(agent, this.#now)));
  }

  /** The match that routing finds there becomes a phone that rings. */
  #offers(look: Parameters<typeof match>[0]): boolean {
    const found = match(look);
    const [caller, agent] = [this.#callers.get(found?.wait ?? ''), this.#agents.get(found?.agent ?? '')];
    if (!caller || !agent) return false;
    if (!caller.onlyAsks) this.#line.taken(agent);
    this.#rings(caller, agent, this.#draws.ring());
    return true;
  }

  #rings(caller: Caller, agent: Agent, { ms, taken }: Ring): void {
    caller.offers.push(agent.id);
    if (caller.offers.length >= caller.limit) this.#line.leave(caller);
    if (!caller.onlyAsks) Object.assign(agent, { state: 'offered', rings: caller });
    this.#plan(ms, () => {
      if (caller.state !== 'waiting' || !caller.offers.includes(agent.id)) return;
      if (taken) this.#answers(caller, agent);
      else this.#misses(caller, agent);
    });
  }

  #answers(caller: Caller, agent: Agent): void {
    const since = this.#asked.get(caller.id);
    if (since !== undefined) this.#waits.set(caller.id, this.#now - since);
    const rung = this.#gone(caller);
    if (rung.includes(agent)) {
      Object.assign(agent, { state: 'busy', rings: undefined });
      this.#plan(this.#draws.talk(caller.queue), () => this.#isFree(agent));
    }
    for (const other of rung) if (other !== agent) this.#isFree(other);
  }

  #misses(caller: Caller, agent: Agent): void {
    const { coolMs } = this.#floor;
    this.#line.leave(caller);
    caller.offers = caller.offers.filter((id) => id !== agent.id);
    caller.cooled.set(agent.id, this.#now + coolMs);
    const rang = agent.rings === caller;
    this.#stands(caller);
    this.#plan(coolMs, () => this.#decideFor(caller));
    if (rang) this.#isFree(agent);
  }

  /** Whoever's wait is asked for stays to see how long it would have been. */
  #givesUp(caller: Caller): void {
    if (caller.state !== 'waiting') return;
    const rung = this.#ringingFor(caller);
    if (this.#asked.has(caller.id)) caller.onlyAsks = true;
    else this.#gone(caller);
    for (const agent of rung) this.#isFree(agent);
  }

  #gone(caller: Caller): Agent[] {
    this.#line.leave(caller);
    caller.state = 'gone';
    this.#callers.delete(caller.id);
    return this.#ringingFor(caller);
  }

  #ringingFor(caller: Caller): Agent[] {
    return caller.offers.map((id) => this.#agents.get(id)).filter((agent) => agent?.rings === caller) as Agent[];
  }

  #plan(ms: number, run: () => void): void {
    this.#agenda.plan(this.#now + ms, run);
  }
}
