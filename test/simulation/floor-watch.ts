// Whoever watches the floor from outside: every commit passes here, in the order the store takes them, and is held against the promises.
import { expect } from 'vitest';
import type { Priority } from '../../src/case/priority.ts';
import type { Agent } from '../../src/centre/centre.ts';
import type { Clock } from '../../src/clock.ts';
import type { FloorAgent, FloorVerb, Wait } from '../../src/store/floor.ts';
import type { Commit, Committed, Store } from '../../src/store/store.ts';
import { EXPIRED_COOL_MS } from '../../src/store/bounds.ts';

type HeadStarts = Readonly<Record<Priority, number>>;
type Claim = Extract<FloorVerb, { verb: 'claim' }>;

/** What the watch knows of a caller in line by itself: when they came, and how urgent it is. */
interface InLine {
  call: string;
  arrived: number;
  priority: Priority;
  limit: number;
}

interface Rung {
  wait: string;
  agents: readonly string[];
  agreed: readonly string[];
  expires: number;
  over: boolean;
}

/** Whom a class admits, worked out anew from who they are: neither from the index nor by the program's own reading. */
const admits = (name: string, agent: Agent): boolean => name === `agent:${agent.id}` || agent.teams.some((team) => name === `team:${team}`);

/** Whom a class asks for that asks for an interpreter of Vietnamese besides. */
const agentOfPair = (name: string): string | undefined => /^with\((.*),interprets:vi\)$/.exec(name)?.[1];
const interprets = (agent: Agent): boolean => agent.interprets?.includes('vi') ?? false;

const stands = (wait: Wait): boolean => wait.state === 'waiting' && wait.offers.length < wait.limit;

export class Watch {
  /** Commits seen, refused claims by reason, and who won. */
  commits = 0;
  refused = new Map<string, number>();
  readonly winners = new Map<string, string>();
  readonly served = new Set<string>();
  /** Callers taken by an agent and an interpreter. */
  together = 0;
  readonly problems: string[] = [];
  readonly priorities = new Map<string, Priority>();
  #nextSlot = 0;
  /** A P1 was refused a slot: until then the others are refused as well. */
  #wish = 0;
  #inLine = new Map<string, InLine>();
  #rung = new Map<string, Rung>();
  /** Until when a pair rests: `wait agent`. */
  #cooled = new Map<string, number>();
  #oneByOne: Promise<unknown> = Promise.resolve();
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #headStarts: HeadStarts;

  constructor(store: Store, clock: Clock, headStarts: HeadStarts) {
    this.#store = store;
    this.#clock = clock;
    this.#headStarts = headStarts;
  }

  /** The store as the four share it: one atomic step after the other, as it is anyway, so that each can be looked at. */
  commit(commit: Commit): Promise<Committed> {
    const step = this.#oneByOne.then(() => this.#seen(commit));
    this.#oneByOne = step.catch(() => undefined);
    return step;
  }

  async #seen(commit: Commit): Promise<Committed> {
    this.commits++;
    const claim = commit.floor?.find((verb) => verb.verb === 'claim');
    const before = claim && { waits: await this.#store.floor.waits(), agents: await this.#store.floor.agents() };
    const committed = await this.#store.commit(commit);
    if (claim && before && committed.ok) this.#holdClaim(claim, before);
    if (committed.ok) for (const verb of commit.floor ?? []) this.#note(verb);
    else if (committed.why === 'refused') this.refused.set(committed.refusal.why, (this.refused.get(committed.refusal.why) ?? 0) + 1);
    return committed;
  }

  #must(holds: boolean, promise: string, details: unknown): void {
    if (!holds) this.problems.push(`${promise}: ${JSON.stringify(details)}`);
  }

  #isCooled = (wait: string, agent: string): boolean => (this.#cooled.get(`${wait} ${agent}`) ?? 0) > this.#clock.now();

  #holdClaim(claim: Claim, { waits, agents }: { waits: readonly Wait[]; agents: readonly FloorAgent[] }): void {
    const now = this.#clock.now();
    const caller = waits.find(({ id }) => id === claim.wait);
    const known = this.#inLine.get(claim.wait);
    if (!caller || !known) return this.#must(false, 'only somebody in line is offered', claim);
    this.#must(caller.state === 'waiting' && caller.offers.length < known.limit, 'no more live offers than the priority allows', { claim, caller });
    this.#must(this.#nextSlot <= now, 'a leg is created only with a slot in the dial line', { claim, next: this.#nextSlot });
    for (const id of claim.agents) {
      const agent = agents.find((each) => each.id === id);
      if (!agent) return this.#must(false, 'only somebody on the floor is rung', claim);
      this.#must(agent.state === 'ready' && agent.presence === 'ready' && (agent.until ?? Infinity) > now, 'nobody is rung who is busy, in wrap-up, away, rung already or gone', { claim, agent });
      this.#must(!this.#isCooled(claim.wait, id), 'a pair at rest is not rung', { claim, agent });
      this.#holdOrder(claim, known, agent, waits, agents);
    }
  }

  /**
   * For this agent nobody else stood before the one who is offered. It follows that nobody is overtaken by more than the
   * difference of head starts, and that a P1 stands behind only those who came earlier by more than that.
   */
  #holdOrder(claim: Claim, chosen: InLine, agent: FloorAgent, waits: readonly Wait[], agents: readonly FloorAgent[]): void {
    for (const other of waits) {
      const passed = this.#inLine.get(other.id);
      if (!passed || other.id === claim.wait || !stands(other) || this.#isCooled(other.id, agent.id)) continue;
      if (!other.classes.some((name) => this.#couldTake(name, agent, other, agents))) continue;
      const details = { claim, chosen, passed, other };
      const ahead = this.#headStarts[chosen.priority] - this.#headStarts[passed.priority];
      this.#must(chosen.arrived - passed.arrived <= ahead, 'nobody is overtaken by more than the difference of head starts', details);
      if (passed.priority === 'P1' && chosen.priority !== 'P1') {
        this.#must(passed.arrived - chosen.arrived >= this.#headStarts.P1 - this.#headStarts[chosen.priority], 'a P1 stands behind only those who came earlier by more than the difference', details);
      }
      if (chosen.priority === passed.priority) this.#must(chosen.arrived <= passed.arrived, 'of one priority, who came first is first', details);
    }
  }

  /** Alone, or with somebody else who is free for this caller on the other side. */
  #couldTake(name: string, agent: FloorAgent, caller: Wait, agents: readonly FloorAgent[]): boolean {
    if (agentOfPair(name) === undefined) return agent.classes[name] !== undefined;
    const beside = name.replace('with(', 'beside(');
    const free = agents.filter(({ id, state, until }) => id !== agent.id && state === 'ready' && (until ?? Infinity) > this.#clock.now() && !this.#isCooled(caller.id, id));
    return ([[name, beside], [beside, name]] as const).some(([own, other]) => agent.classes[own] !== undefined && free.some(({ classes }) => classes[other] !== undefined));
  }

  #note(verb: FloorVerb): void {
    switch (verb.verb) {
      case 'join': {
        const { id, call, joined, limit } = verb.wait;
        if (verb.instead !== undefined) this.#moved(verb.instead, id);
        if (!this.#inLine.has(id)) this.#inLine.set(id, { call, arrived: joined, priority: this.priorities.get(call) ?? 'P4', limit });
        return;
      }
      case 'rerank': {
        const line = this.#inLine.get(verb.wait);
        const found = line && Object.entries(this.#headStarts).find(([, ms]) => line.arrived - ms === verb.rank);
        if (line && found) line.priority = found[0] as Priority;
        return;
      }
      case 'dial-slot':
        this.#nextSlot = this.#clock.now() + (verb.legs ?? 1) * Math.ceil(1000 / verb.perSecond);
        return;
      case 'dial-wish':
        this.#wish = verb.until;
        return;
      case 'claim':
        return this.#offered(verb.offer, { wait: verb.wait, agents: verb.agents, agreed: [], expires: verb.expires, over: false });
      case 'summon':
        return this.#offered(verb.offer, { wait: verb.wait, agents: [verb.agent], agreed: [], expires: verb.expires, over: false });
      case 'agree': {
        const rung = this.#rung.get(verb.offer);
        if (rung) this.#rung.set(verb.offer, { ...rung, agreed: [...rung.agreed, verb.agent] });
        return;
      }
      case 'accept': return this.#accepted(verb.offer, verb.agent);
      case 'return': return this.#returned(verb.offer, verb.coolMs, verb.agent);
      case 'leave': return this.#left(verb.wait);
      // The others move nobody in line and end no offer.
      default: return;
    }
  }

  /** From one line to another: what rests goes along. */
  #moved(from: string, to: string): void {
    for (const [pair, until] of [...this.#cooled]) if (pair.startsWith(`${from} `)) this.#cooled.set(`${to} ${pair.slice(from.length + 1)}`, until);
    this.#left(from);
  }

  #left(wait: string): void {
    for (const [id, rung] of this.#rung) if (rung.wait === wait) this.#rung.set(id, { ...rung, over: true });
  }

  #offered(offer: string, rung: Rung): void {
    if (!this.#rung.has(offer)) this.#rung.set(offer, rung);
  }

  #accepted(offer: string, by: string | undefined): void {
    const rung = this.#rung.get(offer);
    if (!rung) return this.#must(false, 'only an offer that was made is accepted', offer);
    this.#must(rung.agents.every((agent) => agent === by || rung.agreed.includes(agent) || rung.agents.length === 1), 'of two both have said yes', { offer, by, rung });
    if (rung.agents.length > 1) this.together++;
    const winner = this.winners.get(rung.wait) ?? offer;
    this.#must(winner === offer, 'one caller has one winner', { offer, winner, rung });
    this.winners.set(rung.wait, offer);
    this.served.add(this.#inLine.get(rung.wait)?.call ?? '');
    this.#left(rung.wait);
  }

  #returned(offer: string, coolMs: number, by: string | undefined): void {
    const rung = this.#rung.get(offer);
    if (!rung || rung.over) return;
    this.#rung.set(offer, { ...rung, over: true });
    for (const agent of by === undefined ? rung.agents.filter((each) => !rung.agreed.includes(each)) : [by]) if (coolMs > 0) this.#cooled.set(`${rung.wait} ${agent}`, this.#clock.now() + coolMs);
  }

  /** Callers in line who could be offered to somebody this very moment, by who people are and what the clock says. */
  async pairs(): Promise<{ wait: string; agent: string }[]> {
    const now = this.#clock.now();
    const [waits, agents, people] = await Promise.all([this.#store.floor.waits(), this.#store.floor.agents(), this.#store.records.list<Agent>('agent', { limit: 500 })]);
    const who = new Map(people.map(({ id, value }) => [id, value]));
    const free = agents.filter(({ state, until }) => state === 'ready' && (until ?? Infinity) > now);
    return waits.filter(stands).flatMap((wait) => {
      const classes = wait.steps.filter(({ from }) => from <= now).flatMap((step) => step.classes);
      const rested = free.filter(({ id }) => !this.#isCooled(wait.id, id)).map(({ id }) => who.get(id) as Agent);
      return rested
        .filter((agent) => classes.some((name) => {
          const half = agentOfPair(name);
          return half === undefined ? admits(name, agent) : admits(half, agent) && rested.some((other) => other.id !== agent.id && interprets(other));
        }))
        .map(({ id }) => ({ wait: wait.id, agent: id }));
    });
  }

  /** What must hold whenever nothing is under way. `mayWaitMs`: how late timers may be, because somebody died. */
  async hold({ crashed, mayWaitMs }: { crashed: boolean; mayWaitMs: number }): Promise<void> {
    const now = this.#clock.now();
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'));
    const agents = await this.#store.floor.agents();
    for (const { id, offer, state } of agents) {
      if (state !== 'offered') continue;
      expect(this.#rung.get(offer ?? '')?.expires ?? 0, `${id} is reserved no longer than the lease`).toBeGreaterThan(now - mayWaitMs);
    }
    if (crashed) return;
    const pairs = await this.pairs();
    const slot = Math.max(this.#nextSlot, this.#wish);
    if (slot <= now) return expect(pairs, 'somebody waits, somebody eligible is free, and the dial line too: an offer now').toEqual([]);
    if (pairs.length > 0) expect(await this.#store.work.next(), 'whoever waits for a slot in the dial line is looked at when it comes').toBeLessThanOrEqual(slot);
  }
}

/** An offer nobody answered rests that long; with it everybody can be served in the end. */
export const LONGEST_REST_MS = EXPIRED_COOL_MS;
