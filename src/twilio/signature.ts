// Is a webhook really the carrier's? Its signature is checked over the raw body, before anything of it is believed.
import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { type ReadForm, readForm } from './form.ts';

export interface SignedRequest {
  /** The address the carrier asked for, from `signedUrl`. */
  url: string;
  /** As it came, unparsed: a reader that drops empty fields makes the signature fail (page "Webhooks security"). */
  rawBody: Buffer | string;
  contentType: string | undefined;
  /** `X-Twilio-Signature`. */
  header: string | undefined;
  /** The account's auth tokens: more than one while they are being changed over. */
  tokens: readonly string[];
  /** The body as a form, where it has been read already. */
  form?: ReadForm;
}

/** True if one of the tokens signed this request. Without a token nothing is true. */
export function verifySignature({ url, rawBody, contentType, header, tokens, form }: SignedRequest): boolean {
  if (!header) return false;
  const fields = signedFields(url, rawBody, contentType, form);
  if (fields === undefined) return false;
  const given = Buffer.from(header);
  return tokens.some((token) => token !== '' && addresses(url).some((address) => isEqual(given, hmac(token, address + fields))));
}

/** What is signed besides the address, or undefined where the body is something no signature covers. */
function signedFields(url: string, rawBody: Buffer | string, contentType: string | undefined, form: ReadForm | undefined): string | undefined {
  const bodyHash = /[?&]bodySHA256=([^&#]*)/.exec(url)?.[1];
  if (bodyHash !== undefined) {
    const expected = createHash('sha256').update(rawBody).digest('hex');
    return isEqual(Buffer.from(bodyHash), Buffer.from(expected)) ? '' : undefined;
  }
  if (rawBody.length === 0) return '';
  return isForm(contentType) ? (form ?? readForm(rawBody.toString())).signed() : undefined;
}

const isForm = (contentType: string | undefined): boolean => /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '');

/** Some senders write the port into what they sign and some leave it out, so both readings count. */
function addresses(url: string): string[] {
  const parts = /^(https?):\/\/([^/?#:]*|\[[^\]]*\])(:\d+)?(?=[/?#]|$)/i.exec(url);
  if (!parts) return [url];
  const [all, scheme = '', host = '', port] = parts;
  const rest = url.slice(all.length);
  const otherPort = port !== undefined ? '' : scheme.toLowerCase() === 'https' ? ':443' : ':80';
  return [url, `${scheme}://${host}${otherPort}${rest}`];
}

const hmac = (token: string, text: string): Buffer => Buffer.from(createHmac('sha1', keyOf(token)).update(text, 'utf8').digest('base64'));

/** Making a key of a token costs as much as using it, and tokens are few. */
const TOKENS_MAX = 16;
const keys = new Map<string, KeyObject>();

function keyOf(token: string): KeyObject {
  const known = keys.get(token);
  if (known) return known;
  const key = createSecretKey(token, 'utf8');
  if (keys.size < TOKENS_MAX) keys.set(token, key);
  return key;
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/**
 * The address the carrier asked for: PUBLIC_URL and the path and query of the request. Host and X-Forwarded headers are
 * whatever a stranger likes to write, so they have no part in it. A proxy may or may not have taken PUBLIC_URL's own
 * path off; both are understood, since the paths signed are all below /voice.
 */
export function signedUrl(publicUrl: string, originalUrl: string): string {
  const { origin, prefix } = splitPublicUrl(publicUrl);
  return origin + prefix + withoutPrefix(prefix, originalUrl);
}

/** A request's path, without PUBLIC_URL's own. */
export function pathOf(publicUrl: string, originalUrl: string): string {
  const target = withoutPrefix(splitPublicUrl(publicUrl).prefix, originalUrl);
  const mark = target.indexOf('?');
  return mark < 0 ? target : target.slice(0, mark);
}

/** A request's path and query as `readWebhook` reads them, whether PUBLIC_URL's own path is still on it or not. */
export function splitTarget(publicUrl: string, originalUrl: string): { path: string; query: string } {
  const target = withoutPrefix(splitPublicUrl(publicUrl).prefix, originalUrl);
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

const withoutPrefix = (prefix: string, target: string): string =>
  prefix !== '' && target.startsWith(`${prefix}/voice`) ? target.slice(prefix.length) : target;

let split: { publicUrl: string; origin: string; prefix: string } | undefined;

/** `https://phone.example.com/caseline/` is the origin `https://phone.example.com` and the prefix `/caseline`. */
function splitPublicUrl(publicUrl: string): { origin: string; prefix: string } {
  if (split?.publicUrl === publicUrl) return split;
  const bare = publicUrl.replace(/\/+$/, '');
  const slash = bare.indexOf('/', bare.indexOf('://') + 3);
  split = { publicUrl, ...(slash < 0 ? { origin: bare, prefix: '' } : { origin: bare.slice(0, slash), prefix: bare.slice(slash) }) };
  return split;
}
