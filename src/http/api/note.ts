// What the API changed, for the journal: what, and with whose token. Never numbers or contents.
import type { ApiParts } from './parts.ts';
import type { Asker } from './route.ts';

export async function note({ store, clock }: Pick<ApiParts, 'store' | 'clock'>, asker: Asker, kind: string, about: Readonly<Record<string, string>>): Promise<void> {
  await store.journal.append([{ at: clock.now(), kind, ...about, token: whoAsks(asker) }]);
}

/** A token's holder, as the journal names them. */
export const whoAsks = ({ role, agent }: Asker): string => (agent === undefined ? role : `${role} ${agent}`);
