// The work which the store itself writes: the floor's timers, and the word that an offer is over.
import { EXPIRED_COOL_MS } from './bounds.ts';
import type { FloorVerb } from './floor.ts';

export type FloorDeed =
  /** A timer of the floor: commit this verb, together with `done`. */
  | { do: 'floor'; verb: FloorVerb }
  /** An offer ended otherwise than by its own agent: stop the phone that rings. */
  | { do: 'offer-over'; offer: string; why: 'withdrawn' | 'expired' };

/** Ids are fixed by what the timer is about, so that setting it anew replaces it. */
export const timer = {
  expire: (offer: string) => `expire:${offer}`,
  widen: (wait: string) => `widen:${wait}`,
  wrap: (agent: string) => `wrap:${agent}`,
  presence: (agent: string) => `presence:${agent}`,
  cool: (agent: string, wait: string) => `cool:${agent}:${wait}`,
  over: (offer: string) => `over:${offer}`,
};

export const expiry = (offer: string): FloorDeed => ({ do: 'floor', verb: { verb: 'return', offer, why: 'expired', coolMs: EXPIRED_COOL_MS } });
export const widening = (wait: string): FloorDeed => ({ do: 'floor', verb: { verb: 'widen', wait } });
export const refreshing = (agent: string): FloorDeed => ({ do: 'floor', verb: { verb: 'refresh', agent } });
