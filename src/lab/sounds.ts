// Sounds on a leg: says, plays and pauses one after another, and can be cut short at any moment.
import type { Cancel, Clock } from '../clock.ts';
import type { Heard, Leg } from './leg.ts';
import { audioFilesMax, loopsMax, playMsDefault, toneMs } from './limits.ts';
import type { Log } from './log.ts';
import { fileMs, speechMs } from './sound.ts';
import { wholeNumber, type Verb } from './twiml.ts';
import type { Webhooks } from './webhook.ts';

type Sound =
  | { kind: 'say'; text: string; voice: { language?: string; voice?: string } }
  | { kind: 'play'; url: string }
  | { kind: 'tones'; keys: string }
  | { kind: 'pause'; ms: number };

export interface Playing {
  stop(): void;
}

/** `resolve` makes a full address of one that is relative to the document. */
export function soundsOf(verb: Verb, resolve: (url: string) => string): { sound: Sound; rounds: number }[] {
  const { attributes, text } = verb;
  const asked = wholeNumber(attributes['loop'], 1);
  const rounds = asked === 0 ? loopsMax : asked;
  if (verb.name === 'Pause') return [{ sound: { kind: 'pause', ms: wholeNumber(attributes['length'], 1) * 1_000 }, rounds: 1 }];
  if (verb.name === 'Say') {
    const { language, voice } = attributes;
    return text ? [{ sound: { kind: 'say', text, voice: { ...(language && { language }), ...(voice && { voice }) } }, rounds }] : [];
  }
  if (attributes['digits']) return [{ sound: { kind: 'tones', keys: attributes['digits'] }, rounds }];
  return text ? [{ sound: { kind: 'play', url: resolve(text) }, rounds }] : [];
}

export function createSounds(world: { clock: Clock; log: Log; webhooks: Webhooks }) {
  /** How long each file fetched so far lasts. */
  const files = new Map<string, number>();

  /** Plays for one leg. All files are fetched before the first sounds (page on Gather); a file that cannot be had plays nothing. */
  function perform(leg: Leg, list: { sound: Sound; rounds: number }[], onEnd: () => void): Playing {
    let stopped = false;
    let sounding: { heard?: Heard; cancel: Cancel } | undefined;
    let at = 0;
    let round = 0;

    function next(): void {
      if (stopped) return;
      const item = list[at];
      if (!item) {
        stopped = true;
        onEnd();
        return;
      }
      round += 1;
      if (round >= item.rounds) {
        at += 1;
        round = 0;
      }
      const { ms, heard } = begin(leg, item.sound);
      if (ms === 0) next();
      else sounding = { ...(heard && { heard }), cancel: leg.after(ms, next) };
    }

    const missing = list.flatMap(({ sound }) => (sound.kind === 'play' && !files.has(sound.url) ? [sound.url] : []));
    if (missing.length === 0) next();
    else void Promise.all([...new Set(missing)].map((url) => fetchFile(url, leg.sid))).then(next);

    return {
      stop() {
        if (stopped) return;
        stopped = true;
        sounding?.cancel();
        if (sounding?.heard) sounding.heard.cut = true;
      },
    };
  }

  function begin(leg: Leg, sound: Sound): { ms: number; heard?: Heard } {
    switch (sound.kind) {
      case 'say':
        return { ms: speechMs(sound.text), heard: leg.hear('say', sound.text, sound.voice) };
      case 'play': {
        const ms = files.get(sound.url) ?? 0;
        return ms === 0 ? { ms } : { ms, heard: leg.hear('play', sound.url) };
      }
      case 'tones':
        return { ms: sound.keys.length * toneMs, heard: leg.hear('play', `tones ${sound.keys}`) };
      case 'pause':
        return { ms: sound.ms, heard: leg.hear('silence', `${sound.ms / 1_000} s`) };
      default:
        return sound satisfies never;
    }
  }

  async function fetchFile(url: string, callSid: string): Promise<void> {
    const answer = await world.webhooks.deliver({ kind: 'audio', url, method: 'GET', params: {} });
    if (answer.kind === 'failed') return world.log.error(answer.code, `Play: ${answer.message}`, callSid);
    if (answer.status >= 400) return world.log.error(11200, `Play: ${url} answers ${answer.status}`, callSid);
    if (!answer.contentType.startsWith('audio/')) return world.log.error(12300, `Play: ${url} is "${answer.contentType}", expected audio/…`, callSid);
    const ms = fileMs(Buffer.from(answer.body, 'latin1'));
    const [oldest] = files.keys();
    if (files.size >= audioFilesMax && oldest !== undefined) files.delete(oldest);
    files.set(url, ms > 0 ? ms : playMsDefault);
  }

  return { perform };
}

export type Sounds = ReturnType<typeof createSounds>;
