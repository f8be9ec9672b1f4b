// Reads the files anew and puts them in force, if they pass every check; otherwise nothing changes. One reload at a time.
import { CENTRE_FILE } from '../centre/load.ts';
import type { Clock } from '../clock.ts';
import type { Files, Checked } from '../files.ts';
import { importCentre, importedEdition } from '../directory/import.ts';
import type { People } from '../directory/people.ts';
import type { Pins } from '../directory/pins.ts';
import type { Problem } from '../flow/problem.ts';
import type { Log } from '../log.ts';
import type { Locale } from '../prompts/locale.ts';
import { packLocale } from '../prompts/pack.ts';
import type { Prompts } from '../prompts/prompts.ts';
import type { Store } from '../store/store.ts';
import { type Changes, changesBetween, isNothing, toPublish } from './changes.ts';
import { keepVersion } from './flow-library.ts';
import type { Holder } from './in-force.ts';

export type Reloaded =
  | { ok: true; changes: Changes; flows: string; warnings: readonly Problem[] }
  /** Why nothing has changed. */
  | { ok: false; problems: readonly Problem[] };

export interface ReloadParts {
  /** All files, read and checked as `caseline check` does. */
  read: () => Promise<Checked>;
  makePrompts: (locales: readonly Locale[]) => Prompts;
  inForce: Holder;
  store: Store;
  people: People;
  pins: Pick<Pins, 'remove'>;
  clock: Clock;
  log: Log;
  /** An agent's classes are computed again. */
  edited: (agent: string) => Promise<void>;
  /** Somebody who is in no file any more goes offline. */
  gone: (agent: string) => Promise<void>;
}

export function createReload(parts: ReloadParts): () => Promise<Reloaded> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(() => reload(parts));
    last = next.catch(() => undefined);
    return next;
  };
}

async function reload(parts: ReloadParts): Promise<Reloaded> {
  const { store, inForce, log } = parts;
  const { files, problems } = await parts.read();
  const refused = files ? await tooOld(store, files) : problems.filter(({ level }) => level !== 'warning');
  if (!files || refused.length > 0) {
    log.warn({ problems: refused.length }, 'the files have problems: what was in force stays so');
    return { ok: false, problems: refused };
  }
  const before = inForce.current();
  const changes = changesBetween(before, files);
  await putInForce(parts, files);
  if (!isNothing(changes)) {
    await store.journal.append([{ at: parts.clock.now(), kind: 'reloaded', flows: files.flows.hash, centre: files.centre.version }]);
  }
  log.info({ flows: files.flows.hash.slice(0, 12), changes }, isNothing(changes) ? 'reloaded; nothing had changed' : 'reloaded');
  return { ok: true, changes, flows: files.flows.hash, warnings: problems };
}

/** Where several machines serve, the one with the highest edition has the say over agents and cases. */
async function tooOld(store: Store, { centre }: Files): Promise<Problem[]> {
  const newest = await importedEdition(store);
  if (newest <= centre.edition) return [];
  return [{ file: CENTRE_FILE, line: 1, column: 1, message: `edition ${newest} is in force already, and this is ${centre.edition}`, hint: 'raise edition: in the newest file, or reload where that is' }];
}

/** What calls need is kept before the first of them can begin with it, and agents are published by the classes of the new centre. */
async function putInForce({ store, people, pins, inForce, log, ...parts }: ReloadParts, { centre, cases, flows, locales }: Files): Promise<void> {
  const before = inForce.current();
  await keepVersion({ flows, locales: locales.map(packLocale), store });
  const imported = await importCentre(store, centre, cases);
  log.info({ agents: imported.agents, cases: imported.cases }, 'agents and cases of the files');
  inForce.replace({ centre, flows, locales, prompts: flows.hash === before.flows.hash ? before.prompts : parts.makePrompts(locales) });
  people.refresh();
  const removed = imported.agents.is === 'imported' ? imported.agents.removed : [];
  for (const id of removed) {
    await parts.gone(id);
    await pins.remove(id);
  }
  for (const id of toPublish(before.centre, centre, await people.all())) await parts.edited(id);
}
