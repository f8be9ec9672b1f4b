// A note to a customer: what somebody here wrote, in their own words and in the customer's, and what became of it.
import type { CaseNumber } from '../case/number.ts';
import type { E164 } from '../phone/number.ts';
import type { Translation } from './translation.ts';

export interface NoteRecord {
  id: string;
  call?: string;
  case?: CaseNumber;
  /** Who had a hand in the case; what a confidential team has to do with is not translated. */
  assignedTo?: string;
  to: E164;
  from: E164;
  /** The language of the customer. */
  language: string;
  by: string;
  at: number;
  /** As it was written, and the language of that. */
  text: string;
  written: string;
  translation?: Translation;
  /** Why it went as it was written, though the customer speaks another language. */
  untranslated?: string;
  /** `sending`: the carrier is being asked; found like that by the next who looks, nobody knows whether it went. */
  state: 'new' | 'sending' | 'sent' | 'unsent';
  /** Why it was not sent. */
  why?: string;
}

/** What the customer reads. */
export const wordsOf = ({ text, translation }: NoteRecord): string => translation?.text ?? text;

/** The carrier takes no longer text. */
export const NOTE_SENT_MAX = 1_600;
export const NOTE_MAX = 1_000;
