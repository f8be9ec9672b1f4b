// DeepL (developers.deepl.com, page "Translate text"). Free accounts have a host of their own, told by the key.
import { detectedOf, field, listIn, translated } from './answer.ts';
import { codeIn, type Dialect } from './codes.ts';
import { post } from './post.ts';
import type { Service } from './translator.ts';

/** A target says which English and which Portuguese it means; a source is never told by its region. */
const TARGETS: Dialect = { 'en': 'EN-US', 'en-GB': 'EN-GB', 'pt': 'PT-BR', 'pt-PT': 'PT-PT', 'zh': 'ZH-HANS', 'zh-TW': 'ZH-HANT' };

export const deeplUrl = (key: string): string => (key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com');

export const deepl = ({ url, key }: { url: string; key: string }): Service => ({
  provider: 'deepl',
  // A request has 128 KiB at most, the context among them.
  limits: { texts: 50, characters: 50_000, bytes: 100_000 },
  async ask({ texts, from, to, format, context }, signal) {
    const body = JSON.stringify({
      text: texts, target_lang: codeIn(TARGETS, to).toUpperCase(), ...(from !== undefined && { source_lang: codeIn({}, from).toUpperCase() }),
      ...(context !== undefined && { context }), ...(format === 'html' && { tag_handling: 'html' }),
    });
    const posted = await post({ url: `${url}/v2/translate`, headers: { 'content-type': 'application/json', 'authorization': `DeepL-Auth-Key ${key}` }, body, signal });
    if (!posted.ok) return posted;
    return translated(listIn(posted.body, 'translations')?.map((one) => ({ text: field(one, 'text'), detected: detectedOf(field(one, 'detected_source_language')) })));
  },
});
