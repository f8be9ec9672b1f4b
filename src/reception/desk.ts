// What a deed is given to work with, and how it went.
import type { Call } from '../call/call.ts';
import type { Message } from '../call/event.ts';
import type { Flows } from '../flow/verbs.ts';
import type { FloorVerb, Who } from '../store/floor.ts';
import type { TakenWork } from '../store/store.ts';
import type { Decided } from './decide.ts';
import type { Parts } from './parts.ts';

/** How a deed went. `committed`: what it did included marking it done. `again`: another try, so many milliseconds later. */
export type Done = 'done' | 'committed' | { again: number };

export interface Desk {
  parts: Parts;
  /** Lets a call know something; the message is marked done in the same commit. */
  tell(call: string, message: Message, done: { id: string; token: string }): Promise<void>;
  /** Lets a call know something now, whose end whoever asks waits for. */
  hear: (call: string, message: Message) => Promise<unknown>;
  changeFloor(verb: FloorVerb, done: { id: string; token: string }): Promise<void>;
  decide: (who: Who) => Promise<Decided>;
  decideNext: () => Promise<void>;
  flowsOf: (hash: string) => Promise<Flows>;
  rememberSid(call: string, sid: string): Promise<Call | undefined>;
  performAll: (due: readonly TakenWork[]) => void;
}
