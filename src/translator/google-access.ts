// How Google is shown who asks: an access token as it is, or one that a service account's key gets, kept until it is nearly over (developers.google.com, "Using OAuth 2.0 for Server to Server Applications").
import { createSign } from 'node:crypto';
import { field } from './answer.ts';
import { post } from './post.ts';
import { type Failed, failed } from './translator.ts';

/** What a service account's key file holds of it. */
export interface ServiceAccount {
  email: string;
  privateKey: string;
  tokenUrl: string;
}

export interface GoogleAccess {
  token(signal: AbortSignal): Promise<{ ok: true; token: string } | Failed>;
  /** It was not taken: the next one is asked for. */
  forget(): void;
}

const SCOPE = 'https://www.googleapis.com/auth/cloud-translation';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const ASKED_S = 3_600;
/** So long before its end a token is not used any more. */
const SPARE_MS = 60_000;

export const fixedToken = (token: string): GoogleAccess => ({ token: () => Promise.resolve({ ok: true, token }), forget: () => undefined });

export function serviceAccount(account: ServiceAccount, now: () => number): GoogleAccess {
  let held: { token: string; until: number } | undefined;
  return {
    forget: () => void (held = undefined),
    async token(signal) {
      if (held && now() < held.until) return { ok: true, token: held.token };
      const assertion = assertionOf(account, Math.floor(now() / 1000));
      if (assertion === undefined) return failed('not-allowed');
      const body = new URLSearchParams({ grant_type: GRANT, assertion }).toString();
      const posted = await post({ url: account.tokenUrl, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body, signal, whyOf: (_body, status) => (status === 400 ? 'not-allowed' : undefined) });
      if (!posted.ok) return posted;
      const [token, lastsS] = [field(posted.body, 'access_token'), field(posted.body, 'expires_in')];
      if (typeof token !== 'string' || token === '') return failed('garbled');
      held = { token, until: now() + (typeof lastsS === 'number' ? lastsS : ASKED_S) * 1000 - SPARE_MS };
      return { ok: true, token };
    },
  };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Undefined where the key is none. */
function assertionOf({ email, privateKey, tokenUrl }: ServiceAccount, nowS: number): string | undefined {
  const said = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ iss: email, scope: SCOPE, aud: tokenUrl, iat: nowS, exp: nowS + ASKED_S })}`;
  try {
    return `${said}.${createSign('RSA-SHA256').update(said).sign(privateKey, 'base64url')}`;
  } catch {
    return undefined;
  }
}
