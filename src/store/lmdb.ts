// The store in a file of this machine: LMDB. The only module that imports it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import type { Clock } from '../clock.ts';
import { SCHEMA } from './bounds.ts';
import { StoreFault } from './fault.ts';
import { lmdbTables } from './lmdb-tables.ts';
import type { Store } from './store.ts';
import { storeOver } from './tabled.ts';
import type { Ground, Tables } from './tables.ts';
import { checkCentre, lmdbFileOf, writeManifest } from './backup-files.ts';

/** A killed process leaves its reader's slot behind, which keeps the file from reusing pages; looked after so often. */
const READER_CHECK_MS = 60_000;

const CAUSE_WAIT_MS = 200;

export interface LmdbOptions {
  dir: string;
  centre: string;
  /** Given by tests; otherwise the machine's own time, read inside each transaction. */
  clock?: Clock;
}

/** Opens (or makes) the centre's file. Several processes of one machine may have it open. */
export async function openLmdb({ dir, centre, clock }: LmdbOptions): Promise<Store> {
  checkCentre(centre);
  const file = lmdbFileOf(dir, centre);
  const db = openFile(dir, file);
  const ground = groundOf(db, file);
  await checkSchema(ground, file);
  db.readerCheck();
  const readers = setInterval(() => db.readerCheck(), READER_CHECK_MS);
  readers.unref();
  let closed = false;
  const guarded: Ground = {
    read: (run) => (closed ? closedAlready(file) : ground.read(run)),
    write: (run) => (closed ? Promise.reject(closedFault(file)) : ground.write(run)),
  };
  return storeOver({
    name: 'lmdb',
    ground: guarded,
    now: () => clock?.now() ?? Date.now(),
    async backup(folder) {
      mkdirSync(folder, { recursive: true });
      await db.backup(join(folder, 'store.lmdb'), true);
      writeManifest(folder, { store: 'lmdb', centre, schema: SCHEMA });
    },
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(readers);
      await ground.settled();
      await db.close();
    },
  });
}

function openFile(dir: string, path: string): RootDatabase<string> {
  try {
    mkdirSync(dir, { recursive: true });
    // Every write is a transaction already, so batching by turns of the event loop would add nothing but a promise of its
    // own, whose rejection on a full disk nobody could catch.
    return open<string>({ path, encoding: 'string', noSubdir: true, maxReaders: 512, eventTurnBatching: false });
  } catch (error) {
    throw faultOf(error, path);
  }
}

/** A step waiting for its transaction. */
interface Waiting {
  run: () => unknown;
  done: (value: unknown) => void;
  fail: (error: unknown) => void;
}

/** Thrown out of a transaction that must not be: a step has written and then thrown, or the file is at fault. */
class Spoiled extends Error {
  declare readonly cause: Error;
}

/** After what has arrived already. */
const soon = (run: () => Promise<void>): Promise<void> => new Promise((done) => setImmediate(() => void run().then(done)));

function groundOf(db: RootDatabase<string>, file: string): Ground & { settled: () => Promise<void> } {
  let written = 0;
  const tables = lmdbTables(db, () => void written++);
  let queue: Waiting[] = [];
  let draining: Promise<void> | undefined;

  /**
   * What came while one transaction was under way is the next: each costs two changes of thread, however much it holds. Most steps
   * that refuse do so before their first write; where one did not, everybody is run again in a transaction of their own.
   */
  async function drain(): Promise<void> {
    const steps = queue;
    queue = [];
    if (!(await together(steps))) for (const step of steps) await together([step]);
    draining = queue.length > 0 ? soon(drain) : undefined;
  }

  /** One transaction; false where one of several has spoiled it for the others. Nobody is told before it is committed. */
  async function together(steps: readonly Waiting[]): Promise<boolean> {
    try {
      const outcomes: (() => void)[] = [];
      await db.childTransaction(() => steps.forEach((step) => outcomes.push(outcomeOf(step))));
      for (const tell of outcomes) tell();
    } catch (error) {
      const cause = error instanceof Spoiled ? error.cause : faultOf(await causeOf(error), file);
      if (error instanceof Spoiled && steps.length > 1 && !(cause instanceof StoreFault)) return false;
      for (const { fail } of steps) fail(cause);
    }
    return true;
  }

  function outcomeOf({ run, done, fail }: Waiting): () => void {
    const before = written;
    try {
      const value = run();
      return () => done(value);
    } catch (error) {
      const cause = faultOf(error, file);
      if (written > before || cause instanceof StoreFault) throw new Spoiled('a step is undone', { cause });
      return () => fail(cause);
    }
  }

  return {
    // Each reader sees what is committed at that moment, also by another process: else it would look from where the last one stood.
    read(run) {
      db.resetReadTxn();
      return run(tables);
    },
    write: <T>(run: (tables: Tables) => T) => new Promise<T>((done, fail) => {
      queue.push({ run: () => run(tables), done: done as (value: unknown) => void, fail });
      draining ??= soon(drain);
    }),
    async settled() {
      while (draining) await draining;
    },
  };
}

/** Refuses a file that a newer version has written; marks a new one. */
async function checkSchema(ground: Ground, file: string): Promise<void> {
  const found = ground.read((tables) => tables.get<number>('count', ['schema']));
  if (found !== undefined && found > SCHEMA) {
    throw new StoreFault('newer', `${file} has layout ${found}, this program knows up to ${SCHEMA}: start the newer version, or restore a backup`);
  }
  if (found === undefined) await ground.write((tables) => tables.put('count', ['schema'], SCHEMA));
}

const closedFault = (file: string) => new StoreFault('closed', `${file} is closed`);

function closedAlready(file: string): never {
  throw closedFault(file);
}

/** A commit that fails names its cause by another promise, which is rejected a little later. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<unknown> };
  if (commitError === undefined) return error;
  const late = new Promise<unknown>((resolve) => setTimeout(resolve, CAUSE_WAIT_MS, error).unref());
  return Promise.race([commitError.then(() => error, (cause: unknown) => cause), late]);
}

function faultOf(error: unknown, file: string): Error {
  const text = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|EDQUOT|No space left|MAP_FULL|disk quota|Input\/output error|File too large/i.test(text)) {
    return new StoreFault('full', `no room to write ${file}, or its disk fails: ${text}`, error);
  }
  if (/EROFS|EACCES|EPERM|Read-only file|Permission denied/i.test(text)) return new StoreFault('read-only', `${file} cannot be written: ${text}`, error);
  return error instanceof Error ? error : new Error(text);
}
