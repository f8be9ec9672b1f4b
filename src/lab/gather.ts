// Gather: prompts that the first key cuts off, and the keys themselves (page on Gather).
import type { Cancel } from '../clock.ts';
import { actionOf, type Perform } from './stage.ts';
import { isTrue, wholeNumber } from './twiml.ts';
import { soundsOf, type Playing } from './sounds.ts';

const timeoutSecondsDefault = 5;
const speechPauseMsAuto = 1_000;

export const gather: Perform = (verb, stage) => {
  const { carrier, leg } = stage;
  const { faults, log } = carrier;
  const { attributes } = verb;
  const finishKey = finishKeyOf(attributes['finishOnKey'], (wrong) => log.warn(13310, `finishOnKey="${wrong}": expected one key or nothing; # is taken`, leg.sid));
  const length = wholeNumber(attributes['numDigits'], Infinity);
  const timeoutMs = wholeNumber(attributes['timeout'], timeoutSecondsDefault) * 1_000;
  const input = (attributes['input'] ?? 'dtmf').split(/\s+/);
  const asksOnEmpty = isTrue(attributes['actionOnEmptyResult'], false);

  let keys = '';
  let over = false;
  let cancel: Cancel | undefined;
  let prompt: Playing | undefined;

  const listen = (ms = timeoutMs) => {
    cancel?.();
    cancel = leg.after(ms, () => end(''));
  };

  /** Over: by time or length (`endedBy` empty), or by the finish key. */
  function end(endedBy: string): void {
    const bareFinishKey = keys === '' && endedBy !== '';
    const asks = keys !== '' || (asksOnEmpty && !(bareFinishKey && faults.finishKeyFirstIgnoresEmptyResult));
    if (!asks) return finish();
    finish({
      ...(keys === '' && faults.emptyDigitsOmitted ? {} : { Digits: keys }),
      ...(faults.finishedOnKeyMissing ? {} : { FinishedOnKey: endedBy }),
      msg: 'Gather End',
    });
  }

  function finish(result?: Record<string, string>): void {
    stop();
    if (!result) return stage.next();
    const action = actionOf(verb, stage, 'current document');
    if (action) stage.go({ ...action, params: result });
  }

  function stop(): void {
    over = true;
    cancel?.();
    prompt?.stop();
  }

  function key(pressed: string): void {
    if (over || !input.includes('dtmf')) return;
    prompt?.stop();
    if (pressed === finishKey) return end(pressed);
    keys += pressed;
    if (keys.length >= length) end('');
    else listen();
  }

  function voice(ms: number, words: string): void {
    if (over || !input.includes('speech') || words === '') return;
    prompt?.stop();
    const pauseMs = attributes['speechTimeout'] === 'auto' ? speechPauseMsAuto : wholeNumber(attributes['speechTimeout'], timeoutMs / 1_000) * 1_000;
    cancel?.();
    cancel = leg.after(ms + pauseMs, () => finish({ SpeechResult: words, Confidence: '0.9', Language: attributes['language'] ?? 'en-US' }));
  }

  const ahead = leg.typedAhead;
  leg.typedAhead = '';
  const sounds = verb.children.flatMap((child) => soundsOf(child, (url) => stage.resolve(url) ?? url));
  if (ahead === '') prompt = carrier.sounds.perform(leg, sounds, () => (over ? undefined : listen()));
  for (const pressed of ahead) key(pressed);
  return { key, voice, stop };
};

/** One of the keys or nothing; Twilio warns of anything else and, we assume, falls back to `#`. */
function finishKeyOf(text: string | undefined, onWrong: (text: string) => void): string {
  if (text === undefined) return '#';
  if (/^[0-9*#]?$/.test(text)) return text;
  onWrong(text);
  return '#';
}
