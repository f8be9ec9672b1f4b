// How each service is spoken to, as its documentation has it: the requests it takes, word for word, and the replies it gives. A server for tests plays them.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { signV4 } from '../keep/sign-v4.ts';
import { signedHeaders } from '../notify/sign.ts';
import { amazon } from './amazon.ts';
import { azure } from './azure.ts';
import { deepl } from './deepl.ts';
import { google } from './google.ts';
import { serviceAccount } from './google-access.ts';
import { translateHook } from './hook.ts';
import { libreTranslate } from './libretranslate.ts';
import type { Service } from './translator.ts';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a request asks for, once it was understood. */
export interface Understood {
  texts: readonly string[];
  from?: string | undefined;
  to: string;
}

export interface Recorded {
  open(url: string, now: () => number): Service;
  /** Undefined: not the request that is documented. A number: the status it is refused with. */
  understand(asked: Asked): Understood | number | undefined;
  reply(texts: readonly string[], understood: Understood): unknown;
  /** Whatever else it is asked before, such as for a token. */
  before?(asked: Asked): { status: number; body: unknown } | undefined;
  /** What is told of the language of an English text. */
  detects: { language: string; confidence?: number };
  /** Our tags, as this service writes a target. */
  writes: Readonly<Record<string, string>>;
  errors: readonly (readonly [status: number, body: unknown, why: string, again: boolean])[];
  /** What this service cannot do, and why the suite leaves it out. */
  cannot?: { html: string };
}

const read = <T>(schema: z.ZodType<T>, body: string): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
};
const text = z.string().min(1);
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const [SECRET, KEY_ID, REGION] = ['whsec_c2l4dGVlbiBsZXR0ZXJzIG9mIHNlY3JldA==', 'AKIDEXAMPLE', 'eu-west-1'];

const ofLibre = z.strictObject({ q: z.array(text), source: text, target: text, format: z.enum(['text', 'html']), api_key: z.string().optional() });
const libretranslate: Recorded = {
  open: (url) => libreTranslate({ url, key: 'a-key' }),
  understand({ method, path, body }) {
    const asked = read(ofLibre, body);
    if (method !== 'POST' || path !== '/translate' || !asked) return undefined;
    return asked.api_key === 'a-key' ? { texts: asked.q, to: asked.target, from: asked.source === 'auto' ? undefined : asked.source } : 403;
  },
  reply: (texts, { from }) => ({ translatedText: texts, ...(from === undefined && { detectedLanguage: texts.map(() => ({ confidence: 90, language: 'en' })) }) }),
  detects: { language: 'en', confidence: 0.9 },
  writes: { 'es': 'es', 'pt': 'pt', 'zh': 'zh', 'zh-Hant': 'zt', 'es-MX': 'es' },
  errors: [
    [400, { error: 'xx is not supported' }, 'refused', false], [403, { error: 'Invalid API key' }, 'not-allowed', false],
    [429, { error: 'Slow down' }, 'busy', true], [500, { error: 'Cannot translate text' }, 'down', true],
  ],
};

const ofDeepl = z.strictObject({ text: z.array(text).max(50), target_lang: text, source_lang: text.optional(), context: text.optional(), tag_handling: z.literal('html').optional() });
const ofDeeplWhole: Recorded = {
  open: (url) => deepl({ url, key: 'a-key' }),
  understand({ method, path, headers, body }) {
    const asked = read(ofDeepl, body);
    if (method !== 'POST' || path !== '/v2/translate' || !asked || body.length > 128 * 1024) return undefined;
    return headers.authorization === 'DeepL-Auth-Key a-key' ? { texts: asked.text, to: asked.target_lang, from: asked.source_lang } : 403;
  },
  reply: (texts) => ({ translations: texts.map((one) => ({ detected_source_language: 'EN', text: one })) }),
  detects: { language: 'en' },
  writes: { 'es': 'ES', 'pt': 'PT-BR', 'pt-PT': 'PT-PT', 'zh': 'ZH-HANS', 'zh-Hant': 'ZH-HANT', 'en': 'EN-US', 'en-GB': 'EN-GB', 'no': 'NB' },
  errors: [
    [400, { message: 'Value for target_lang not supported.' }, 'refused', false], [403, '', 'not-allowed', false], [413, '', 'too-long', false],
    [429, { message: 'Too many requests' }, 'busy', true], [456, { message: 'Quota Exceeded' }, 'quota', false], [529, '', 'down', true],
  ],
};

const ofGoogle = z.strictObject({ contents: z.array(text).max(1_024), mimeType: z.enum(['text/plain', 'text/html']), sourceLanguageCode: text.optional(), targetLanguageCode: text });
const googleError = (code: number, status: string) => ({ error: { code, message: 'a message', status } });
const ofGoogleWhole: Recorded = {
  open: (url, now) => google({ url, project: 'a-project', access: serviceAccount({ email: 'a@project.iam.gserviceaccount.com', privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, tokenUrl: `${url}/token` }, now) }),
  before({ path, headers, body }) {
    if (path !== '/token') return undefined;
    const form = new URLSearchParams(body);
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const { iss, scope, aud, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const isGood = form.get('grant_type') === 'urn:ietf:params:oauth:grant-type:jwt-bearer' && headers['content-type'] === 'application/x-www-form-urlencoded'
      && verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), createPublicKey(keys.publicKey.export({ type: 'spki', format: 'pem' })), Buffer.from(signature, 'base64url'))
      && iss === 'a@project.iam.gserviceaccount.com' && scope === 'https://www.googleapis.com/auth/cloud-translation' && String(aud).endsWith('/token') && Number(exp) - Number(iat) === 3_600;
    return isGood ? { status: 200, body: { access_token: 'ya29.token', expires_in: 3_599, token_type: 'Bearer' } } : { status: 400, body: { error: 'invalid_grant' } };
  },
  understand({ method, path, headers, body }) {
    const asked = read(ofGoogle, body);
    if (method !== 'POST' || path !== '/v3/projects/a-project/locations/global:translateText' || !asked || asked.contents.join('').length > 30_000) return undefined;
    return headers.authorization === 'Bearer ya29.token' ? { texts: asked.contents, to: asked.targetLanguageCode, from: asked.sourceLanguageCode } : 401;
  },
  reply: (texts, { from }) => ({ translations: texts.map((one) => ({ translatedText: one, ...(from === undefined && { detectedLanguageCode: 'en' }) })) }),
  detects: { language: 'en' },
  writes: { 'es': 'es', 'pt': 'pt-BR', 'zh': 'zh-CN', 'zh-Hant': 'zh-TW', 'nb': 'no' },
  errors: [
    [400, googleError(400, 'INVALID_ARGUMENT'), 'refused', false], [401, googleError(401, 'UNAUTHENTICATED'), 'not-allowed', false], [403, googleError(403, 'PERMISSION_DENIED'), 'not-allowed', false],
    [429, googleError(429, 'RESOURCE_EXHAUSTED'), 'busy', true], [503, googleError(503, 'UNAVAILABLE'), 'down', true],
  ],
};

const ofAzure = z.strictObject({ inputs: z.array(z.strictObject({ text, language: text.optional(), textType: z.literal('Html').optional(), targets: z.array(z.strictObject({ language: text })).length(1) })).max(1_000) });
const ofAzureWhole: Recorded = {
  open: (url) => azure({ url, key: 'a-key', region: 'westeurope' }),
  understand({ method, path, headers, body }) {
    const asked = read(ofAzure, body);
    const [first] = asked?.inputs ?? [];
    if (method !== 'POST' || path !== '/translate?api-version=2026-06-06' || !asked || !first) return undefined;
    if (headers['ocp-apim-subscription-key'] !== 'a-key' || headers['ocp-apim-subscription-region'] !== 'westeurope') return 401;
    return { texts: asked.inputs.map((one) => one.text), to: first.targets[0]?.language ?? '', from: first.language };
  },
  reply: (texts, { from, to }) => ({ value: texts.map((one) => ({ ...(from === undefined && { detectedLanguage: { language: 'en', score: 0.97 } }), translations: [{ language: to, sourceCharacters: 5, text: one }] })) }),
  detects: { language: 'en', confidence: 0.97 },
  writes: { 'es': 'es', 'pt': 'pt', 'pt-PT': 'pt-PT', 'zh': 'zh-Hans', 'zh-TW': 'zh-Hant', 'iw': 'he' },
  errors: [
    [400, { error: { code: 400036, message: 'The target language is not valid.' } }, 'refused', false], [401, { error: { code: 401000, message: 'a message' } }, 'not-allowed', false],
    [403, { error: { code: 403001, message: 'quota' } }, 'not-allowed', false], [429, { error: { code: 429000, message: 'a message' } }, 'busy', true], [500, { error: { code: 500000, message: 'a message' } }, 'down', true],
  ],
};

const ofAmazon = z.strictObject({ Text: text, SourceLanguageCode: text, TargetLanguageCode: text });
const ofAmazonWhole: Recorded = {
  open: (url, now) => amazon({ url, region: REGION, keyId: KEY_ID, secret: SECRET, now }),
  understand({ method, path, headers, body }) {
    const asked = read(ofAmazon, body);
    if (method !== 'POST' || path !== '/' || !asked || Buffer.byteLength(asked.Text) > 10_000 || headers['x-amz-target'] !== 'AWSShineFrontendService_20170701.TranslateText') return undefined;
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers['x-amz-date'])) ?? [];
    const now = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
    const said = { 'content-type': String(headers['content-type']), 'x-amz-target': headers['x-amz-target'] };
    const ours = signV4({ method, url: new URL(`http://${headers.host ?? ''}/`), service: 'translate', region: REGION, keyId: KEY_ID, secret: SECRET, now, body: Buffer.from(body), headers: said });
    if (said['content-type'] !== 'application/x-amz-json-1.1' || ours['authorization'] !== headers.authorization) return 400;
    return { texts: [asked.Text], to: asked.TargetLanguageCode, from: asked.SourceLanguageCode === 'auto' ? undefined : asked.SourceLanguageCode };
  },
  reply: ([one], { from, to }) => ({ TranslatedText: one, SourceLanguageCode: from ?? 'en', TargetLanguageCode: to }),
  detects: { language: 'en' },
  writes: { 'es': 'es', 'es-MX': 'es-MX', 'pt': 'pt', 'zh': 'zh', 'zh-Hant': 'zh-TW', 'nb': 'no', 'fil': 'tl' },
  errors: [
    [400, { __type: 'UnsupportedLanguagePairException', Message: 'a message' }, 'refused', false], [400, { __type: 'com.amazon.coral.service#UnrecognizedClientException' }, 'not-allowed', false],
    [400, { __type: 'ThrottlingException' }, 'busy', true], [400, { __type: 'TooManyRequestsException' }, 'busy', true], [400, { __type: 'TextSizeLimitExceededException' }, 'too-long', false],
    [500, { __type: 'InternalServerException' }, 'down', true], [503, { __type: 'ServiceUnavailableException' }, 'down', true],
  ],
  cannot: { html: 'TranslateText takes plain text alone' },
};

const ofHook = z.strictObject({ texts: z.array(text).max(50), from: text.optional(), to: text, format: z.enum(['text', 'html']), context: text.optional() });
const hook: Recorded = {
  open: (url, now) => translateHook({ url: `${url}/hook?key=theirs`, secret: SECRET, now }),
  understand({ method, path, headers, body }) {
    const asked = read(ofHook, body);
    if (method !== 'POST' || path !== '/hook?key=theirs' || !asked) return undefined;
    const ours = signedHeaders(SECRET, { id: String(headers['webhook-id']), at: Number(headers['webhook-timestamp']) * 1000, body });
    return ours['webhook-signature'] === headers['webhook-signature'] ? asked : 401;
  },
  reply: (texts) => ({ texts, detected: texts.map(() => ({ language: 'en', confidence: 0.5 })) }),
  detects: { language: 'en', confidence: 0.5 },
  writes: { 'es': 'es', 'pt-PT': 'pt-PT', 'zh-Hant': 'zh-Hant' },
  errors: [[401, '', 'not-allowed', false], [422, { why: 'no such language' }, 'refused', false], [429, '', 'busy', true], [503, '', 'down', true]],
};

export const services: Readonly<Record<Service['provider'], Recorded>> = { libretranslate, deepl: ofDeeplWhole, google: ofGoogleWhole, azure: ofAzureWhole, amazon: ofAmazonWhole, hook };
