// Record: a beep, then the caller's voice until silence, a key, the limit or the hang-up (page on Record).
import type { Cancel } from '../clock.ts';
import { beepMs } from './limits.ts';
import { secondsOf, type Recording } from './recordings.ts';
import { actionOf, type Perform, type Stop } from './stage.ts';
import { isTrue, wholeNumber } from './twiml.ts';

const silenceSecondsDefault = 5;
const lengthSecondsDefault = 3_600;

export const record: Perform = (verb, stage) => {
  const { carrier, leg } = stage;
  const { attributes } = verb;
  const finishKeys = attributes['finishOnKey'] ?? '1234567890*#';
  const silenceMs = wholeNumber(attributes['timeout'], silenceSecondsDefault) * 1_000;
  const lengthMs = wholeNumber(attributes['maxLength'], lengthSecondsDefault) * 1_000;
  const trims = attributes['trim'] !== 'do-not-trim';
  const callbackUrl = attributes['recordingStatusCallback'] ? stage.resolve(attributes['recordingStatusCallback']) : undefined;

  let recording: Recording | undefined;
  let spokenFrom: number | undefined;
  let spokenUntil = 0;
  let cancelSilence: Cancel | undefined;
  let cancelLength: Cancel | undefined;

  function begin(): void {
    recording = carrier.recordings.start({
      callSid: leg.sid, source: 'RecordVerb', channels: 1,
      ...(callbackUrl && { callback: {
        url: callbackUrl, method: attributes['recordingStatusCallbackMethod'] === 'GET' ? 'GET' : 'POST',
        events: (attributes['recordingStatusCallbackEvent'] ?? 'completed').split(/\s+/),
      } }),
    });
    cancelLength = leg.after(lengthMs, () => end(''));
    awaitSilence(silenceMs);
  }

  function awaitSilence(ms: number): void {
    cancelSilence?.();
    if (silenceMs > 0) cancelSilence = leg.after(ms, () => end(''));
  }

  /** A caller who never spoke leaves no recording: the next verb runs, as in the page's example. Else the action is asked. */
  function end(digits: string): void {
    const finished = close();
    if (finished === undefined || (digits === '' && spokenFrom === undefined)) return stage.next();
    const request = ask(finished, digits);
    if (request) stage.go(request);
  }

  function close(): Recording | undefined {
    cancelSilence?.();
    cancelLength?.();
    if (!recording) return undefined;
    const now = carrier.clock.now();
    const heardMs = spokenFrom === undefined ? 0 : Math.min(spokenUntil, now) - (trims ? spokenFrom : recording.startedAt);
    carrier.recordings.end(recording, spokenFrom === undefined || trims ? heardMs : now - recording.startedAt);
    return recording;
  }

  function ask(finished: Recording, digits: string) {
    const action = actionOf(verb, stage, 'current document');
    return action && { ...action, params: {
      RecordingUrl: carrier.recordings.urlOf(finished), RecordingSid: finished.sid, RecordingDuration: String(secondsOf(finished)), Digits: digits,
    } };
  }

  if (isTrue(attributes['playBeep'], true)) {
    leg.hear('beep', 'beep');
    cancelLength = leg.after(beepMs, begin);
  } else begin();

  return {
    key(key) {
      if (recording && finishKeys.includes(key)) end(key);
    },
    voice(ms) {
      if (!recording) return;
      const now = carrier.clock.now();
      spokenFrom ??= now;
      spokenUntil = Math.max(spokenUntil, now + ms);
      awaitSilence(spokenUntil - now + silenceMs);
    },
    /** A caller who hangs up has finished the recording with the word `hangup` for a key. */
    stop(why: Stop) {
      const finished = close();
      const request = finished && why === 'hung-up' ? ask(finished, 'hangup') : undefined;
      if (request) stage.tell(request);
    },
  };
};
