// AWS Signature Version 4 for one request with its whole body: what S3 and everything compatible with it asks for.
import { createHash, createHmac } from 'node:crypto';

export interface ToSign {
  method: string;
  url: URL;
  region: string;
  keyId: string;
  secret: string;
  now: number;
  body: Buffer;
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Host, hash of the body and time are signed; nothing else is sent that matters. */
export function signV4({ method, url, region, keyId, secret, now, body }: ToSign): Record<string, string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${region}/s3/aws4_request`;
  const payload = sha256(body);
  const signed = { host: url.host, 'x-amz-content-sha256': payload, 'x-amz-date': time };
  const names = Object.keys(signed).join(';');
  const canonical = [method, url.pathname, url.searchParams.toString(), ...Object.entries(signed).map(([name, value]) => `${name}:${value}`), '', names, payload].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>((made, part) => hmac(made, part), `AWS4${secret}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  const { host: _host, ...sent } = signed;
  return { ...sent, authorization: `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names}, Signature=${signature}` };
}
