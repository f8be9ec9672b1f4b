// Reads what services answer: never trusted to be what their documentation says.
import { confidenceOf, tagOf } from './codes.ts';
import { type Detected, failed, type Translated } from './translator.ts';

/** A field of something that may be anything. */
export const field = (of: unknown, name: string): unknown => (typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined);

export const listIn = (of: unknown, name: string): unknown[] | undefined => {
  const list = field(of, name);
  return Array.isArray(list) ? (list as unknown[]) : undefined;
};

/** Each item as a text and the language it seemed to be in; one that is no text makes the whole answer garbled. */
export function translated(items: readonly { text: unknown; detected?: Detected | undefined }[] | undefined): Translated {
  const texts = items?.map(({ text }) => text);
  if (!items || !texts?.every((text) => typeof text === 'string')) return failed('garbled');
  return { ok: true, texts, detected: items.map(({ detected }) => detected) };
}

export function detectedOf(code: unknown, confidence?: unknown, most = 1): Detected | undefined {
  const language = tagOf(code);
  return language === undefined ? undefined : { language, ...confidenceOf(confidence, most) };
}
