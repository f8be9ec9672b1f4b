// Whether the translator that is set would translate: one word, there and back.
import { systemClock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { memoryLog } from '../../log.ts';
import { openTranslator } from '../../translator/open.ts';
import type { Untranslated } from '../../translator/translator.ts';
import type { Finding } from './finding.ts';
import { fail, fine } from './finding.ts';

/** Nothing where none is set: a centre can do without. */
export async function translatorFindings({ translator }: Pick<Config, 'translator'>, languages: readonly string[]): Promise<Finding[]> {
  if (!translator) return [];
  const to = languages.find((language) => language !== 'en') ?? 'es';
  const answer = await openTranslator(translator, { clock: systemClock, log: memoryLog() }).translate({ texts: ['Hello'], from: 'en', to, format: 'text' });
  if (answer.ok) return [fine('translator', `${translator.provider} translates into ${to}`)];
  return [fail('translator', `${translator.provider} translates nothing (${answer.why})`, REMEDIES[answer.why] ?? 'see that TRANSLATOR_URL is that of the service, and that it knows the language')];
}

const REMEDIES: Partial<Record<Untranslated, string>> = {
  'not-allowed': 'see that TRANSLATOR_KEY is right, and that its account may translate',
  'quota': 'the account is used up: see to its plan',
  'busy': 'the account asks too much at once, now or always: see to its plan',
  'slow': 'it gave no answer in ten seconds; callers never wait for it, but texts do',
  'unreachable': 'see that it runs, and that this machine reaches TRANSLATOR_URL',
  'down': 'it has trouble of its own: see its log, or its status page',
  'marks': 'it does not leave alone what must stay as it is: another model, or another service, may',
};
