// Prompts that somebody has recorded: `locales/LANG/audio/KEY.wav` is played where a voice would speak.
import { nearest } from '../flow/nearest.ts';
import type { Problem } from '../flow/problem.ts';
import type { Locale } from './locale.ts';

/** A sound file as it lies in the folder. */
export interface Recording {
  /** For messages. */
  file: string;
  key: string;
  /** By its content, so that the carrier never plays what it kept of an older one. */
  version: string;
  bytes: number;
  isWav: boolean;
}

/** Half a minute, the longest prompt, in the best sound anybody would record: 48 kHz, two channels, 16 bits. */
const bytesMax = 6_000_000;

/** The address of one of ours, without its host; `http/audio.ts` reads it. */
export const recordedPath = (language: string, key: string, version: string): string => `/audio/prompts/${language}/${key}.wav?v=${version}`;

export function recordedAsked(pathname: string): { language: string; key: string } | undefined {
  const [, language, key] = /^\/audio\/prompts\/([A-Za-z0-9-]+)\/([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.wav$/.exec(pathname) ?? [];
  return language === undefined || key === undefined ? undefined : { language, key };
}

export function recordingProblems(locale: Locale, recordings: readonly Recording[]): Problem[] {
  return recordings.flatMap(({ file, key, bytes, isWav }) => {
    const told = (message: string, hint: string): Problem[] => [{ file, line: 1, column: 1, message, hint }];
    const message = locale.messages.get(key);
    if (!message) return told(`there is no prompt '${key}' to play this for`, hintOf(nearest(key, locale.messages.keys())));
    if (message.variables.length > 0) return told(`prompt '${key}' speaks of $${message.variables.join(', $')}, which a recording cannot know`, 'remove the file; a voice says it');
    if (!isWav) return told('this is no WAV file', 'expected a file that begins with RIFF and WAVE');
    return bytes > bytesMax ? told(`this has ${bytes} bytes`, `${bytesMax} are the most; telephones hear 8 kHz, one channel`) : [];
  });
}

const hintOf = (near: string | undefined): string => (near === undefined ? 'name it after a prompt, such as case.ask.wav' : `did you mean '${near}'?`);
