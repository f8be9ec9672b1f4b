// The translator that the configuration names.
import type { TranslatorConfig } from '../config/translator.ts';
import { amazon, amazonUrl } from './amazon.ts';
import { azure } from './azure.ts';
import { deepl, deeplUrl } from './deepl.ts';
import { google } from './google.ts';
import { fixedToken, serviceAccount } from './google-access.ts';
import { createTranslator, type Guarding } from './guarded.ts';
import { translateHook } from './hook.ts';
import { libreTranslate } from './libretranslate.ts';
import type { Service, Translator } from './translator.ts';

export const openTranslator = (config: TranslatorConfig, guarding: Omit<Guarding, 'service'>): Translator =>
  createTranslator({ ...guarding, service: serviceOf(config, () => guarding.clock.now()) });

function serviceOf(config: TranslatorConfig, now: () => number): Service {
  switch (config.provider) {
    case 'libretranslate': return libreTranslate(config);
    case 'deepl': return deepl({ url: config.url ?? deeplUrl(config.key), key: config.key });
    case 'azure': return azure({ ...config, url: config.url ?? 'https://api.cognitive.microsofttranslator.com' });
    case 'amazon': return amazon({ ...config, url: config.url ?? amazonUrl(config.region), now });
    case 'google': return google({ url: config.url ?? 'https://translation.googleapis.com', project: config.project, access: 'token' in config.access ? fixedToken(config.access.token) : serviceAccount(config.access, now) });
    case 'hook': return translateHook({ ...config, now });
  }
}
