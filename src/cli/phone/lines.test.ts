import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from './lab-phone.ts';
import { clockText, eventLine, pressedLine } from './lines.ts';

const plain = { colour: false };
const call = { sid: 'CA1', from: '+13125550142', to: '+18885550100', direction: 'inbound', status: 'completed', in: 'document' };
const heard = (fields: object): PhoneEvent => ({ event: 'heard', heard: { sid: 'CA1', kind: 'say', text: 'Welcome.', ...fields } });

describe('what one hears, as lines', () => {
  it.each<[PhoneEvent, boolean, string | undefined]>([
    [{ event: 'held' }, false, undefined],
    [{ event: 'moved', call }, false, undefined],
    [{ event: 'call', call }, false, '  0:07  dialling +18885550100'],
    [{ event: 'call', call: { ...call, direction: 'outbound-api', from: '+14085550100', to: '+12025550101' } }, true, '  0:07  ringing: +14085550100 calls +12025550101 — a answer, d decline'],
    [{ event: 'answered', call }, false, '  0:07  connected'],
    [heard({}), false, '  0:07  “Welcome.”'],
    [heard({ language: 'en-US', cut: true }), false, '  0:07  “Welcome.” (cut short)'],
    [heard({ language: 'es-US', text: 'Bienvenidos.' }), false, '  0:07  “Bienvenidos.” (es-US)'],
    [heard({ kind: 'play', text: 'http://127.0.0.1:3000/audio/hold.wav?from=0&seconds=20' }), false, '  0:07  ♪ hold music'],
    [heard({ kind: 'play', text: 'http://x.invalid/other.wav' }), false, '  0:07  ♪ http://x.invalid/other.wav'],
    [heard({ kind: 'beep', text: 'beep' }), false, '  0:07  beep'],
    [heard({ kind: 'silence', text: 'alone in the room' }), false, '  0:07  silence: alone in the room'],
    [heard({ kind: 'room', text: '+12025550101: Hello' }), false, '  0:07  +12025550101: Hello'],
    [{ event: 'ended', call }, false, '  0:07  The call is over.'],
    [{ event: 'ended', call: { ...call, status: 'no-answer' } }, false, '  0:07  Nobody answered.'],
    [{ event: 'ended', call: { ...call, status: 'failed' } }, false, '  0:07  The call failed: is the service running, and does the number have a line?'],
  ])('%o', (event, holding, text) => {
    expect(eventLine(plain, event, 7_400, holding)).toBe(text);
  });

  it.each([[0, '0:00'], [59_999, '0:59'], [60_000, '1:00'], [3_600_000, '60:00'], [-1, '0:00']])('%d ms are %s', (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });

  it('say what one presses', () => {
    expect(pressedLine(plain, 0, '12#')).toBe('  0:00  you press 1 2 #');
  });

  it('are coloured on a screen that has colours', () => {
    expect(eventLine({ colour: true }, { event: 'answered', call }, 0, false)).toContain('\u001b[');
  });
});
