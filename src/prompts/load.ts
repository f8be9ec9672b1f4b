// Reads the locale files of a folder, and what is recorded of them: the one place of this folder that touches the disk.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { inReadingOrder, type Problem, refuses } from '../flow/problem.ts';
import { checkLocales, type Known } from './check.ts';
import { type Locale, sourceLanguage } from './locale.ts';
import { memo } from './memo.ts';
import { type ParsedLocale, parseLocale } from './parse.ts';
import { type Recording, recordingProblems } from './recorded.ts';

export type LoadedPrompts =
  /** `warnings` refuse nothing. */
  | { ok: true; locales: readonly Locale[]; warnings: readonly Problem[] }
  | { ok: false; problems: readonly Problem[] };

/** Reads and checks every `*.yaml` of the folder; all problems of all files come at once. */
export async function loadPrompts(dir: string, known: Known = {}): Promise<LoadedPrompts> {
  const files = await yamlFiles(dir);
  if (files.length === 0) {
    return { ok: false, problems: [{ file: dir, line: 1, column: 1, message: 'there are no locale files here', hint: `expected at least ${sourceLanguage}.yaml; LOCALES_DIR names the folder` }] };
  }
  const read = await Promise.all(files.map(async (name) => parsedOnce(join(basename(dir), name), await readFile(join(dir, name), 'utf8'))));
  const heard = await Promise.all(read.flatMap((parsed) => (parsed.ok ? [withRecordings(dir, parsed.locale)] : [])));
  const locales = heard.map(({ locale }) => locale);
  const unread = read.flatMap((parsed) => (parsed.ok ? [] : parsed.problems));
  if (unread.length > 0) return { ok: false, problems: inReadingOrder(unread) };
  const problems = inReadingOrder([...checkLocales(locales, known), ...heard.flatMap(({ problems: of }) => of)]);
  return refuses(problems) ? { ok: false, problems } : { ok: true, locales, warnings: problems };
}

/** The sound of a recorded prompt; undefined where it is not there any more. */
export async function readRecording(dir: string, { language, key }: { language: string; key: string }): Promise<Buffer | undefined> {
  return ifThere(readFile(join(dir, language, AUDIO_FOLDER, `${key}.wav`)), undefined);
}

const AUDIO_FOLDER = 'audio';

async function withRecordings(dir: string, locale: Locale): Promise<{ locale: Locale; problems: Problem[] }> {
  const folder = join(dir, locale.language, AUDIO_FOLDER);
  const names = (await ifThere(readdir(folder), [])).filter((name) => name.endsWith('.wav')).sort();
  if (names.length === 0) return { locale, problems: [] };
  const recordings = await Promise.all(names.map(async (name): Promise<Recording> => {
    const sound = await readFile(join(folder, name));
    const isWav = sound.toString('latin1', 0, 4) === 'RIFF' && sound.toString('latin1', 8, 12) === 'WAVE';
    return { file: join(basename(dir), locale.language, AUDIO_FOLDER, name), key: name.slice(0, -'.wav'.length), version: createHash('sha256').update(sound).digest('hex').slice(0, VERSION_DIGITS), bytes: sound.length, isWav };
  }));
  return { locale: { ...locale, recorded: new Map(recordings.map(({ key, version }) => [key, version])) }, problems: recordingProblems(locale, recordings) };
}

/** Enough to tell the few versions of one sound apart. */
const VERSION_DIGITS = 12;

/** A reload finds most files as they were, and to read a language takes a twentieth of a second. */
const parsedMost = 32;
const parsed = memo<ParsedLocale>(parsedMost);

function parsedOnce(file: string, text: string): ParsedLocale {
  const id = `${file}\n${text}`;
  const known = parsed.get(id) ?? parseLocale(file, text);
  parsed.set(id, known);
  return known;
}

const yamlFiles = async (dir: string): Promise<string[]> => (await ifThere(readdir(dir), [])).filter((name) => name.endsWith('.yaml')).sort();

async function ifThere<T>(read: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return otherwise;
    throw error;
  }
}
