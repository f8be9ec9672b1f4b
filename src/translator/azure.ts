// Azure Translator, API of 2026-06-06, which is another than v3.0 (learn.microsoft.com, "Translator Text API 2026-06-06").
import { detectedOf, field, listIn, translated } from './answer.ts';
import { codeIn, type Dialect } from './codes.ts';
import { post } from './post.ts';
import type { Service } from './translator.ts';

const DIALECT: Dialect = { 'zh': 'zh-Hans', 'zh-TW': 'zh-Hant', 'pt-PT': 'pt-PT', 'fr-CA': 'fr-CA' };
const VERSION = '2026-06-06';

/** `url`: the global address, or that of a resource with /translator/text behind it. `region`: of a resource that has one. */
export const azure = ({ url, key, region }: { url: string; key: string; region?: string }): Service => ({
  provider: 'azure',
  limits: { texts: 1_000, characters: 50_000 },
  async ask({ texts, from, to, format }, signal) {
    const one = { ...(from !== undefined && { language: codeIn(DIALECT, from) }), ...(format === 'html' && { textType: 'Html' }), targets: [{ language: codeIn(DIALECT, to) }] };
    const headers = { 'content-type': 'application/json', 'ocp-apim-subscription-key': key, ...(region !== undefined && { 'ocp-apim-subscription-region': region }) };
    const posted = await post({ url: `${url}/translate?api-version=${VERSION}`, headers, body: JSON.stringify({ inputs: texts.map((text) => ({ text, ...one })) }), signal });
    if (!posted.ok) return posted;
    return translated(listIn(posted.body, 'value')?.map((item) => ({
      text: field(listIn(item, 'translations')?.[0], 'text'), detected: detectedOf(field(field(item, 'detectedLanguage'), 'language'), field(field(item, 'detectedLanguage'), 'score')),
    })));
  },
});
