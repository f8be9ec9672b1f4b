// The locale files as commands write them: English is read alone, a new language begins from it, and nobody's work is written over.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { direction, readLanguage } from '../language/tag.ts';
import { type Locale, sourceLanguage } from '../prompts/locale.ts';
import { parseLocale } from '../prompts/parse.ts';
import { skeletonOf } from '../prompts/skeleton.ts';
import { voices } from '../twilio/voices.ts';
import { exits, Leave } from './exits.ts';

export function languageOf(wanted: string): string {
  const language = readLanguage(wanted);
  if (language === undefined) throw new Leave(exits.usage, `'${wanted}' is no language; expected a tag such as it or pt-PT`);
  return language;
}

export const fileOf = (dir: string, language: string): string => join(dir, `${language}.yaml`);

/** English alone: another language may be half written. */
export async function sourceIn(dir: string): Promise<Locale> {
  const file = fileOf(dir, sourceLanguage);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Leave(exits.invalid, `${file} cannot be read (${error.code ?? 'unknown'}); a new language is written from it`);
  });
  return parsed(dir, sourceLanguage, text);
}

/** Undefined where the language has no file yet. */
export async function readLocale(dir: string, language: string): Promise<{ text: string; locale: Locale } | undefined> {
  const text = await readFile(fileOf(dir, language), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : { text, locale: parsed(dir, language, text) };
}

function parsed(dir: string, language: string, text: string): Locale {
  const read = parseLocale(join(basename(dir), `${language}.yaml`), text);
  if (!read.ok) throw new Leave(exits.invalid, `${fileOf(dir, language)} has mistakes; run: caseline prompts check`);
  return read.locale;
}

/** A file with every prompt of English, none of them written. */
export const begun = (source: Locale, language: string): string =>
  skeletonOf(source, { language, name: nameOf(language), direction: direction(language), voice: voiceFor(language) });

const nameOf = (language: string): string => new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;

const voiceFor = (language: string): string => (Object.hasOwn(voices, language) ? language : language.split('-')[0] ?? language);

export const voiceHint = (language: string): string => (Object.hasOwn(voices, voiceFor(language)) ? '' : '. There is no voice for it yet: src/twilio/voices.ts wants one.');

/** Never over somebody's work. */
export async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Leave(exits.usage, `${file} is there already, and was left as it is`);
  }
}

/** The file is the old one or the new one, whenever somebody looks. */
export async function writeOver(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
