// Signs what we send to others' HTTP, by the Standard Webhooks scheme, so that a receiver can check it with a ready library.
import { createHmac } from 'node:crypto';

/** A secret in the scheme's own form is base64 behind this; any other is taken as it is written. */
const ENCODED = 'whsec_';

const keyOf = (secret: string): Buffer =>
  secret.startsWith(ENCODED) ? Buffer.from(secret.slice(ENCODED.length), 'base64') : Buffer.from(secret);

export type SignedHeaders = Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>;

/** Id, time (in seconds) and body are signed together: none of them can be changed, and an old message cannot be sent again as a new one. */
export function signedHeaders(secret: string, { id, at, body }: { id: string; at: number; body: string }): SignedHeaders {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
