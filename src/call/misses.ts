// Misses: offers whose phone rang out. Two in a row, and whoever it is has left their desk without saying so.
import type { AgentCall } from './call.ts';
import { offerOf } from './pair.ts';
import type { Scene } from './scene.ts';

/** An agent's misses in a row, by offer, since they last took a call, signed in, or were set away. */
export interface Misses {
  since: number;
  offers: readonly string[];
}

export interface Miss {
  offer: string;
  at: number;
}

/** Once may be a coffee; twice, and every further caller would wait for a ring time in vain. */
export const MISSES_MAX = 2;

export const noMisses = (at: number): Misses => ({ since: at, offers: [] });

/** With one more. The same offer again counts once, and one from before the count began anew does not count. */
export function withMiss(misses: Misses, { offer, at }: Miss): Misses {
  if (at < misses.since || misses.offers.includes(offer)) return misses;
  return { ...misses, offers: [...misses.offers, offer] };
}

export const areTooMany = ({ offers }: Misses): boolean => offers.length >= MISSES_MAX;

/** Counting is work of its own, since one leg knows nothing of the one before it. */
export function countMiss(scene: Scene<AgentCall>): void {
  const { id, agent } = scene.call;
  scene.journal('missed', { offer: offerOf(scene.call) });
  scene.work({ do: 'miss', agent, offer: id, at: scene.now }, 0, `miss:${id}`);
}
