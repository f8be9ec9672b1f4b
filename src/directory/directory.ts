// The case directory: a port, because cases live with us in a small centre and in somebody else's system in a large one.
import type { Case } from '../case/case.ts';
import type { Caller } from '../phone/caller.ts';
import type { E164 } from '../phone/number.ts';
import type { Page } from '../store/store.ts';
import type { KnownContact } from './contacts.ts';

/** `unknown` is an answer, `failed` is none: the call then goes on without the case, and the agent is told so. */
export type FoundCase = { is: 'found'; case: Case } | { is: 'unknown' } | { is: 'failed'; why: string };
export type FoundContact = { is: 'found'; contact: KnownContact } | { is: 'unknown' } | { is: 'failed'; why: string };
export type SavedCase = { ok: true } | { ok: false; why: string };

export interface Directory {
  /** By its twelve digits, dashed or not. Answers in bounded time and never throws: a caller is waiting. */
  findCase(number: string): Promise<FoundCase>;
  /** By the number they call from. Answers in bounded time and never throws, like the above. */
  findContact(phone: E164): Promise<FoundContact>;
  saveCase(of: Case): Promise<SavedCase>;
  /** In order of their numbers. Throws the fault `directory-down` where there is no answer: nobody waits on the phone for a list. */
  listCases(page: Page): Promise<readonly Case[]>;
}

/** Whether the calling number is one of the case's contact. It is a hint for the agent, and never a proof: numbers can be forged. */
export function isContact(of: Case, caller: Caller): boolean {
  return caller.kind === 'number' && (of.contact?.phones ?? []).includes(caller.number);
}
