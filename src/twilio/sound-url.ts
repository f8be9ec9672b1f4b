// The address of a voicemail's sound for whoever plays it down a telephone: signed, and soon worthless.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A document is fetched, and what it names with it, within seconds. */
const LASTS_MS = 10 * 60_000;

const PATH = '/audio/voicemail.wav';

const sign = (key: string, id: string, until: number): string => createHmac('sha256', key).update(`voicemail-sound ${id} ${until}`).digest('base64url');

export function soundUrl(publicUrl: string, key: string, id: string, now: number): string {
  const until = now + LASTS_MS;
  return `${publicUrl.replace(/\/+$/, '')}${PATH}?v=${id}&u=${until}&s=${sign(key, id, until)}`;
}

/** The voicemail that an address of ours is about; undefined for one that we did not give, or not lately. */
export function soundAsked(target: string, keys: readonly string[], now: number): string | undefined {
  const { pathname, searchParams } = new URL(target, 'http://audio.invalid');
  const [id = '', until = NaN, given = ''] = [searchParams.get('v') ?? '', Number(searchParams.get('u') ?? NaN), searchParams.get('s') ?? ''];
  if (pathname !== PATH || !(until > now) || until > now + LASTS_MS) return undefined;
  return keys.some((key) => isSame(sign(key, id, until), given)) ? id : undefined;
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

export const isSound = (target: string): boolean => target.startsWith(`${PATH}?`);
