// AWS Signature Version 4 for one request with its whole body: what S3, everything compatible with it, and Amazon's other services ask for.
import { createHash, createHmac } from 'node:crypto';

export interface ToSign {
  method: string;
  url: URL;
  /** `s3` unless it is another. */
  service?: string;
  region: string;
  keyId: string;
  secret: string;
  now: number;
  body: Buffer;
  /** Headers that go along and are signed too, in lower case. */
  headers?: Readonly<Record<string, string>>;
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Host, time and, as S3 alone asks for, the hash of the body are signed beside the headers given. What comes back is sent along with those. */
export function signV4({ method, url, service = 's3', region, keyId, secret, now, body, headers = {} }: ToSign): Record<string, string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const payload = sha256(body);
  const sent = { ...(service === 's3' && { 'x-amz-content-sha256': payload }), 'x-amz-date': time };
  const signed = Object.entries({ ...headers, host: url.host, ...sent }).sort(([one], [other]) => (one < other ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [method, url.pathname, url.searchParams.toString(), ...signed.map(([name, value]) => `${name}:${value}`), '', names, payload].join('\n');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>((made, part) => hmac(made, part), `AWS4${secret}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  return { ...sent, authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}` };
}
