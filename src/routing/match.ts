// Who is offered to whom. The store has looked; here it is decided, and the store then claims.
import type { ClassName, Look, Wait } from '../store/floor.ts';
import { comparePlace, compareText } from '../store/order.ts';

export interface Match {
  wait: string;
  agent: string;
  /** Who comes with the agent, where the class asks for two. */
  interpreter?: string;
  /** By which class they may take the call. */
  class: ClassName;
}

/**
 * For an agent, the caller who stands first in line; for a caller, the agent with the smallest score: whoever was asked for by
 * name, then whoever is free longest. The order is the store's own, which checks it again when it claims.
 */
export function match(look: Look): Match | undefined {
  switch (look.for) {
    case 'agent': {
      if (look.agent.state !== 'ready') return undefined;
      const first = least(look.waits.filter(({ wait }) => takesOffers(wait)), (a, b) => comparePlace(a.wait, b.wait) || compareText(a.class, b.class));
      return first && { wait: first.wait.id, ...(first.pair ?? { agent: look.agent.id }), class: first.class };
    }
    case 'wait': {
      if (!takesOffers(look.wait)) return undefined;
      const first = least(look.agents, (a, b) => a.score - b.score || compareText(a.agent, b.agent) || compareText(a.class, b.class));
      return first && { wait: look.wait.id, agent: first.agent, ...(first.interpreter !== undefined && { interpreter: first.interpreter }), class: first.class };
    }
  }
}

/** Everybody who is reserved by it, the agent first. */
export const peopleOf = ({ agent, interpreter }: Match): string[] => (interpreter === undefined ? [agent] : [agent, interpreter]);

const takesOffers = ({ state, offers, limit }: Wait): boolean => state === 'waiting' && offers.length < limit;

function least<T>(items: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  return items.reduce<T | undefined>((best, item) => (best === undefined || compare(item, best) < 0 ? item : best), undefined);
}
