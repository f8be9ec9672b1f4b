// Amazon Translate, operation TranslateText: one text a request, signed by hand as storage is (docs.aws.amazon.com, "TranslateText").
import { signV4 } from '../keep/sign-v4.ts';
import { detectedOf, field, translated } from './answer.ts';
import { codeIn, type Dialect } from './codes.ts';
import { post } from './post.ts';
import { failed, type Service, type Untranslated } from './translator.ts';

const DIALECT: Dialect = { 'zh-TW': 'zh-TW', 'pt-PT': 'pt-PT', 'es-MX': 'es-MX', 'fr-CA': 'fr-CA', 'nb': 'no', 'fil': 'tl' };
const TARGET = 'AWSShineFrontendService_20170701.TranslateText';

export const amazonUrl = (region: string): string => `https://translate.${region}.amazonaws.com`;

/** What it calls its errors; they all come with a status of 400 or 500. */
const ERRORS: Readonly<Record<string, Untranslated>> = {
  ThrottlingException: 'busy', TooManyRequestsException: 'busy', LimitExceededException: 'quota', TextSizeLimitExceededException: 'too-long',
  AccessDeniedException: 'not-allowed', UnrecognizedClientException: 'not-allowed', InvalidSignatureException: 'not-allowed', ExpiredTokenException: 'not-allowed',
  ServiceUnavailableException: 'down', InternalServerException: 'down',
};

/** Its name may come with a namespace before it, or an address behind it. */
function errorOf(body: unknown): Untranslated | undefined {
  const type = field(body, '__type');
  return typeof type === 'string' ? ERRORS[type.replace(/^.*#/, '').replace(/:.*$/, '')] : undefined;
}

export interface AmazonAccess {
  url: string;
  region: string;
  keyId: string;
  secret: string;
  now: () => number;
}

export const amazon = ({ url, region, keyId, secret, now }: AmazonAccess): Service => ({
  provider: 'amazon',
  limits: { texts: 1, characters: 10_000, bytes: 10_000 },
  async ask({ texts, from, to, format }, signal) {
    if (format === 'html') return failed('no-html');
    const body = JSON.stringify({ Text: texts[0], SourceLanguageCode: from === undefined ? 'auto' : codeIn(DIALECT, from), TargetLanguageCode: codeIn(DIALECT, to) });
    const spoken = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': TARGET };
    const signed = signV4({ method: 'POST', url: new URL(`${url}/`), service: 'translate', region, keyId, secret, now: now(), body: Buffer.from(body), headers: spoken });
    const posted = await post({ url: `${url}/`, headers: { ...spoken, ...signed }, body, signal, whyOf: errorOf });
    if (!posted.ok) return posted;
    const detected = from === undefined ? detectedOf(field(posted.body, 'SourceLanguageCode')) : undefined;
    return translated([{ text: field(posted.body, 'TranslatedText'), detected }]);
  },
});
