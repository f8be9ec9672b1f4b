// Key names, for LMDB's and the memory's tables and for Redis.
import { createHash } from 'node:crypto';
import type { ClassName } from './floor.ts';
import type { RecordKind } from './store.ts';

/** A class is named in keys by itself, or by its digest where the expression is long (LMDB's keys are bounded). */
export const classKey = (name: ClassName): string =>
  name.length <= 200 ? name : `#${createHash('sha256').update(name).digest('base64url')}`;

export const tableOfClass = (side: 'waiting' | 'ready', name: ClassName): string => `${side}/${classKey(name)}`;
export const tableOfKind = (kind: RecordKind): string => `record/${kind}`;

/** Redis: what a commit or a claim may touch together has one hash tag, the centre's. All of it begins so. */
export const rootOf = (centre: string): string => `{${centre}}`;

const LIVE_KINDS: readonly RecordKind[] = ['voicemail', 'recording', 'escalation', 'callback', 'callback-open', 'redial', 'misses', 'agent', 'erasure', 'closed-call', 'switch', 'note', 'case-watch'];

/** Records which a commit writes stand in the centre's slot; every other kind has a slot of its own. */
export const rootOfKind = (centre: string, kind: RecordKind): string => (LIVE_KINDS.includes(kind) ? rootOf(centre) : `{${centre}:${kind}}`);

/** A finished call, and its carrier's id, in slots of their own: a Cluster spreads them. */
export const movedCallKey = (centre: string, id: string): string => `call:${centre}:{${id}}`;
export const movedSidKey = (centre: string, sid: string): string => `sid:${centre}:{${sid}}`;
