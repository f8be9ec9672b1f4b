// LibreTranslate: free, on a machine of yours, so that no text leaves the house (docs.libretranslate.com, page "API usage").
import { detectedOf, field, listIn, translated } from './answer.ts';
import { codeIn, type Dialect } from './codes.ts';
import { post } from './post.ts';
import type { Service } from './translator.ts';

const DIALECT: Dialect = { 'zh-TW': 'zt' };

/** `key`: only where the server asks for one. */
export const libreTranslate = ({ url, key }: { url: string; key?: string }): Service => ({
  provider: 'libretranslate',
  // A server may be started with limits of its own; these are the least that are usual.
  limits: { texts: 20, characters: 2_000 },
  async ask({ texts, from, to, format }, signal) {
    const body = JSON.stringify({ q: texts, source: from === undefined ? 'auto' : codeIn(DIALECT, from), target: codeIn(DIALECT, to), format, ...(key !== undefined && { api_key: key }) });
    const posted = await post({ url: `${url}/translate`, headers: { 'content-type': 'application/json' }, body, signal });
    if (!posted.ok) return posted;
    const found = listIn(posted.body, 'detectedLanguage');
    return translated(listIn(posted.body, 'translatedText')?.map((text, index) => ({ text, detected: detectedOf(field(found?.[index], 'language'), field(found?.[index], 'confidence'), 100) })));
  },
});
