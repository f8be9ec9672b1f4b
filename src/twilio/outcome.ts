// What an answer of the carrier means, good or bad. Its own sentences are not repeated: they quote numbers.
import type { Asked, Dialled } from '../reception/carrier.ts';

export interface Trouble {
  /** The status of the answer; none where no answer came. */
  status?: number;
  /** Twilio's error code, such as 21220. */
  code?: number;
  /** No connection was ever made, so nothing was asked. */
  neverSent: boolean;
}

/** Failures to reach the other end at all. A time-out is not among them: the request may have arrived. */
const notReached = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'];

export function troubleOf(error: unknown): Trouble {
  const { status, code } = (typeof error === 'object' && error !== null ? error : {}) as { status?: unknown; code?: unknown };
  return {
    ...(typeof status === 'number' && { status }),
    ...(typeof code === 'number' && { code }),
    neverSent: typeof code === 'string' && notReached.includes(code),
  };
}

/** 21220: the call is not in progress; 20404: no such thing. The other side was quicker, which is no error. */
export const isGone = ({ status, code }: Trouble): boolean => code === 21_220 || code === 20_404 || status === 404;

/** 10004: the account has as many calls as it may; 20429: too many requests at once. */
export const isBusy = ({ status, code }: Trouble): boolean => status === 429 || code === 10_004 || code === 20_429;

const isRefusal = ({ status }: Trouble): boolean => status !== undefined && status >= 400 && status < 500;

/** Our credentials are wrong: nothing will work until somebody changes them. */
export const isUnauthorized = ({ status }: Trouble): boolean => status === 401;

export function asked(trouble: Trouble): Exclude<Asked, 'done'> {
  if (isGone(trouble)) return 'gone';
  if (isBusy(trouble)) return 'later';
  return isRefusal(trouble) ? 'refused' : 'later';
}

/** After a 5xx, a time-out or a lost connection the call may exist all the same. */
export function notDialled(trouble: Trouble): Extract<Dialled, { ok: false }>['why'] {
  if (isBusy(trouble)) return 'busy';
  if (trouble.neverSent || isUnauthorized(trouble)) return 'failed';
  return isRefusal(trouble) ? 'refused' : 'unclear';
}
