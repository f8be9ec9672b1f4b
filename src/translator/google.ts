// Google Cloud Translation v3, method translateText. Without a type it takes texts for HTML, so the type is always said (cloud.google.com, "projects.locations.translateText").
import { detectedOf, field, listIn, translated } from './answer.ts';
import { codeIn, type Dialect } from './codes.ts';
import type { GoogleAccess } from './google-access.ts';
import { post } from './post.ts';
import type { Service } from './translator.ts';

const DIALECT: Dialect = { 'zh': 'zh-CN', 'zh-TW': 'zh-TW', 'pt': 'pt-BR', 'pt-PT': 'pt-PT', 'fr-CA': 'fr-CA', 'nb': 'no' };

export const google = ({ url, project, access }: { url: string; project: string; access: GoogleAccess }): Service => ({
  provider: 'google',
  // 30,000 code points are what is recommended.
  limits: { texts: 1_024, characters: 30_000 },
  async ask({ texts, from, to, format }, signal) {
    const shown = await access.token(signal);
    if (!shown.ok) return shown;
    const body = JSON.stringify({ contents: texts, mimeType: format === 'html' ? 'text/html' : 'text/plain', targetLanguageCode: codeIn(DIALECT, to), ...(from !== undefined && { sourceLanguageCode: codeIn(DIALECT, from) }) });
    const posted = await post({ url: `${url}/v3/projects/${project}/locations/global:translateText`, headers: { 'content-type': 'application/json', 'authorization': `Bearer ${shown.token}` }, body, signal });
    if (!posted.ok) {
      if (posted.why === 'not-allowed') access.forget();
      return posted;
    }
    return translated(listIn(posted.body, 'translations')?.map((one) => ({ text: field(one, 'translatedText'), detected: detectedOf(field(one, 'detectedLanguageCode')) })));
  },
});
