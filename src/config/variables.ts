// The environment variables in one table: what each is for, how it is read, and so what .env.example says.
import { z } from 'zod';
import { logLevels } from '../log.ts';
import { PROVIDERS } from '../translator/translator.ts';

export type VariableName = keyof typeof rules;
export type Values = { [Name in VariableName]: z.output<(typeof rules)[Name]> };

interface Variable {
  name: VariableName;
  about: readonly string[];
  /** Shown in .env.example: the default, or what one looks like. */
  example: string;
}

const text = z.string();

/** Loopback in all its spellings: what listens or answers there is on this very machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

function baseUrl(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const wrong = url === undefined || !/^https?:$/.test(url.protocol) ? 'expected an address such as https://phones.example.com'
    : url.username + url.password !== '' ? 'expected an address without a user name or password in it'
    : url.search + url.hash !== '' ? 'expected an address without ? or #'
    : undefined;
  if (wrong === undefined) return value.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: wrong });
  return z.NEVER;
}

/** Where a receiver gives out an address with a key in its query, that is part of it. */
function hookUrl(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const wrong = url === undefined || !/^https?:$/.test(url.protocol) ? 'expected an address such as https://alarms.example.com/caseline'
    : url.username + url.password + url.hash !== '' ? 'expected an address without a user name, a password or #'
    : undefined;
  if (url !== undefined && wrong === undefined) return url.href;
  context.addIssue({ code: 'custom', message: wrong ?? '' });
  return z.NEVER;
}

/** Shorter ones can be guessed from one message. */
const SECRET_LENGTH_MIN = 16;
const whsec = /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/;
const alarmSecret = text.min(SECRET_LENGTH_MIN, `expected at least ${SECRET_LENGTH_MIN} characters, or whsec_ and a key in base64`)
  .refine((secret) => !secret.startsWith('whsec_') || whsec.test(secret), 'expected a key in base64 behind whsec_');

/** The account name stands in addresses, the API's and ours, so it must not be able to change one. */
const accountSid = text.regex(/^AC[A-Za-z0-9]{1,64}$/, 'expected an account SID: it starts with AC, then letters and digits');

const authTokens = text.transform((value) => value.split(',').map((token) => token.trim())).refine(
  (tokens) => tokens.every((token) => token !== '' && !/\s/.test(token)),
  'expected one token, or several separated by commas while rotating (an entry is empty or holds a blank)',
);

const portText = 'expected a port from 0 to 65535 (0 lets the system choose)';
const folder = (usual: string) => text.refine((value) => !value.includes('\0'), 'expected a folder').default(usual);

const redisUrl = text.refine(
  (value) => URL.canParse(value) && /^rediss?:$/.test(new URL(value).protocol) && !/%(?![0-9a-f]{2})/i.test(value),
  'expected an address such as redis://localhost:6379 (rediss:// with TLS)',
);

/** Messages never repeat a value: somebody's secret may have been pasted into the wrong variable. */
export const rules = {
  PORT: text.regex(/^\d{1,5}$/, portText).transform(Number).refine((port) => port <= 65_535, portText).default(3000),
  HOST: text.regex(/^[A-Za-z0-9.:[\]-]+$/, 'expected a host name or an address to listen on, such as 0.0.0.0').optional(),
  PUBLIC_URL: text.transform(baseUrl).optional(),
  TWILIO_ACCOUNT_SID: accountSid.optional(),
  TWILIO_AUTH_TOKEN: authTokens.optional(),
  TWILIO_API_URL: text.transform(baseUrl).optional(),
  REDIS_URL: redisUrl.optional(),
  DATA_DIR: folder('./data'),
  FLOWS_DIR: folder('flows'),
  LOCALES_DIR: folder('locales'),
  API_TOKEN: text.optional(),
  ALARM_URL: text.transform(hookUrl).optional(),
  ALARM_SECRET: alarmSecret.optional(),
  TRANSCRIPT_URL: text.transform(hookUrl).optional(),
  TRANSCRIPT_SECRET: alarmSecret.optional(),
  TRANSLATOR: z.enum(PROVIDERS, `expected one of ${PROVIDERS.join(', ')}`).optional(),
  TRANSLATOR_URL: text.transform(hookUrl).transform((url) => url.replace(/\/+$/, '')).optional(),
  TRANSLATOR_KEY: text.refine((key) => !key.startsWith('whsec_') || whsec.test(key), 'expected a key in base64 behind whsec_').optional(),
  TRANSLATOR_KEY_ID: text.regex(/^[\x21-\x7e]{1,200}$/, 'expected the id of a key, without blanks').optional(),
  TRANSLATOR_REGION: text.regex(/^[a-z0-9-]{1,60}$/, 'expected a region such as eu-west-1').optional(),
  TRANSLATOR_PROJECT: text.regex(/^[a-z0-9:.-]{1,100}$/, 'expected the id of a project, such as my-project').optional(),
  RECORDINGS_URL: text.transform(baseUrl).optional(),
  RECORDINGS_REGION: text.regex(/^[a-z0-9-]{1,60}$/, 'expected a region such as eu-west-1').default('us-east-1'),
  RECORDINGS_KEY_ID: text.regex(/^[\x21-\x7e]{1,200}$/, 'expected the id of a key, without blanks').optional(),
  RECORDINGS_SECRET: text.optional(),
  LOG_LEVEL: z.enum(logLevels, `expected one of ${logLevels.join(', ')}`).default('info'),
};

export const variables: readonly Variable[] = [
  { name: 'PORT', example: '3000', about: ['Where we listen. Default 3000.'] },
  { name: 'HOST', example: '0.0.0.0', about: ['The address we listen on. Default 0.0.0.0; in the lab 127.0.0.1, and nothing wider is taken there.'] },
  {
    name: 'PUBLIC_URL', example: 'https://phones.example.com',
    about: ['Where the carrier reaches us, as it signs its requests. Needed with a carrier; https in production.'],
  },
  { name: 'TWILIO_ACCOUNT_SID', example: 'AC...', about: ['The carrier account. Without these two and without TWILIO_API_URL we run as a lab: no account, no telephone, only this machine.'] },
  { name: 'TWILIO_AUTH_TOKEN', example: '...', about: ['Its secret. While rotating: several with commas; all of them verify, the first calls out.'] },
  { name: 'TWILIO_API_URL', example: 'https://api.example.com', about: ["Another address for the carrier's API: a lab elsewhere, or a compatible provider."] },
  { name: 'REDIS_URL', example: 'redis://localhost:6379', about: ['Redis 7 or newer, for more than one process. Unset: an embedded store in DATA_DIR.'] },
  { name: 'DATA_DIR', example: './data', about: ['The embedded store and recordings. Default ./data.'] },
  { name: 'FLOWS_DIR', example: 'flows', about: ['The phone trees and the centre. Default flows.'] },
  { name: 'LOCALES_DIR', example: 'locales', about: ['What callers hear. Default locales.'] },
  {
    name: 'API_TOKEN', example: 'admin:...,supervisor:...,agent:amy:...,read-only:...',
    about: ['Who may use the API. One token alone is an admin; several are role:token with commas, with the roles', 'agent, supervisor, admin and read-only; agent:amy:token belongs to one agent. Unset: the API is shut (in the lab: lab).'],
  },
  {
    name: 'ALARM_URL', example: 'https://alarms.example.com/caseline',
    about: ['Who hears of alarms: JSON is posted there with id, at, what, about and centre, and never a number or a word of a case.', 'https in production. Unset: alarms stay in the journal, the log and the metrics.'],
  },
  {
    name: 'ALARM_SECRET', example: 'whsec_...',
    about: ['What those posts are signed with, by the Standard Webhooks scheme (webhook-id, webhook-timestamp, webhook-signature).', 'At least 16 characters, or whsec_ and a key in base64. Goes with ALARM_URL.'],
  },
  {
    name: 'TRANSCRIPT_URL', example: 'https://words.example.com/caseline',
    about: [
      'Who writes voicemails down. JSON is posted there with id, voicemail, part, language, seconds, type and audio (WAV in base64), signed like alarms.',
      '200 with {"text": "…"} is kept with the voicemail; 202 means not yet, and the same id comes again, for some hours; any other 4xx ends it.',
      'https in production. Unset: nothing is written down, and nothing leaves.',
    ],
  },
  { name: 'TRANSCRIPT_SECRET', example: 'whsec_...', about: ['What those posts are signed with. Goes with TRANSCRIPT_URL.'] },
  {
    name: 'TRANSLATOR', example: 'libretranslate',
    about: [
      `Who translates what agents and callers write and say: ${PROVIDERS.join(', ')}. docs/translation.md has each of them.`,
      'Nobody on the phone ever waits for it. Unset: nothing is translated, and nothing leaves.',
    ],
  },
  {
    name: 'TRANSLATOR_URL', example: 'http://localhost:5000',
    about: ['Where it is. Needed for libretranslate and hook; for the others, an address of your own instead of the usual one. https in production, except a neighbour by its bare name.'],
  },
  {
    name: 'TRANSLATOR_KEY', example: '...',
    about: ['What it is shown: the key of deepl, azure or a libretranslate that asks for one, the secret of amazon, the key file of a google service account as one line of JSON', '(or an access token), or what a hook is signed with (at least 16 characters, or whsec_ and a key in base64).'],
  },
  { name: 'TRANSLATOR_KEY_ID', example: '...', about: ['amazon: the id of that access key.'] },
  { name: 'TRANSLATOR_REGION', example: 'eu-west-1', about: ['amazon: the region. azure: the region of a resource that has one.'] },
  { name: 'TRANSLATOR_PROJECT', example: 'my-project', about: ['google: the project, where it is another than the service account\'s.'] },
  {
    name: 'RECORDINGS_URL', example: 'https://s3.eu-west-1.amazonaws.com/bucket/caseline',
    about: ['Recordings are kept in S3-compatible storage: endpoint, bucket and perhaps a folder. Unset: in DATA_DIR.'],
  },
  { name: 'RECORDINGS_REGION', example: 'eu-west-1', about: ['Its region. Default us-east-1.'] },
  { name: 'RECORDINGS_KEY_ID', example: '...', about: ['The key that may PUT, GET, HEAD and DELETE there.'] },
  { name: 'RECORDINGS_SECRET', example: '...', about: ["That key's secret."] },
  { name: 'LOG_LEVEL', example: 'info', about: [`${logLevels.join(', ')}. Default info.`] },
];

export function envExample(): string {
  const blocks = variables.map(({ name, about, example }) => [...about.map((line) => `# ${line}`), `# ${name}=${example}`].join('\n'));
  return `# Copy to .env and fill in what you need. Nothing at all is needed for the lab.\n\n${blocks.join('\n\n')}\n`;
}
