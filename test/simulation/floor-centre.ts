// Four processes of one centre in one: each a reception of its own, over one store whose every answer waits until chance lets it through.
import type fc from 'fast-check';
import type { CallerCall } from '../../src/call/call.ts';
import type { Priority } from '../../src/case/priority.ts';
import type { Agent } from '../../src/centre/centre.ts';
import { HandClock } from '../../src/clock.ts';
import { composeService, type Service } from '../../src/compose.ts';
import { memoryLog } from '../../src/log.ts';
import type { E164 } from '../../src/phone/number.ts';
import type { Prompts } from '../../src/prompts/prompts.ts';
import { openClasses } from '../../src/reception/classes.ts';
import type { Parts } from '../../src/reception/parts.ts';
import type { Presence } from '../../src/store/floor.ts';
import type { Commit, Store } from '../../src/store/store.ts';
import { centre as shipped, flows, waiting } from '../support/core.ts';
import { tuesday } from '../support/world.ts';
import { Phones, type Fate, type Leg } from './floor-phones.ts';
import { Watch } from './floor-watch.ts';

export const PROCESSES = 4;
export const PEOPLE = ['amy', 'ben', 'chi', 'dan', 'eva', 'fay'];
export const TEAMS = Object.keys(shipped.teams).slice(0, 5);
/** Short, so that a pass, its rest and the next ring fit into a run. */
const SETTINGS = { ringS: 20, coolS: 15, wrapS: 12 };
/** A dead process's work is due again after it, and whoever lives sweeps each second. */
export const LEASE_MS = 16_000;
export const OFFER_LEASE_MS = (SETTINGS.ringS + 10) * 1_000;

export interface FloorRules {
  /** Seconds. */
  headStarts: Readonly<Record<Priority, number>>;
  /** Absent: the dial line is never full, so that many claims meet in one moment. */
  callsPerSecond: number | undefined;
  fates: readonly Fate[];
}

interface Process {
  alive: boolean;
  asking: Set<Promise<unknown>>;
  service: Service;
  store: Store;
}

type Answers = Record<string, unknown>;

/** What a process asks: whether it still lives, and what of the store itself asks back and so cannot be held up by one answer. */
interface Asker {
  chance: fc.Scheduler;
  alive: () => boolean;
  asking: Set<Promise<unknown>>;
}

/** Every answer of the port goes through chance; one that comes to a dead process is never heard. */
function throughChance<T extends object>(port: T, asker: Asker, label: string): T {
  const { chance, alive, asking } = asker;
  const silence = new Promise<never>(() => undefined);
  const scheduled = (name: string, ask: (...args: unknown[]) => unknown) => async (...args: unknown[]) => {
    if (!alive()) return silence;
    const asked = ask(...args) as Promise<unknown>;
    if (name === 'open') {
      asking.add(asked);
      await asked.finally(() => asking.delete(asked));
    }
    const answer = await chance.schedule(asked, `${label}.${name}`);
    return alive() ? answer : silence;
  };
  return Object.fromEntries(Object.entries(port as Answers).map(([name, member]) => {
    if (typeof member === 'function') return [name, scheduled(name, member as (...args: unknown[]) => unknown)];
    return [name, typeof member === 'object' && member !== null ? throughChance(member, asker, `${label}.${name}`) : member];
  })) as T;
}

const withoutSlot = (commit: Commit): Commit => (commit.floor ? { ...commit, floor: commit.floor.filter(({ verb }) => verb !== 'dial-slot') } : commit);

/** What is said is no matter here. */
const silent = { variables: () => [], speak: () => ({ text: 'words', language: 'en' }) } as unknown as Prompts;

export class FloorCentre {
  readonly clock: HandClock;
  readonly watch: Watch;
  readonly phones: Phones;
  readonly log = memoryLog();
  repairs = 0;
  readonly hungUp = new Set<string>();
  readonly #rules: FloorRules;
  readonly #chance: fc.Scheduler;
  readonly #shared: Store;
  readonly #processes: Process[] = [];
  readonly #faults: unknown[] = [];
  #made = 0;
  #callers = 0;
  #turns = 0;

  private constructor(chance: fc.Scheduler, clock: HandClock, store: Store, rules: FloorRules) {
    this.clock = clock;
    this.#chance = chance;
    this.#rules = rules;
    const headStarts = Object.fromEntries(Object.entries(rules.headStarts).map(([priority, seconds]) => [priority, seconds * 1_000])) as Record<Priority, number>;
    this.watch = new Watch(store, this.clock, headStarts);
    this.#shared = { ...store, commit: (commit) => this.watch.commit(rules.callsPerSecond === undefined ? withoutSlot(commit) : commit) };
    this.phones = new Phones({ fates: rules.fates, clock: this.clock, someone: () => this.#someone().service.reception, behind: (doing) => this.behind(doing) });
    this.clock.settle = () => this.settled();
  }

  static async open(chance: fc.Scheduler, open: (clock: HandClock) => Promise<Store>, rules: FloorRules): Promise<FloorCentre> {
    const clock = new HandClock(tuesday);
    const store = await open(clock);
    const made = new FloorCentre(chance, clock, store, rules);
    for (const [index, id] of PEOPLE.entries()) await store.records.put('agent', id, person(id, index, [TEAMS[index % TEAMS.length] as string]));
    for (let process = 0; process < PROCESSES; process++) made.#begin();
    await made.settled();
    return made;
  }

  #begin(): void {
    const run = this.#made++;
    let ids = 0;
    const process: Process = { alive: true, asking: new Set(), store: this.#shared, service: undefined as unknown as Service };
    const asker: Asker = { chance: this.#chance, alive: () => process.alive, asking: process.asking };
    process.store = throughChance(this.#shared, asker, `process ${run}`);
    process.service = composeService({
      centre: this.#centre(), flows, prompts: silent, store: process.store, clock: this.clock, log: this.log,
      carrier: throughChance(this.phones.carrier(() => this.#kill(process)), asker, `carrier for ${run}`),
      account: { accountSid: `AC${'7'.repeat(32)}`, authTokens: ['a token of a simulation'] }, publicUrl: () => 'http://floor.invalid',
      fresh: () => `id-${run}-${String(ids++).padStart(5, '0')}-`,
      keep: { save: () => Promise.resolve(), read: () => Promise.resolve(undefined), size: () => Promise.resolve(0), forget: () => Promise.resolve() },
      count: (what) => {
        if (what === 'repair') this.repairs++;
      },
      refused: () => undefined, turned: () => undefined,
    });
    process.service.reception.start();
    this.#processes.push(process);
  }

  #centre() {
    const priorities = Object.fromEntries(Object.entries(shipped.priorities).map(([name, rules]) => [name, { ...rules, headStartS: this.#rules.headStarts[name as Priority] }]));
    return { ...shipped, priorities: priorities as typeof shipped.priorities, settings: { ...shipped.settings, ...SETTINGS, callsPerSecond: this.#rules.callsPerSecond ?? 1 } };
  }

  #alive = (): Process[] => this.#processes.filter(({ alive }) => alive);

  #someone(which = this.#turns++): Process {
    const alive = this.#alive();
    return alive[which % alive.length] as Process;
  }

  /** Goes on while other things happen; what goes wrong is told at the end. */
  behind(doing: Promise<unknown>): void {
    doing.catch((error: unknown) => this.#faults.push(error));
  }

  /** Chance lets so many answers through. */
  async steps(many: number): Promise<void> {
    for (let step = 0; step < many && this.#chance.count() > 0; step++) await this.#chance.waitNext(1);
  }

  /** Nothing is under way any more that does not wait for the clock. */
  async settled(): Promise<void> {
    do {
      await this.#chance.waitIdle();
      await new Promise((done) => setImmediate(done));
    } while (this.#chance.count() > 0 || this.#alive().some(({ asking }) => asking.size > 0));
  }

  /** It dies here: what it asked of the store may be done, and it will not hear of it. */
  dies(which: number): void {
    this.#kill(this.#someone(which));
  }

  /** One is always left. */
  #kill(process: Process): void {
    if (this.#alive().length <= 1) return;
    process.alive = false;
    process.service.reception.kill();
  }

  starts(): void {
    if (this.#alive().length < PROCESSES) this.#begin();
  }

  #newCaller = (): string => `c${String(this.#callers++).padStart(4, '0')}`;

  /** Somebody joins the line with a demand of their own, in one commit with their call, and is looked at as any event is. */
  async joins(caller: { priority: Priority; steps: readonly { afterMs: number; classes: readonly string[] }[]; process: number }): Promise<void> {
    const { priority, process } = caller;
    const id = this.#newCaller();
    const { service, store } = this.#someone(process);
    const joined = this.clock.now();
    const rank = joined - this.#rules.headStarts[priority] * 1_000;
    const limit = this.#centre().priorities[priority].offers;
    const steps = caller.steps.map(({ afterMs, classes }) => ({ from: joined + afterMs, classes }));
    const classes = [...new Set(steps.flatMap((step) => step.classes))];
    const like = waiting();
    const wait = `w-${id}`;
    const call: CallerCall = {
      ...like, id, sid: `CA-${id}`, began: joined, doing: { is: 'waiting', wait, musicS: 0 },
      standing: { ...(like.standing as NonNullable<CallerCall['standing']>), classes, priority, joined, rank, limit },
    };
    this.watch.priorities.set(id, priority);
    await openClasses({ store, people: service.people, centre: this.#centre() } as Parts, classes);
    const committed = await store.commit({ calls: [{ call, was: undefined }], floor: [{ verb: 'join', wait: { id: wait, call: id, rank, joined, steps, limit } }] });
    if (!committed.ok) throw new Error(`${id} could not join: ${JSON.stringify(committed)}`);
    this.phones.caller(id, `CA-${id}`).document = call.document;
    await service.reception.changeFloor({ verb: 'widen', wait });
  }

  /** Somebody calls and asks for Customer Care, by the way any caller goes. */
  async callsCare(process: number): Promise<void> {
    const { reception } = this.#someone(process).service;
    const sid = `CA-${this.#newCaller()}`;
    const told = await reception.arrive({ sid, from: '+14155550123', to: '+18885550100' });
    if (!told) throw new Error('a caller who arrives is told something');
    const leg = this.phones.caller(told.call.id, sid);
    this.phones.hears(leg, told);
    await this.phones.presses(leg, '2');
  }

  async sets(agent: string, presence: Presence, forMs: number | undefined, process: number): Promise<void> {
    await this.#someone(process).service.reception.presence(agent, presence, forMs === undefined ? undefined : this.clock.now() + forMs);
  }

  async renews(agent: string, forMs: number, process: number): Promise<void> {
    await this.#someone(process).service.reception.changeFloor({ verb: 'renew', agent, until: this.clock.now() + forMs });
  }

  async edits(agent: string, teams: readonly string[], process: number): Promise<void> {
    const { people, reception } = this.#someone(process).service;
    await people.save(person(agent, PEOPLE.indexOf(agent), teams));
    await reception.edited(agent);
  }

  async moves(leg: Leg, priority: Priority, process: number): Promise<void> {
    const { service, store } = this.#someone(process);
    const call = await store.call(leg.call);
    if (call?.role !== 'caller' || call.doing.is !== 'waiting') return;
    const wait = await store.floor.wait(call.doing.wait);
    if (wait) await service.reception.changeFloor({ verb: 'rerank', wait: wait.id, rank: wait.joined - this.#rules.headStarts[priority] * 1_000 });
  }

  leaves(leg: Leg): void {
    this.hungUp.add(leg.call);
    this.phones.ends(leg, 'completed');
  }

  /** What must hold now that nothing is under way. */
  async holds(crashed: boolean): Promise<void> {
    if (this.#faults.length > 0) throw new Error(`something went wrong: ${this.#faults.map((fault) => (fault instanceof Error ? fault.stack : String(fault))).join('\n')}`);
    this.log.failOnErrors();
    await this.watch.hold({ crashed, mayWaitMs: crashed ? LEASE_MS : 0 });
    if (!crashed && this.repairs > 0) throw new Error(`the sweep had to repair ${this.repairs} times although nobody died: ${JSON.stringify(this.log.entries.filter(({ level }) => level === 'warn'))}`);
    const twice = [...this.phones.dialled].filter(([, times]) => times > 1);
    if (twice.length > 0) throw new Error(`dialled more than once for one offer: ${JSON.stringify(twice)}`);
  }

  /** They end in good order, when nothing is under way, but for so many. */
  stops(but = 0): void {
    for (const process of this.#alive().slice(but)) {
      process.alive = false;
      process.service.reception.kill();
    }
  }

  get store(): Store {
    return this.#shared;
  }
}

function person(id: string, index: number, teams: readonly string[]): Agent {
  return { id, name: id, teams, phone: `+1202555019${index}` as E164, region: Object.keys(shipped.regions)[0] as string, languages: ['en'], skills: {}, ...(index % 2 === 1 && { interprets: ['vi'] }) };
}
