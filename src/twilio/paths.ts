// The addresses we give the carrier, built in one place, and read again by webhook.ts. No personal data in any of them.
import type { Announced } from '../call/effects.ts';
import type { SceneUrls } from './twiml.ts';

/** Paths below PUBLIC_URL. */
export const paths = {
  incoming: '/voice',
  line: '/voice/status',
  turn: '/voice/turn',
  document: '/voice/document',
  leg: '/voice/leg',
  room: '/voice/room',
  recording: '/voice/recording',
  conversation: '/voice/conversation',
  announce: '/voice/announce',
  message: '/voice/message',
  hold: '/voice/hold',
  ringing: '/voice/ringing',
} as const;

/**
 * What we ask of the carrier when one of our processes dies under a webhook (page "Webhooks connection overrides"): one
 * more try after a lost connection, a 5xx or seven seconds of nothing, so that both tries fit into the fifteen seconds
 * a document may take. Twilio itself retries only lost connections. Every webhook of ours may be repeated.
 */
export const retryOnce = 'ct=2000&rt=7000&rc=1&rp=ct,rt,5xx';

export interface Urls {
  incoming: string;
  line: string;
  hold: string;
  ringing: string;
  turn(call: string, turn: number): string;
  document(call: string, turn: number): string;
  leg(call: string): string;
  room(room: string): string;
  recording(call: string, part: number): string;
  conversation(call: string): string;
  announce(call: string, what: Announced): string;
  message(message: string): string;
  /** All that a document of this call may mention; `turn` is the number of the document, by which an older one is told. */
  scene(call: string, turn: number, audio: SceneUrls['audio']): SceneUrls;
}

/** Ids are opaque and need no escaping: [A-Za-z0-9_-]. `overrides` is empty for a provider that does not know them. */
export function urls(publicUrl: string, overrides: string = retryOnce): Urls {
  const base = publicUrl.replace(/\/+$/, '');
  const end = overrides === '' ? '' : `#${overrides}`;
  const turn = (call: string, number: number) => `${base}${paths.turn}?c=${call}&t=${number}${end}`;
  const room = (name: string) => `${base}${paths.room}?r=${name}${end}`;
  const recording = (call: string, part: number) => `${base}${paths.recording}?c=${call}&p=${part}${end}`;
  return {
    incoming: `${base}${paths.incoming}${end}`,
    line: `${base}${paths.line}${end}`,
    hold: `${base}${paths.hold}${end}`,
    ringing: `${base}${paths.ringing}${end}`,
    turn,
    document: (call, number) => `${base}${paths.document}?c=${call}&t=${number}${end}`,
    leg: (call) => `${base}${paths.leg}?c=${call}${end}`,
    room,
    recording,
    conversation: (call) => `${base}${paths.conversation}?c=${call}${end}`,
    announce: (call, what) => `${base}${paths.announce}?c=${call}&k=${what}${end}`,
    message: (message) => `${base}${paths.message}?m=${message}${end}`,
    scene: (call, number, audio) => ({
      turn: turn(call, number),
      recordingStatus: (part) => recording(call, part),
      roomStatus: room,
      ringing: `${base}${paths.ringing}${end}`,
      audio,
    }),
  };
}

/** Adds a query field to one of these addresses, before the part that only speaks to the carrier. */
export function withField(url: string, field: string): string {
  const hash = url.indexOf('#');
  return hash < 0 ? `${url}&${field}` : `${url.slice(0, hash)}&${field}${url.slice(hash)}`;
}
