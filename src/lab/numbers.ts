// The account's phone numbers: where their calls are sent.
import type { Ids } from './ids.ts';

export interface NumberOptions {
  number: string;
  voiceUrl: string;
  voiceMethod?: 'GET' | 'POST';
  fallbackUrl?: string;
  statusCallback?: string;
  friendlyName?: string;
}

export interface AccountNumber extends NumberOptions {
  sid: string;
  createdAt: number;
  updatedAt: number;
}

export function createNumbers(ids: Ids, now: () => number) {
  const numbers = new Map<string, AccountNumber>();
  return {
    add(options: NumberOptions): AccountNumber {
      const known = numbers.get(options.number);
      const number = { ...options, sid: known?.sid ?? ids.sid('PN'), createdAt: known?.createdAt ?? now(), updatedAt: now() };
      numbers.set(options.number, number);
      return number;
    },
    get: (number: string) => numbers.get(number),
    bySid: (sid: string) => [...numbers.values()].find((number) => number.sid === sid),
    all: () => [...numbers.values()],
  };
}

export type Numbers = ReturnType<typeof createNumbers>;
