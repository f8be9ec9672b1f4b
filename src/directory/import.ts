// Agents and cases of the centre's files into the store: once for each version, and never over what the API wrote since.
import type { Case } from '../case/case.ts';
import type { Centre } from '../centre/centre.ts';
import { hash } from '../centre/parse.ts';
import type { Store } from '../store/store.ts';

export type Imported =
  | { is: 'current' }
  /** A file with a higher edition was imported before, or another of the same edition came in meanwhile and has the say. */
  | { is: 'older'; edition: number }
  /** `kept` are those of the file that the API has written or removed since, and whose record stays as the API left it. */
  | { is: 'imported'; written: readonly string[]; removed: readonly string[]; kept: readonly string[] };

/** The highest edition whose agents or cases were taken in; 0 before the first. */
export async function importedEdition(store: Records): Promise<number> {
  const kept = await Promise.all((['agent', 'case'] as const).map((kind) => store.records.get<Memory>('import', kind)));
  return Math.max(0, ...kept.map((one) => one?.value.edition ?? 0));
}

type Kind = 'agent' | 'case';
/** A hash for each id. */
type Hashes = Readonly<Record<string, string>>;

/** What the store remembers of an import. */
interface Memory {
  /** The version of the centre whose files these were. */
  version: string;
  edition: number;
  hash: string;
  /** What the last whole import wrote. */
  wrote: Hashes;
  /** An import under way, or one whose process died: each hash it may have written before it is whole. */
  going?: readonly Hashes[];
}

type Records = Pick<Store, 'records'>;
interface Entries {
  kind: Kind;
  centre: Pick<Centre, 'version' | 'edition'>;
  values: ReadonlyMap<string, Agent | Case>;
  hashes: Hashes;
}
type Agent = Centre['agents'][number];

/** Takes in what the files hold. Any process may do so at any time, several at once too: what they write is the same. */
export async function importCentre(store: Records, centre: Centre, cases: readonly Case[]): Promise<{ agents: Imported; cases: Imported }> {
  return {
    agents: await importKind(store, entriesOf('agent', centre, centre.agents.map((agent) => [agent.id, agent]))),
    cases: await importKind(store, entriesOf('case', centre, cases.map((one) => [one.number, one]))),
  };
}

function entriesOf(kind: Kind, centre: Centre, values: readonly (readonly [string, Agent | Case])[]): Entries {
  return { kind, centre, values: new Map(values), hashes: Object.fromEntries(values.map(([id, value]) => [id, hash(value)])) };
}

/** Processes that start together meet here; each round at least one of them gets on. */
const TRIES_MAX = 20;

async function importKind(store: Records, entries: Entries): Promise<Imported> {
  const { kind, centre: { version, edition }, hashes } = entries;
  const whole = hash(hashes);
  const isUnderWay = ({ going }: Memory) => going !== undefined && hash(going.at(-1)) === whole;
  let announced = false;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kept = await store.records.get<Memory>('import', kind);
    const [at, before]: [number, Memory] = kept ? [kept.version, kept.value] : [0, { version, edition, hash: '', wrote: {} }];
    const isMine = before.edition === edition && (before.going ? isUnderWay(before) : before.hash === whole);
    if (before.edition > edition || (announced && !isMine)) return { is: 'older', edition: before.edition };
    if (isMine && !before.going) return { is: 'current' };
    // What is about to be written is told first, so that after a crash it is known to be ours.
    const going: Memory = isMine ? before : { ...before, edition, going: [...(before.going ?? []), hashes].slice(-GOING_MAX) };
    if (!isMine && !(await store.records.put('import', kind, going, at))) continue;
    announced = true;
    const done = await write(store, entries, going);
    const after: Memory = { version, edition, hash: whole, wrote: hashes };
    if (await store.records.put('import', kind, after, isMine ? at : at + 1)) return done;
  }
  throw new Error(`import: other processes changed the ${kind}s of the centre ${TRIES_MAX} times meanwhile`);
}

/** Imports that died one after the other, each with another file; an older one's traces then count as the API's. */
const GOING_MAX = 5;

type Fate = 'written' | 'removed' | 'kept' | 'same';

async function write(store: Records, { kind, values, hashes }: Entries, memory: Memory): Promise<Imported> {
  const fates: Record<Fate, string[]> = { written: [], removed: [], kept: [], same: [] };
  const isOurs = (id: string, value: unknown) => {
    const found = hash(value);
    return memory.wrote[id] === found || (memory.going ?? []).some((wrote) => wrote[id] === found);
  };
  for (const [id, value] of values) {
    fates[await settle(store, { kind, id, value, hash: hashes[id] ?? '', wasThere: id in memory.wrote, isOurs })].push(id);
  }
  for (const id of new Set([memory.wrote, ...(memory.going ?? [])].flatMap((wrote) => Object.keys(wrote)))) {
    if (values.has(id)) continue;
    const kept = await store.records.get(kind, id);
    if (kept && isOurs(id, kept.value) && (await store.records.remove(kind, id))) fates.removed.push(id);
  }
  return { is: 'imported', written: fates.written, removed: fates.removed, kept: fates.kept };
}

interface OneEntry {
  kind: Kind;
  id: string;
  value: unknown;
  hash: string;
  /** A whole import has written it: if it is gone, the API removed it. */
  wasThere: boolean;
  isOurs: (id: string, value: unknown) => boolean;
}

/** Writes one entry unless somebody else has the say over it; a write that another one overtook is decided again. */
async function settle(store: Records, entry: OneEntry): Promise<Fate> {
  const { kind, id, value } = entry;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kept = await store.records.get(kind, id);
    if (!kept && entry.wasThere) return 'kept';
    if (kept && hash(kept.value) === entry.hash) return 'same';
    if (kept && !entry.isOurs(id, kept.value)) return 'kept';
    if (await store.records.put(kind, id, value, kept?.version ?? 0)) return 'written';
  }
  throw new Error(`import: the ${kind} ${id} was written ${TRIES_MAX} times meanwhile`);
}
