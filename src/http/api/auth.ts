// Bearer tokens: which of ours was shown, found without telling by the clock how near a guess was.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiToken, Role } from '../../config.ts';
import type { Asker } from './route.ts';

export const BEARER_MAX = 512;

export type Shown = { is: 'known'; asker: Asker } | { is: 'missing' } | { is: 'unknown' };

/** Compares hashes, so lengths do not show either, and looks at every token whether or not one was found. */
export function tokenCheck(tokens: readonly ApiToken[]): (authorization: string | undefined) => Shown {
  const known = tokens.map((token) => ({ hash: hash(token.token), asker: askerOf(token) }));
  return (authorization) => {
    const shown = bearer(authorization);
    if (shown === undefined) return { is: 'missing' };
    const shownHash = hash(shown);
    const found = known.filter((token) => timingSafeEqual(token.hash, shownHash));
    return found[0] ? { is: 'known', asker: found[0].asker } : { is: 'unknown' };
  };
}

function bearer(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization.length > BEARER_MAX) return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
}

const hash = (token: string): Buffer => createHash('sha256').update(token).digest();
const askerOf = ({ role, agent }: ApiToken): Asker => ({ role, ...(agent !== undefined && { agent }) });

/** Whether a role may use a route; an agent's own record is a right of its own. */
export function mayUse(asker: Asker, route: { roles: readonly Role[]; ownAgent?: true }, id: string | undefined): boolean {
  if (route.roles.includes(asker.role)) return true;
  return route.ownAgent === true && asker.role === 'agent' && asker.agent !== undefined && asker.agent === id;
}
