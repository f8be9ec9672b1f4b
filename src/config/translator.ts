// The translator's part of the environment: which service, where it is, and what it is shown. Each service wants other variables.
import type { ServiceAccount } from '../translator/google-access.ts';
import { PROVIDERS, type Provider } from '../translator/translator.ts';
import { isLoopback, type Values, type VariableName } from './variables.ts';

export type TranslatorConfig =
  | { provider: 'libretranslate'; url: string; key?: string }
  | { provider: 'deepl'; url?: string; key: string }
  | { provider: 'google'; url?: string; project: string; access: { token: string } | ServiceAccount }
  | { provider: 'azure'; url?: string; key: string; region?: string }
  | { provider: 'amazon'; url?: string; region: string; keyId: string; secret: string }
  | { provider: 'hook'; url: string; secret: string };

type Given = Partial<Pick<Values, 'TRANSLATOR' | 'TRANSLATOR_URL' | 'TRANSLATOR_KEY' | 'TRANSLATOR_KEY_ID' | 'TRANSLATOR_REGION' | 'TRANSLATOR_PROJECT'>>;
type Name = keyof Given & VariableName;

export type ReadTranslator = { translator?: TranslatorConfig; problems: readonly string[] };

/** What each service cannot do without, and why. */
const NEEDS: Readonly<Record<Provider, readonly (readonly [Name, string])[]>> = {
  libretranslate: [['TRANSLATOR_URL', 'where your LibreTranslate is, such as http://localhost:5000']],
  deepl: [['TRANSLATOR_KEY', 'the authentication key of your DeepL account']],
  google: [['TRANSLATOR_KEY', 'the key file of a service account as one line of JSON, or an access token']],
  azure: [['TRANSLATOR_KEY', 'the key of your Translator resource']],
  amazon: [['TRANSLATOR_KEY_ID', 'the id of an access key that may translate:TranslateText'], ['TRANSLATOR_KEY', 'the secret of that access key'], ['TRANSLATOR_REGION', 'the region, such as eu-west-1']],
  hook: [['TRANSLATOR_URL', 'the address of your hook'], ['TRANSLATOR_KEY', 'it signs what is sent there']],
};
const OTHERS: readonly Name[] = ['TRANSLATOR_URL', 'TRANSLATOR_KEY', 'TRANSLATOR_KEY_ID', 'TRANSLATOR_REGION', 'TRANSLATOR_PROJECT'];
const SECRET_LENGTH_MIN = 16;

/** `isGiven`: whether a variable is set, if perhaps to something that was refused already. */
export function readTranslator(values: Given, isGiven: (name: Name) => boolean, production: boolean): ReadTranslator {
  const { TRANSLATOR: provider } = values;
  if (provider === undefined) return { problems: isGiven('TRANSLATOR') ? [] : OTHERS.filter(isGiven).slice(0, 1).map((name) => `TRANSLATOR: missing; ${name} is for one of ${PROVIDERS.join(', ')}`) };
  const missing = NEEDS[provider].filter(([name]) => !isGiven(name)).map(([name, why]) => `${name}: missing; TRANSLATOR=${provider} needs ${why}`);
  const problems = [...missing, ...plainly(values, production)];
  if (problems.length > 0 || NEEDS[provider].some(([name]) => values[name] === undefined)) return { problems };
  return made(provider, values);
}

function made(provider: Provider, { TRANSLATOR_URL: url, TRANSLATOR_KEY: key = '', TRANSLATOR_KEY_ID: keyId = '', TRANSLATOR_REGION: region, TRANSLATOR_PROJECT: project }: Given): ReadTranslator {
  const at = url === undefined ? {} : { url };
  switch (provider) {
    case 'libretranslate': return { translator: { provider, url: url ?? '', ...(key !== '' && { key }) }, problems: [] };
    case 'deepl': return { translator: { provider, ...at, key }, problems: [] };
    case 'azure': return { translator: { provider, ...at, key, ...(region !== undefined && { region }) }, problems: [] };
    case 'amazon': return { translator: { provider, ...at, region: region ?? '', keyId, secret: key }, problems: [] };
    case 'google': return googleOf(at, key, project);
    case 'hook': return key.length < SECRET_LENGTH_MIN ? { problems: [`TRANSLATOR_KEY: expected at least ${SECRET_LENGTH_MIN} characters, or whsec_ and a key in base64`] } : { translator: { provider, url: url ?? '', secret: key }, problems: [] };
  }
}

function googleOf(at: { url?: string }, key: string, project: string | undefined): ReadTranslator {
  if (!key.startsWith('{')) {
    if (project === undefined) return { problems: ['TRANSLATOR_PROJECT: missing; with an access token the project must be named'] };
    return { translator: { provider: 'google', ...at, project, access: { token: key } }, problems: [] };
  }
  const account = accountIn(key);
  if (account === undefined) return { problems: ['TRANSLATOR_KEY: expected the key file of a service account as one line of JSON, with client_email, private_key, project_id and token_uri'] };
  const { project: own, ...access } = account;
  return { translator: { provider: 'google', ...at, project: project ?? own, access }, problems: [] };
}

function accountIn(text: string): (ServiceAccount & { project: string }) | undefined {
  try {
    const { client_email: email, private_key: privateKey, project_id: project, token_uri: tokenUrl = 'https://oauth2.googleapis.com/token' } = JSON.parse(text) as Record<string, unknown>;
    const isWhole = [email, privateKey, project, tokenUrl].every((one) => typeof one === 'string' && one !== '') && URL.canParse(String(tokenUrl)) && /^[a-z0-9:.-]{1,100}$/.test(String(project));
    return isWhole ? { email: String(email), privateKey: String(privateKey), project: String(project), tokenUrl: String(tokenUrl) } : undefined;
  } catch {
    return undefined;
  }
}

/** A name without a dot is a neighbour: another container, or this machine. */
function plainly({ TRANSLATOR_URL: url }: Given, production: boolean): string[] {
  if (url === undefined || !production) return [];
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname) || !/[.:]/.test(hostname) ? [] : ['TRANSLATOR_URL: expected https:// in production; what callers said could be read on the way'];
}

/** What must never be seen in a log. */
export function translatorSecrets(translator: TranslatorConfig | undefined): readonly string[] {
  switch (translator?.provider) {
    case undefined: return [];
    case 'libretranslate': return [translator.key ?? ''];
    case 'deepl': case 'azure': return [translator.key];
    case 'amazon': case 'hook': return [translator.secret];
    case 'google': return 'token' in translator.access ? [translator.access.token] : [translator.access.privateKey, translator.access.privateKey.trim()];
  }
}
