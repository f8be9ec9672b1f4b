// Dial Number: other phones ring; the first to pick up wins, hears its whisper, and is bridged when that ends (pages on Dial and Number).
import type { Dialled, DialEnd } from './dial.ts';
import type { CallStatus, Leg } from './leg.ts';
import { dialTimeoutSecondsDefault } from './limits.ts';
import type { Stage } from './stage.ts';
import { wholeNumber, type Verb } from './twiml.ts';

const nounsMax = 10;
const whisperVerbs = ['Play', 'Say', 'Pause', 'Gather', 'Hangup', 'Redirect'];
/** Dial inside a whisper. */
const dialInWhisper = 13201;
const wrongCallerId = 13214;

export function dialNumbers(dial: Verb, stage: Stage, end: DialEnd): Dialled {
  const { carrier, leg } = stage;
  const { exchange } = carrier;
  const nouns = (dial.children.length > 0 ? dial.children : [{ name: 'Number', attributes: {}, children: [], text: dial.text }]).slice(0, nounsMax);
  const timeoutMs = Math.max(5, wholeNumber(dial.attributes['timeout'], dialTimeoutSecondsDefault)) * 1_000;
  const callerId = dial.attributes['callerId'] || leg.from;
  const sequential = dial.attributes['sequential'] === 'true';
  const ringing = new Set<Leg>();
  const waiting = [...nouns];
  let winner: Leg | undefined;
  let bridgedAt: number | undefined;
  let released = false;
  let lastStatus: CallStatus = 'no-answer';

  function ring(noun: Verb): void {
    const { attributes } = noun;
    const callbackUrl = attributes['statusCallback'] ? stage.resolve(attributes['statusCallback']) : undefined;
    const child = exchange.dialOut({
      from: callerId, to: noun.text, direction: 'outbound-dial', parentSid: leg.sid, timeoutMs,
      ...(callbackUrl && { statusCallback: {
        url: callbackUrl, method: attributes['statusCallbackMethod'] === 'GET' ? 'GET' : 'POST', events: (attributes['statusCallbackEvent'] ?? 'completed').split(/\s+/),
      } }),
      onAnswered: (answered) => pickedUp(answered, noun),
      onEnded: ended,
    });
    ringing.add(child);
  }

  function pickedUp(child: Leg, noun: Verb): void {
    ringing.delete(child);
    winner = child;
    waiting.length = 0;
    for (const other of ringing) exchange.cancel(other);
    ringing.clear();
    const url = noun.attributes['url'] ? stage.resolve(noun.attributes['url']) : undefined;
    if (url === undefined) return bridge(child);
    child.moveTo('document');
    exchange.whisper(child, { url, method: noun.attributes['method'] === 'GET' ? 'GET' : 'POST' }, {
      verbs: whisperVerbs, wrongVerb: dialInWhisper, onEnd: () => bridge(child), onFault: () => exchange.hangUp(child),
    });
  }

  /** The bridge comes about when the whisper ends, key or no key; only a Hangup in it prevents that. */
  function bridge(child: Leg): void {
    exchange.answer(leg);
    bridgedAt = carrier.clock.now();
    for (const [one, other] of [[leg, child], [child, leg]] as const) {
      one.moveTo('bridge');
      one.hear('room', `talking to ${other.phone}`);
    }
    exchange.setBridge(child, { voice: (ms, words) => hearVoice(leg, child, ms, words), onTaken: () => over(child, 'completed') });
  }

  function ended(child: Leg, status: CallStatus): void {
    ringing.delete(child);
    if (released) return;
    if (child === winner) return over(child, 'completed');
    lastStatus = status;
    if (winner || ringing.size > 0) return;
    const noun = sequential ? waiting.shift() : undefined;
    if (noun) ring(noun);
    else over(child, lastStatus);
  }

  function over(child: Leg, status: CallStatus): void {
    if (released) return;
    released = true;
    if (!leg.over) leg.moveTo('document');
    const seconds = bridgedAt === undefined ? 0 : Math.round((carrier.clock.now() - bridgedAt) / 1_000);
    end({ DialCallStatus: status, DialCallSid: child.sid, DialBridged: String(bridgedAt !== undefined), DialCallDuration: String(seconds) });
  }

  const allowed = callerId === leg.from || callerId === leg.to || carrier.numbers.get(callerId) !== undefined;
  if (!allowed || nouns.every(({ text }) => text === '')) {
    carrier.log.error(wrongCallerId, `Dial: caller id "${callerId}" is neither of this call nor of this account, or nobody is dialled`, leg.sid);
    released = true;
    end({ DialCallStatus: 'failed' });
  } else {
    leg.hear('ringing', nouns.map(({ text }) => text).join(', '));
    for (const noun of sequential ? waiting.splice(0, 1) : waiting.splice(0)) if (!released) ring(noun);
  }

  return {
    release() {
      released = true;
      for (const child of ringing) exchange.cancel(child);
      if (winner && !winner.over) exchange.hangUp(winner);
      if (!leg.over) leg.moveTo('document');
    },
    voice: (ms, words) => (winner && bridgedAt !== undefined ? hearVoice(winner, leg, ms, words) : undefined),
  };
}

function hearVoice(listener: Leg, speaker: Leg, ms: number, words: string): void {
  listener.hear('room', `${speaker.phone}: ${words || `voice, ${ms / 1_000} s`}`);
}
