// The documents a leg is given: what the core said, in words and in the carrier's own form.
import type { Call } from '../call/call.ts';
import type { CallEvent } from '../call/event.ts';
import type { Instruction } from '../call/instruction.ts';
import type { Centre } from '../centre/centre.ts';
import type { E164 } from '../phone/number.ts';
import type { Prompts } from '../prompts/prompts.ts';
import { loopSeconds } from '../sound/music.ts';
import { fallbackDocument, fallbackLanguages } from '../twilio/fallback.ts';
import type { Announced } from '../call/effects.ts';
import type { Urls } from '../twilio/paths.ts';
import { splitTarget } from '../twilio/signature.ts';
import { holdMusicTwiml, renderTwiml } from '../twilio/twiml.ts';
import { troubleTwiml } from '../twilio/trouble.ts';

const ANNOUNCEMENTS: Readonly<Record<Announced, string>> = { on: 'room.recording-on', off: 'room.recording-off', 'no-interpreter': 'room.interpreter-left' };

export interface Documents {
  render(call: Call, instructions: readonly Instruction[]): string;
  /** What everybody in a caller's room hears, in the caller's language. */
  announcement(call: Call, what: Announced): string;
  holdMusic(): string;
  /** What an agent hears in the room until the customer is there who is called back. */
  ringing(): string;
  /** One moment, then the same turn again; after some of those, the document of last resort. */
  trouble(target: string, retry: boolean, event?: CallEvent): string;
  sorry(): string;
}

/** The same turn is tried so often before the caller is sent to the duty number. */
const TRIES_MAX = 3;
/** Segments of hold music a participant hears before the document is asked for again. */
const SEGMENT_S = 30;

/** As long as a segment, so that the document is not asked for at every ring. */
const RINGS = 5;

/** A choice is kept over the trouble, and whether an outside number was reached; a number is not written into an address, and asked for again. */
function keptOf(event: CallEvent | undefined): [string, string][] {
  if (event?.kind === 'outside-over') return [['outcome', event.status]];
  return event?.kind === 'keys' && event.digits.length <= 1 ? [['typed', event.digits], ['finished', event.finishedBy ?? '']] : [];
}

export function createDocuments(parts: { inForce: () => { prompts: Prompts; centre: Centre }; promptsOf: (version: string) => Prompts; urls: () => Urls; publicUrl: () => string; duty: () => E164 | undefined; sound: (voicemail: string) => string }): Documents {
  const { urls, inForce } = parts;
  const audio = (fromS: number, seconds: number) => `${parts.publicUrl()}/audio/hold.wav?from=${Math.round(fromS) % loopSeconds}&seconds=${Math.round(seconds)}`;
  const words = (key: string) => {
    const { prompts, centre } = inForce();
    return fallbackLanguages(centre.lines).map((language) => prompts.speak(key, {}, language));
  };
  const sorry = () => {
    const duty = parts.duty();
    return fallbackDocument({ apology: words('trouble.person'), again: words('trouble.sorry'), ...(duty === undefined ? {} : { duty }) });
  };
  const render: Documents['render'] = (call, instructions) => renderTwiml(instructions.length === 0 ? [{ do: 'hang-up' }] : instructions, {
    url: { ...urls().scene(call.id, call.document, audio), sound: parts.sound },
    speak: (key, values, language) => {
      const { recorded, ...speech } = parts.promptsOf(call.flows).speak(key, values, language);
      return recorded === undefined ? speech : { ...speech, audioUrl: `${parts.publicUrl()}${recorded}` };
    },
    legS: inForce().centre.settings.legS,
  });
  return {
    render,
    announcement: (call, what) => render(call, [{ do: 'say', key: ANNOUNCEMENTS[what], values: {}, language: call.language }]),
    holdMusic: () => holdMusicTwiml(Array.from({ length: loopSeconds / SEGMENT_S }, (_, index) => audio(index * SEGMENT_S, SEGMENT_S)), urls().hold),
    ringing: () => holdMusicTwiml(Array.from({ length: RINGS }, () => `${parts.publicUrl()}/audio/ringing.wav`), urls().ringing),
    trouble(target, retry, event) {
      const { path, query: asked } = splitTarget(parts.publicUrl(), target);
      const query = new URLSearchParams(asked);
      const tries = Number(query.get('try') ?? '0') + 1;
      if (!retry || tries > TRIES_MAX) return sorry();
      query.set('try', String(tries));
      for (const [name, value] of keptOf(event)) query.set(name, value);
      return troubleTwiml(words('trouble.moment').slice(0, 1), `${parts.publicUrl()}${path}?${query.toString()}`);
    },
    sorry,
  };
}
