// The exchange: legs begin, ring, are answered, redirected and end here, and their status callbacks go out (page on the Call resource).
import { rfc2822, type Carrier } from './carrier.ts';
import { callParams } from './call-params.ts';
import { Leg, type CallStatus, type Direction, type LegOptions, type StatusCallback } from './leg.ts';
import { callTimeoutSecondsDefault, finishedCallsMax, ringGraceMs } from './limits.ts';
import { Player, type PlayerOptions } from './player.ts';
import type { DocumentRequest } from './stage.ts';

/** What a new document is: an address to ask, or TwiML handed over. */
export type Script = DocumentRequest | { twiml: string };

export interface DialOut {
  from: string;
  to: string;
  direction: Exclude<Direction, 'inbound'>;
  parentSid?: string;
  statusCallback?: StatusCallback;
  fallback?: LegOptions['fallback'];
  timeoutMs?: number;
  timeLimitMs?: number;
  onAnswered: (leg: Leg) => void;
  onEnded?: (leg: Leg, status: CallStatus) => void;
}

/** A leg that talks to another through Dial Number, seen from the one that was dialled. */
export interface Bridge {
  voice(ms: number, words: string): void;
  /** This leg has been redirected away. */
  onTaken(): void;
}

const terminal: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];
export const isOver = (status: CallStatus) => terminal.includes(status);

export function createExchange(carrier: Carrier) {
  const { clock, ids } = carrier;
  const legs = new Map<string, Leg>();
  const players = new Map<string, Player>();
  const bridges = new Map<string, Bridge>();
  const onEnds = new Map<string, (leg: Leg, status: CallStatus) => void>();
  const onAnswers = new Map<string, (leg: Leg) => void>();
  let finished = 0;
  let createFreeAt = 0;

  /** Somebody dials one of the account's numbers. Inbound calls are not limited per second. */
  function incoming(from: string, to: string, forwardedFrom?: string): Leg {
    const number = carrier.numbers.get(to);
    const leg = begin({
      sid: ids.sid('CA'), from, to, direction: 'inbound', callToken: ids.token(), ...(forwardedFrom && { forwardedFrom }),
      ...(number?.statusCallback && { statusCallback: { url: number.statusCallback, method: 'POST', events: ['completed'] } }),
      ...(number?.fallbackUrl && { fallback: { url: number.fallbackUrl, method: 'POST' } }),
    }, 'ringing');
    leg.startedAt = clock.now();
    leg.moveTo('ringing');
    leg.hear('ringing', to);
    if (number) playerOf(leg).play({ url: number.voiceUrl, method: number.voiceMethod ?? 'POST' });
    else {
      leg.hear('say', 'The number you have dialled is not in service.');
      end(leg, 'failed');
    }
    return leg;
  }

  /** Rings a phone. Calls made over REST wait their turn in the account's calls per second; dialled legs do not. */
  function dialOut(options: DialOut): Leg {
    const { from, to, direction, parentSid, statusCallback, fallback } = options;
    const leg = begin({
      sid: ids.sid('CA'), from, to, direction, ...(parentSid && { parentSid }), ...(statusCallback && { statusCallback }), ...(fallback && { fallback }),
    }, 'queued');
    onAnswers.set(leg.sid, (answered) => {
      if (options.timeLimitMs !== undefined) answered.after(options.timeLimitMs, () => end(answered, 'completed'));
      options.onAnswered(answered);
    });
    if (options.onEnded) onEnds.set(leg.sid, options.onEnded);
    const waitMs = direction === 'outbound-api' ? takeSlot() : 0;
    if (waitMs > 0) leg.after(waitMs, () => ring(leg, options));
    else ring(leg, options);
    return leg;
  }

  function takeSlot(): number {
    const startsAt = Math.max(clock.now(), createFreeAt);
    createFreeAt = startsAt + 1_000 / carrier.faults.callsPerSecond;
    return startsAt - clock.now();
  }

  function ring(leg: Leg, options: DialOut): void {
    leg.startedAt = clock.now();
    tell(leg, 'initiated', 'initiated');
    leg.setStatus('ringing');
    leg.moveTo('ringing');
    tell(leg, 'ringing');
    leg.after((options.timeoutMs ?? callTimeoutSecondsDefault * 1_000) + ringGraceMs, () => {
      if (leg.status === 'ringing') end(leg, 'no-answer');
    });
    // Never within the request that created it: its sid is not known to anybody yet.
    leg.after(0, () => {
      leg.emit('ringing');
      if (carrier.numbers.get(leg.to)) {
        carrier.log.error(0, `${leg.to} is one of the account's own numbers: the lab does not connect such calls`, leg.sid);
        return end(leg, 'failed');
      }
      carrier.phones.get(leg.to).ring(leg);
    });
  }

  function begin(options: LegOptions, status: CallStatus): Leg {
    const leg = new Leg(clock, options, status);
    legs.set(leg.sid, leg);
    leg.hands = {
      key: (key) => players.get(leg.sid)?.key(key),
      voice: (ms, words) => (bridges.get(leg.sid) ?? players.get(leg.sid))?.voice(ms, words),
      hangUp: () => end(leg, leg.status === 'in-progress' ? 'completed' : leg.direction === 'inbound' ? 'no-answer' : 'busy'),
      pickUp: () => pickUp(leg),
      decline: () => {
        if (leg.direction !== 'inbound' && leg.status === 'ringing') end(leg, 'busy');
      },
    };
    return leg;
  }

  /** The holder of a ringing phone takes the call. */
  function pickUp(leg: Leg): void {
    if (leg.direction === 'inbound' || leg.status !== 'ringing') return;
    answer(leg);
    const run = onAnswers.get(leg.sid);
    onAnswers.delete(leg.sid);
    run?.(leg);
  }

  /** The leg is answered, if it was not yet. */
  function answer(leg: Leg): void {
    if (leg.status !== 'ringing') return;
    leg.setStatus('in-progress');
    leg.answeredAt = clock.now();
    leg.moveTo('document');
    tell(leg, 'answered');
    leg.emit('answered');
  }

  function playerOf(leg: Leg): Player {
    const player = players.get(leg.sid) ?? new Player(carrier, leg, { onEnd: () => hangUp(leg) });
    players.set(leg.sid, player);
    return player;
  }

  /** A new document for a leg. Whatever it was in ends: its bridge, its room, its Gather. */
  function redirect(leg: Leg, script: Script): void {
    const bridge = bridges.get(leg.sid);
    bridges.delete(leg.sid);
    if (leg.options.direction === 'outbound-dial') {
      players.get(leg.sid)?.stop('redirected');
      players.delete(leg.sid);
      onEnds.delete(leg.sid);
    }
    bridge?.onTaken();
    leg.moveTo('document');
    if ('twiml' in script) playerOf(leg).perform(script.twiml);
    else playerOf(leg).play(script);
  }

  function end(leg: Leg, status: CallStatus): void {
    if (isOver(leg.status)) return;
    leg.setStatus(status);
    players.get(leg.sid)?.stop('hung-up');
    for (const recording of carrier.recordings.ofCall(leg.sid)) carrier.recordings.end(recording);
    const onEnd = onEnds.get(leg.sid);
    for (const map of [players, bridges, onEnds, onAnswers]) map.delete(leg.sid);
    leg.close(status);
    if (leg.startedAt !== undefined) tell(leg, 'completed');
    leg.hands = undefined;
    onEnd?.(leg, status);
    finished += 1;
    if (finished > finishedCallsMax) forgetOldest();
  }

  /** The carrier is gone: legs end here and nobody is told, as nobody may be there any more. */
  function drop(): void {
    for (const leg of [...legs.values()].filter(({ over }) => !over)) leg.close('failed');
    for (const map of [players, bridges, onEnds, onAnswers]) map.clear();
  }

  /** Ended by the service: a call of its own that was never answered is canceled. */
  const hangUp = (leg: Leg) => end(leg, leg.answeredAt !== undefined || leg.direction === 'inbound' ? 'completed' : 'canceled');

  function forgetOldest(): void {
    for (const leg of legs.values()) {
      if (!leg.over) continue;
      legs.delete(leg.sid);
      finished -= 1;
      return;
    }
  }

  /** Fires a status callback if the leg's maker asked for this event. Every other one may be held back by a switch. */
  function tell(leg: Leg, event: 'initiated' | 'ringing' | 'answered' | 'completed', status: string = leg.status): void {
    const { statusCallback } = leg.options;
    if (!statusCallback?.events.includes(event)) return;
    const sequence = leg.sequence++;
    const seconds = String(Math.round(((leg.endedAt ?? clock.now()) - (leg.answeredAt ?? leg.endedAt ?? clock.now())) / 1_000));
    const params = {
      ...callParams(carrier, leg), CallStatus: status, SequenceNumber: String(sequence), CallbackSource: 'call-progress-events', Timestamp: rfc2822(clock.now()),
      ...(event === 'completed' && { CallDuration: seconds, Duration: String(Math.ceil(Number(seconds) / 60)) }),
    };
    const send = () => void carrier.webhooks.deliverInOrder(leg.sid, { kind: 'status', url: statusCallback.url, method: statusCallback.method, params });
    const heldBackMs = sequence % 2 === 0 ? carrier.faults.reorderStatusCallbacksMs : 0;
    if (heldBackMs > 0) clock.after(heldBackMs, send);
    else send();
  }

  return {
    incoming, dialOut, pickUp, answer, redirect, end, drop, hangUp, playerOf,
    cancel: (leg: Leg) => end(leg, 'canceled'),
    reject: (leg: Leg, status: 'busy' | 'no-answer') => end(leg, status),
    /** A document of its own for a dialled leg, before it is bridged. */
    whisper(leg: Leg, request: DocumentRequest, options: PlayerOptions): void {
      const player = new Player(carrier, leg, options);
      players.set(leg.sid, player);
      player.play(request);
    },
    setBridge: (leg: Leg, bridge: Bridge) => void bridges.set(leg.sid, bridge),
    get: (sid: string) => legs.get(sid),
    all: () => [...legs.values()],
    live: () => [...legs.values()].filter((leg) => !leg.over),
  };
}

export type Exchange = ReturnType<typeof createExchange>;
