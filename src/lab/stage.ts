// What a verb is given to perform with, and what it gives back: the seam between the player and its verbs.
import type { Carrier } from './carrier.ts';
import type { Leg } from './leg.ts';
import type { Verb } from './twiml.ts';

export interface DocumentRequest {
  url: string;
  method: 'GET' | 'POST';
  params?: Record<string, string>;
}

/** Why an activity is stopped before its own end. */
export type Stop = 'redirected' | 'hung-up';

/** What a leg is doing while a verb lasts. */
export interface Activity {
  /** A key, if this verb listens to keys at all. */
  key?(key: string): void;
  voice?(ms: number, words: string): void;
  stop(why: Stop): void;
}

export interface Stage {
  carrier: Carrier;
  leg: Leg;
  /** Where the document came from; a document given in a REST request has no address. */
  document: { url?: string; method: 'GET' | 'POST' };
  /** The verb that follows in the document. */
  following: Verb | undefined;
  /** A full address, or undefined (and the call goes to the fallback) where there is nothing it could be relative to. */
  resolve: (url: string) => string | undefined;
  /** Goes on with the next verb. */
  next: () => void;
  /** Goes on with another document. */
  go: (request: DocumentRequest) => void;
  /** Asks for a document whose answer rules nobody any more. */
  tell: (request: DocumentRequest) => void;
  hangUp: () => void;
}

export type Perform = (verb: Verb, stage: Stage) => Activity;

/** The `action` of a verb with its method, or undefined where it has none or it leads nowhere. */
export function actionOf(verb: Verb, stage: Stage, ifMissing?: 'current document'): DocumentRequest | undefined {
  const { action, method } = verb.attributes;
  if (action) {
    const url = stage.resolve(action);
    return url === undefined ? undefined : { url, method: method?.toUpperCase() === 'GET' ? 'GET' : 'POST' };
  }
  if (ifMissing === undefined || stage.document.url === undefined) return undefined;
  return { url: stage.document.url, method: stage.document.method };
}
