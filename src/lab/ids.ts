// Sids and tokens: they look random and are not, so that a seeded run can be played again.
import { createHash } from 'node:crypto';

export interface Ids {
  /** A two-letter prefix and thirty-two hex digits, as on a Twilio account. */
  sid(prefix: 'CA' | 'CF' | 'RE' | 'SM' | 'PN'): string;
  token(): string;
}

export function createIds(seed: number): Ids {
  let count = 0;
  const hex = () => createHash('md5').update(`${seed}:${count++}`).digest('hex');
  return { sid: (prefix) => prefix + hex(), token: hex };
}
