// What a leg is told to do next. The carrier's own words for it are made in twilio/twiml.ts.
import type { E164 } from '../phone/number.ts';

/** The values a prompt may speak of. Times are milliseconds since 1970, durations whole seconds. */
export type PromptValues = Readonly<Record<string, string | number>>;

export interface Say {
  do: 'say';
  key: string;
  values: PromptValues;
  language: string;
}
export type Spoken =
  | Say
  /** The hold music from a place in it, so that it goes on where it was. */
  | { do: 'music'; fromS: number; seconds: number }
  | { do: 'pause'; seconds: number }
  /** What a caller has left, for one of our own people. */
  | { do: 'sound'; voicemail: string; seconds: number };

export type Instruction =
  | Spoken
  /** Listen for keys while speaking; the carrier then posts them, or their absence, to the next turn. */
  | { do: 'keys'; spoken: readonly Spoken[]; finishKey: '' | '#' | '*'; most?: number; timeoutS: number }
  /** Record after a tone. */
  | { do: 'record'; part: number; mostS: number; silenceS: number; finishKeys: string }
  /** Into the room. The caller's leaving ends it for all; an agent's `*` brings that agent out alone. `ringing`: what an agent hears until the customer is there. */
  | { do: 'room'; room: string; as: 'caller' | 'agent'; ringing?: true }
  /** Ring another phone and talk with whoever picks up; the leg comes back when that is over, or nobody did. `star`: their star ends it. */
  | { do: 'connect'; to: E164; shows: E164; ringS: number; star?: true }
  /** Come back for the next turn. */
  | { do: 'again' }
  | { do: 'hang-up' };

/** The instructions after which a leg comes back by itself with a next turn, or is gone. */
export function endsDocument(instruction: Instruction): boolean {
  switch (instruction.do) {
    case 'keys': case 'record': case 'room': case 'connect': case 'again': case 'hang-up': return true;
    case 'say': case 'music': case 'pause': case 'sound': return false;
  }
}
