// Changes of the records people work through, voicemails and escalations: refused if somebody else was quicker.
import type { RecordKind } from '../../store/store.ts';
import { note } from './note.ts';
import type { ApiParts } from './parts.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';
import type { Asker } from './route.ts';

type Kind = Extract<RecordKind, 'voicemail' | 'escalation'>;

export interface Change<T> {
  kind: Kind;
  id: string;
  asker: Asker;
  /** What the journal calls it. */
  as: string;
  /** The record as it is to be, or why it cannot be so. */
  to: (now: T) => T | { refused: string };
}

/** A record belongs to the call whose entries tell of it. */
interface OfCall {
  call: string;
}

export async function changeRecord<T extends OfCall>(parts: Pick<ApiParts, 'store' | 'clock'>, { kind, id, asker, as, to }: Change<T>): Promise<{ is: 'changed'; value: T } | Problem> {
  const kept = await parts.store.records.get<T>(kind, id);
  if (!kept) return noSuch(kind, id);
  const value = to(kept.value);
  if ('refused' in value) return problem('conflict', `this ${kind} ${value.refused}`);
  if (!(await parts.store.records.put(kind, id, value, kept.version))) return problem('conflict', `somebody changed this ${kind} at the same moment; read it again`);
  await note(parts, asker, as, { [kind]: id, call: value.call });
  return { is: 'changed', value };
}

export const noSuch = (kind: Kind, id: string): Problem => problem('not-found', `there is no ${kind} ${id}`);
