// The environment, read once: every wrong or missing variable is told in one go, before anything starts.
import { randomBytes } from 'node:crypto';
import { readTokens } from './config/tokens.ts';
import type { ApiToken } from './config/tokens.ts';
import { readTranslator, type TranslatorConfig, translatorSecrets } from './config/translator.ts';
import { isLoopback, rules, variables } from './config/variables.ts';
import type { Values, VariableName } from './config/variables.ts';

export type { ApiToken, Role } from './config/tokens.ts';

export interface Config {
  /** No carrier account: our own carrier on this machine stands in for it. */
  lab: boolean;
  /** Sample people and cases may be used: only where no customer can ring. */
  samples: boolean;
  port: number;
  host: string;
  /** Where the carrier reaches us, without a slash at its end. Absent in the lab unless set: there it is the address we listen on. */
  publicUrl?: string;
  twilio: {
    accountSid: string;
    /** The first calls out; all of them verify while tokens rotate. */
    authTokens: readonly [string, ...string[]];
    apiUrl?: string;
  };
  /** Absent: the embedded store in `dataDir`. */
  redisUrl?: string;
  dataDir: string;
  flowsDir: string;
  localesDir: string;
  /** Empty: the API stays shut. */
  tokens: readonly ApiToken[];
  /** Who hears of alarms, and what those messages are signed with. */
  alarms?: { url: string; secret: string };
  /** Recordings are kept in a bucket of S3-compatible storage, and not in `dataDir`. */
  bucket?: { url: string; region: string; keyId: string; secret: string };
  /** Who writes voicemails down, and what that is signed with. */
  transcripts?: { url: string; secret: string };
  /** Who translates, and how they are reached. */
  translator?: TranslatorConfig;
  logLevel: Values['LOG_LEVEL'];
  /** Worth telling at the start, but no reason to refuse it. */
  warnings: readonly string[];
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; problems: string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** The token that opens the API of a lab, which only this machine can reach. */
export const LAB_TOKEN = 'lab';

/** `secret` makes the lab's account; a test passes its own. */
export function readConfig(env: Environment, secret = randomSecret): ConfigResult {
  const { values, problems } = readValues(env);
  const lab = isLab(env);
  problems.push(...(lab ? labProblems(values) : carrierProblems(values, env)), ...alarmProblems(values, env));
  const tokens = readTokens(values.API_TOKEN ?? (lab ? LAB_TOKEN : ''));
  problems.push(...tokens.problems);
  const { translator, problems: ofTranslator } = readTranslator(values, (name) => given(env, name), env['NODE_ENV'] === 'production');
  problems.push(...ofTranslator);
  if (problems.length > 0 || !isComplete(values)) return { ok: false, problems };
  const [first = secret(), ...others] = values.TWILIO_AUTH_TOKEN ?? [];
  const config: Config = {
    lab,
    samples: lab,
    port: values.PORT,
    host: values.HOST ?? (lab ? '127.0.0.1' : '0.0.0.0'),
    ...(values.PUBLIC_URL && { publicUrl: values.PUBLIC_URL }),
    twilio: {
      accountSid: values.TWILIO_ACCOUNT_SID ?? `AC${secret()}`,
      authTokens: [first, ...others],
      ...(values.TWILIO_API_URL && { apiUrl: values.TWILIO_API_URL }),
    },
    ...(values.REDIS_URL && { redisUrl: values.REDIS_URL }),
    dataDir: values.DATA_DIR,
    flowsDir: values.FLOWS_DIR,
    localesDir: values.LOCALES_DIR,
    tokens: tokens.tokens,
    ...(values.ALARM_URL && values.ALARM_SECRET && { alarms: { url: values.ALARM_URL, secret: values.ALARM_SECRET } }),
    ...(values.RECORDINGS_URL && values.RECORDINGS_KEY_ID && values.RECORDINGS_SECRET && { bucket: { url: values.RECORDINGS_URL, region: values.RECORDINGS_REGION, keyId: values.RECORDINGS_KEY_ID, secret: values.RECORDINGS_SECRET } }),
    ...(values.TRANSCRIPT_URL && values.TRANSCRIPT_SECRET && { transcripts: { url: values.TRANSCRIPT_URL, secret: values.TRANSCRIPT_SECRET } }),
    ...(translator && { translator }),
    logLevel: values.LOG_LEVEL,
    warnings: warningsOf(lab, values, tokens.tokens),
  };
  return { ok: true, config };
}

/** What must never be seen in a log, whatever it stands in. */
export function secretsOf(config: Config): readonly string[] {
  const redisPassword = config.redisUrl === undefined ? '' : new URL(config.redisUrl).password;
  const own = config.tokens.map(({ token }) => token).filter((token) => token !== LAB_TOKEN);
  return [...config.twilio.authTokens, ...own, config.alarms?.secret ?? '', config.transcripts?.secret ?? '', config.bucket?.secret ?? '', ...translatorSecrets(config.translator), redisPassword, decodeURIComponent(redisPassword)].filter((text) => text !== '');
}

const randomSecret = () => randomBytes(16).toString('hex');

const given = (env: Environment, name: VariableName) => (env[name]?.trim() ?? '') !== '';

function isLab(env: Environment): boolean {
  return !given(env, 'TWILIO_ACCOUNT_SID') && !given(env, 'TWILIO_AUTH_TOKEN') && !given(env, 'TWILIO_API_URL');
}

/** An empty variable counts as unset: that is how compose files hand on what nobody filled in. */
function readValues(env: Environment): { values: Partial<Values>; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const { name } of variables) {
    const read = rules[name].safeParse(given(env, name) ? env[name]?.trim() : undefined);
    if (read.success) values[name] = read.data;
    else problems.push(`${name}: ${read.error.issues.map(({ message }) => message).join('; ')}`);
  }
  return { values, problems };
}

/** Those with a default; when one is missing its problem has been told. */
function isComplete(values: Partial<Values>): values is Values {
  return ['PORT', 'DATA_DIR', 'FLOWS_DIR', 'LOCALES_DIR', 'LOG_LEVEL'].every((name) => name in values);
}

function labProblems({ HOST }: Partial<Values>): string[] {
  if (HOST === undefined || isLoopback(HOST)) return [];
  return ['HOST: without TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN this is a lab, which anybody who reaches it could dial; it listens on localhost only. Unset HOST, or set the credentials.'];
}

function carrierProblems(values: Partial<Values>, env: Environment): string[] {
  const missing = (name: VariableName, why: string) => (given(env, name) ? [] : [`${name}: missing; ${why}`]);
  return [
    ...missing('TWILIO_ACCOUNT_SID', 'it goes with TWILIO_AUTH_TOKEN and starts with AC (unset all TWILIO_ variables for the lab)'),
    ...missing('TWILIO_AUTH_TOKEN', 'without it no webhook can be verified (unset all TWILIO_ variables for the lab)'),
    ...missing('PUBLIC_URL', 'the address at which the carrier reaches this service, such as https://phones.example.com'),
    ...plainHttp('PUBLIC_URL', values.PUBLIC_URL, env),
    ...plainHttp('TWILIO_API_URL', values.TWILIO_API_URL, env),
  ];
}

function alarmProblems(values: Partial<Values>, env: Environment): string[] {
  const alone = (name: VariableName, other: VariableName, why: string) => (given(env, name) && !given(env, other) ? [`${other}: missing; ${why}`] : []);
  return [
    ...alone('ALARM_URL', 'ALARM_SECRET', 'it signs what is sent to ALARM_URL'),
    ...alone('ALARM_SECRET', 'ALARM_URL', 'ALARM_SECRET is for what is sent there'),
    ...alone('TRANSCRIPT_URL', 'TRANSCRIPT_SECRET', 'it signs what is sent to TRANSCRIPT_URL'),
    ...alone('TRANSCRIPT_SECRET', 'TRANSCRIPT_URL', 'TRANSCRIPT_SECRET is for what is sent there'),
    ...alone('RECORDINGS_URL', 'RECORDINGS_KEY_ID', 'the storage asks for a key'),
    ...alone('RECORDINGS_URL', 'RECORDINGS_SECRET', 'the storage asks for a key and its secret'),
    ...alone('RECORDINGS_SECRET', 'RECORDINGS_URL', 'RECORDINGS_SECRET opens what is there'),
    ...plainHttp('TRANSCRIPT_URL', values.TRANSCRIPT_URL, env, 'what callers said could be heard on the way'),
    ...plainHttp('RECORDINGS_URL', values.RECORDINGS_URL, env, 'what callers said could be heard on the way'),
    ...plainHttp('ALARM_URL', values.ALARM_URL, env, 'what it is told could be read, and made up, on the way'),
  ];
}

function plainHttp(name: VariableName, url: string | undefined, env: Environment, why = "callers' numbers and keys would travel in the clear"): string[] {
  if (url === undefined || env['NODE_ENV'] !== 'production') return [];
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:' || isLoopback(hostname)) return [];
  return [`${name}: expected https:// in production; ${why}`];
}

/** Shorter ones can be guessed by somebody patient. */
const TOKEN_LENGTH_GOOD = 16;

function warningsOf(lab: boolean, values: Values, tokens: readonly ApiToken[]): string[] {
  if (lab) return [];
  const short = tokens.some(({ token }) => token.length < TOKEN_LENGTH_GOOD);
  return [
    ...(tokens.length === 0 ? ['API_TOKEN is not set: the API answers nobody.'] : []),
    ...(short ? [`API_TOKEN: a token has fewer than ${TOKEN_LENGTH_GOOD} characters and could be guessed.`] : []),
    ...(values.PUBLIC_URL?.startsWith('http:') ? ['PUBLIC_URL is plain http: fine for trying out, not for callers.'] : []),
  ];
}
