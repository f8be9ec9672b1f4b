// Matching speed: one decision and claim with thousands waiting, on both stores, and beside it what a user would otherwise have.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { personClass, teamClass } from '../../src/routing/who.ts';
import type { Store } from '../../src/store/store.ts';
import { atOnce, goalOf, sayGoals, spreadOf, startRedis, type Goal, type Spread } from '../tools.ts';
import { agentFree, callerComes, type Decided, type Floor } from './decision.ts';
import { AGENTS, agentId, chanceFrom, CLASSES, CLASSES_OF_AGENT, done, fillLine, joining, openAt, openCentre, type Place } from './floor.ts';
import { arriving, jobQueue, scan, type Arrival } from './others.ts';

const SIZES = [50, 500, 5_000, 50_000];
const MAIN_SIZE = 5_000;
const AT_ONCE = 16;
const PROCESSES = 4;
const PER_SECOND = 100;
const GOAL_P99_MS = { redis: 5, lmdb: 10 };
const GOAL_GROWTH = 1.5;
/** Agents who become free in a second, for all three ways alike. */
const ARRIVALS_PER_SECOND = 20;
/** Unmeasured, before each measurement. */
const WARM_UP = 300;
const WORST_TIMES = 100;
const NEW_CLASSES = 10;

interface Row {
  store: 'redis' | 'lmdb';
  waiting: number;
  how: string;
  what: string;
  spread: Spread;
  perSecond?: number;
  refused?: number;
}

interface Scene extends Floor {
  place: Place;
  rows: Row[];
  times: number;
}

const kinds = { 'agent becomes free': agentFree, 'caller comes': callerComes } as const;

async function measure(scene: Scene, waiting: number, many: number): Promise<void> {
  for (const [what, run] of Object.entries(kinds)) {
    const decided: Decided[] = [];
    let began = 0;
    await atOnce(many, WARM_UP + scene.times, async (number) => {
      // All begin at one moment and look at the same one; that is not how people come.
      if (number === WARM_UP) began = performance.now();
      const one = await run(scene, number);
      if (number >= WARM_UP) decided.push(one);
    });
    add(scene, waiting, many === 1 ? 'one at a time' : `${many} at once`, what, decided, (1_000 * scene.times) / (performance.now() - began));
  }
}

function add(scene: Scene, waiting: number, how: string, what: string, decided: readonly Decided[], perSecond?: number): void {
  scene.rows.push({
    store: scene.place.store, waiting, how, what, spread: spreadOf(decided.map(({ ms }) => ms)), refused: decided.reduce((sum, each) => sum + each.refused, 0), ...(perSecond === undefined ? {} : { perSecond }),
  });
}

async function processes(scene: Scene, seconds: number): Promise<void> {
  const all = await Promise.all(Array.from({ length: PROCESSES }, (_, index) => inProcess(scene.place, `p${index}`, seconds, (index * AGENTS) / 2 / PROCESSES)));
  add(scene, MAIN_SIZE, `${PROCESSES} processes at ${PER_SECOND}/s`, 'both', all.flat());
}

function inProcess(place: Place, name: string, seconds: number, first: number): Promise<Decided[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'process.ts'), JSON.stringify(place), name, String(PER_SECOND), String(seconds), String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((decided, fail) => child.on('close', (code) => (code === 0 ? decided(JSON.parse(said) as Decided[]) : fail(new Error(`a process ended with ${String(code)}`)))));
}

/** Somebody who serves every class there is, and the first caller of a class nobody has asked for yet. */
async function worst(scene: Scene): Promise<void> {
  const { store, version, rows, place } = scene;
  const everything = Object.fromEntries(Array.from({ length: CLASSES }, (_, number) => [teamClass(`t${number}`), 0]));
  const agent = AGENTS - 1;
  const decided: Decided[] = [];
  for (let time = 0; time < WORST_TIMES; time++) decided.push(await agentFree({ ...scene, store: serving(store, everything) }, agent - AGENTS / 2));
  await done(store.commit({ floor: [{ verb: 'presence', agent: agentId(agent), presence: 'away', at: version, classes: {} }] }), 'somebody goes');
  add(scene, MAIN_SIZE, 'one at a time', `agent of all ${CLASSES} classes`, decided);

  const opened: number[] = [];
  for (let time = 0; time < NEW_CLASSES; time++) {
    const name = teamClass(`new${time}`);
    const began = performance.now();
    await store.floor.open([name], (_, id) => (Number(id.slice(1)) % 20 === 0 ? 0 : undefined));
    const join = joining(`n${time}`, 0, 'ready', Date.now());
    if (join.verb === 'join') await done(store.commit({ floor: [{ ...join, wait: { ...join.wait, steps: [{ from: join.wait.joined, classes: [name] }] } }] }), 'the first caller of a class');
    const look = await store.floor.look({ wait: `n${time}` });
    if (look?.for !== 'wait' || look.agents.length === 0) throw new Error('nobody was filled in');
    opened.push(performance.now() - began);
    await done(store.commit({ floor: [{ verb: 'leave', wait: `n${time}` }] }), 'a caller leaves');
  }
  rows.push({ store: place.store, waiting: MAIN_SIZE, how: 'one at a time', what: 'first caller of a new class', spread: spreadOf(opened) });
}

/** The same store, where whoever signs in serves these classes. */
const serving = (store: Store, classes: Readonly<Record<string, number>>): Store => ({
  ...store,
  commit: (commit) => store.commit({ ...commit, floor: (commit.floor ?? []).map((verb) => (verb.verb === 'presence' ? { ...verb, classes: { ...classes, [personClass(verb.agent)]: 0 } } : verb)) }),
});

async function measureStore(place: Place, options: { times: number; seconds: number }, say: (what: string) => void, more: (scene: Scene) => Promise<void>): Promise<Row[]> {
  say(`${place.store}: ${AGENTS} agents sign in`);
  const store = await openAt(place);
  const scene: Scene = { store, version: await openCentre(store), name: 'm', place, rows: [], times: options.times };
  let there = 0;
  for (const waiting of SIZES) {
    say(`${place.store}: ${waiting} wait`);
    await fillLine(store, there, waiting);
    there = waiting;
    await measure(scene, waiting, 1);
    if (waiting !== MAIN_SIZE) continue;
    await measure(scene, waiting, AT_ONCE);
    await processes(scene, options.seconds);
    await more(scene);
    // Last, since they change the registry.
    const { version } = await worstAndAfter(scene);
    scene.version = version;
  }
  await store.close();
  return scene.rows;
}

async function worstAndAfter(scene: Scene): Promise<{ version: number }> {
  await worst(scene);
  return scene.store.floor.classes();
}

const arrivalsFor = (seconds: number): Arrival[] => {
  const chance = chanceFrom(20_261_020);
  return Array.from({ length: seconds * ARRIVALS_PER_SECOND }, (_, number) => ({ atMs: ((number + chance()) * 1_000) / ARRIVALS_PER_SECOND, agent: AGENTS / 2 + ((number * 13) % (AGENTS / 2)) }));
};

export async function run({ json, rounds = 1_500, seconds = 5 }: { json: boolean; rounds?: number; seconds?: number }): Promise<boolean> {
  const dir = mkdtempSync(join(tmpdir(), 'caseline-bench-'));
  const say = (what: string): void => void (json || console.error(what));
  const redis = await startRedis(dir);
  const besides: { name: string; spread: Spread }[] = [];
  try {
    const compare = async (scene: Scene): Promise<void> => {
      const arrivals = arrivalsFor(seconds);
      say('the same arrivals: ours, a scan each second, a job queue');
      besides.push({ name: 'ours, Redis', spread: spreadOf(await freeToOffered(scene, arrivals)) });
      besides.push({ name: 'scan of all callers × all agents each second', spread: spreadOf(await scan(redis.url, MAIN_SIZE, arrivals)) });
      besides.push({ name: 'job queue (BullMQ), one a class', spread: spreadOf(await jobQueue(redis.url, MAIN_SIZE, arrivals)) });
    };
    const rows = await measureStore({ store: 'redis', url: redis.url, centre: 'bench' }, { times: rounds, seconds }, say, compare);
    rows.push(...(await measureStore({ store: 'lmdb', dir, centre: 'bench' }, { times: rounds, seconds }, say, () => Promise.resolve())));
    return report(rows, besides, { json, rounds, seconds });
  } finally {
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** As the others are timed: from the moment they are free, their own write included. */
async function freeToOffered(scene: Scene, arrivals: readonly Arrival[]): Promise<number[]> {
  const whole: number[] = [];
  await arriving(arrivals, async ({ agent }) => void whole.push((await agentFree(scene, agent)).wholeMs));
  return whole;
}

function report(rows: readonly Row[], besides: readonly { name: string; spread: Spread }[], options: { json: boolean; rounds: number; seconds: number }): boolean {
  const goals = (['redis', 'lmdb'] as const).flatMap((store): Goal[] => {
    const of = rows.filter((row) => row.store === store);
    const main = of.filter(({ waiting, what, how }) => waiting === MAIN_SIZE && what in kinds && !how.includes('processes'));
    const p50 = (waiting: number, what: string) => of.find((row) => row.waiting === waiting && row.what === what && row.how === 'one at a time')?.spread.p50 ?? NaN;
    return [
      ...main.map(({ how, what, spread }) => goalOf(`${store}, ${what}, ${how}: p99 at most ${GOAL_P99_MS[store]} ms`, spread.p99, GOAL_P99_MS[store])),
      ...Object.keys(kinds).map((what) => goalOf(`${store}, ${what}: p50 with 50,000 waiting at most ${GOAL_GROWTH} times that with 500`, p50(50_000, what) / p50(500, what), GOAL_GROWTH)),
    ];
  });
  if (options.json) {
    console.log(JSON.stringify({ bench: 'match', node: process.version, agents: AGENTS, classes: CLASSES, classesOfAgent: CLASSES_OF_AGENT, ...options, rows, freeToOffered: besides, goals }, undefined, 2));
    return goals.every(({ met }) => met);
  }
  console.log(`match: ${AGENTS} agents in ${CLASSES} classes, ${CLASSES_OF_AGENT} each; look, match and claim, ${options.rounds} times. Node ${process.version}\n`);
  console.log(`store  waiting  ${'what'.padEnd(28)} ${'how'.padEnd(24)}  p50 ms   p99 ms   most ms   a second   refused`);
  for (const { store, waiting, what, how, spread, perSecond, refused } of rows) {
    console.log(`${store.padEnd(5)} ${String(waiting).padStart(8)}  ${what.padEnd(28)} ${how.padEnd(24)} ${ms(spread.p50, 7)} ${ms(spread.p99, 8)} ${ms(spread.most, 9)} ${(perSecond?.toFixed(0) ?? '').padStart(10)} ${String(refused ?? '').padStart(9)}`);
  }
  console.log(`\nFrom "agent free" to "offer made", ${MAIN_SIZE} waiting, ${ARRIVALS_PER_SECOND} agents free a second, the same arrivals for all, on Redis:`);
  for (const { name, spread } of besides) console.log(`  ${name.padEnd(46)} p50 ${ms(spread.p50, 8)} ms   p99 ${ms(spread.p99, 8)} ms`);
  console.log('  "A second" counts whole rounds: somebody comes, is matched and claimed, and all is put back.\n');
  return sayGoals(goals, '');
}

const ms = (value: number, width: number): string => value.toFixed(2).padStart(width);
