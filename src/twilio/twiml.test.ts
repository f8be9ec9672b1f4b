import fc from 'fast-check';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { describe, expect, it } from 'vitest';
import type { Instruction, Spoken } from '../call/instruction.ts';
import type { E164 } from '../phone/number.ts';
import { lintTwiml } from './lint.ts';
import { urls } from './paths.ts';
import { documentBytesMax, holdMusicTwiml, renderTwiml, signalWireDialect, type Scene, type Speech } from './twiml.ts';

const audio = (fromS: number, seconds: number) => `https://phone.example.com/audio/hold.wav?from=${fromS}&for=${seconds}`;
const speeches: Record<string, Speech> = {
  'front.recorded': { text: 'Welcome', language: 'en-US', audioUrl: 'https://phone.example.com/audio/welcome.wav?a=1&b=2' },
  'front.plain': { text: 'Tom & Jerry <3 "quotes"', language: 'en-US' },
};
const scene: Scene = {
  url: { ...urls('https://phone.example.com', '').scene('call-0001', 4, audio), sound: (voicemail) => `https://phone.example.com/audio/voicemail.wav?v=${voicemail}` },
  speak: (key, values, language) => speeches[key] ?? { text: String(values['text'] ?? key), voice: 'Polly.Joanna-Neural', language },
  legS: 86_400,
};
const turn = 'https://phone.example.com/voice/turn?c=call-0001&t=4';
const document = (inner: string) => `<?xml version="1.0" encoding="UTF-8"?><Response>${inner}</Response>`;
const say = (text: string): Spoken => ({ do: 'say', key: 'front.menu', values: { text }, language: 'en-US' });

/** What the official library makes of the same instructions: the oracle. */
function oracle(instructions: readonly Instruction[]): string {
  const response = new VoiceResponse();
  for (const instruction of instructions) {
    switch (instruction.do) {
      case 'say': case 'music': case 'pause': case 'sound': speakWith(response, instruction); break;
      case 'keys': {
        const gather = response.gather({
          input: ['dtmf'], finishOnKey: instruction.finishKey, ...(instruction.most === undefined ? {} : { numDigits: instruction.most }),
          timeout: instruction.timeoutS, actionOnEmptyResult: true, action: `${turn}&keys=1`, method: 'POST',
        });
        for (const part of instruction.spoken) speakWith(gather, part);
        response.redirect({ method: 'POST' }, `${turn}&fell=1`);
        break;
      }
      case 'record': {
        response.record({
          action: `${turn}&p=${instruction.part}`, method: 'POST', maxLength: instruction.mostS, timeout: instruction.silenceS, finishOnKey: instruction.finishKeys,
          playBeep: true, trim: 'do-not-trim', recordingStatusCallback: `https://phone.example.com/voice/recording?c=call-0001&p=${instruction.part}`,
          recordingStatusCallbackEvent: ['completed', 'absent'], recordingStatusCallbackMethod: 'POST',
        });
        response.redirect({ method: 'POST' }, `${turn}&p=${instruction.part}&fell=1`);
        break;
      }
      case 'room':
        response.dial({ ...(instruction.as === 'agent' ? { hangupOnStar: true } : {}), timeLimit: 86_400, action: `${turn}&room=1`, method: 'POST' }).conference({
          beep: 'false', startConferenceOnEnter: true, endConferenceOnExit: instruction.as === 'caller', ...(instruction.ringing && { waitUrl: 'https://phone.example.com/voice/ringing' }), statusCallback: `https://phone.example.com/voice/room?r=${instruction.room}`,
          statusCallbackEvent: ['start', 'end', 'join', 'leave'], statusCallbackMethod: 'POST',
        }, instruction.room);
        break;
      case 'connect':
        response.dial({ callerId: instruction.shows, timeout: instruction.ringS, ...(instruction.star && { hangupOnStar: true }), timeLimit: 86_400, action: `${turn}&outside=1`, method: 'POST' }).number(instruction.to);
        break;
      case 'again': response.redirect({ method: 'POST' }, turn); break;
      case 'hang-up': response.hangup(); break;
      default: throw new Error(instruction satisfies never);
    }
  }
  return response.toString();
}

function speakWith(target: Pick<VoiceResponse, 'say' | 'play' | 'pause'>, part: Spoken): void {
  if (part.do === 'pause') return void target.pause({ length: part.seconds });
  if (part.do === 'sound') return void target.play(`https://phone.example.com/audio/voicemail.wav?v=${part.voicemail}`);
  if (part.do === 'music') return void target.play(audio(part.fromS, part.seconds));
  const speech = scene.speak(part.key, part.values, part.language);
  if (speech.audioUrl !== undefined) return void target.play(speech.audioUrl);
  // The library throws at characters XML forbids; we leave them out.
  const words = [...speech.text].filter((character) => !isForbidden(character)).join('');
  if (words.trim() !== '') target.say({ ...(speech.voice === undefined ? {} : { voice: speech.voice as 'alice' }), language: speech.language as 'en-US' }, words);
}

const isForbidden = (character: string) => {
  const code = character.codePointAt(0) ?? 0;
  return (code < 32 && ![9, 10, 13].includes(code)) || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff;
};

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('', ' ', '\u0000\uD800', 'a\uDC00b', '<Hangup/>', '&amp;', ']]>', '\r\n\t', '日本語です', '🚑'));
const anySpoken: fc.Arbitrary<Spoken> = fc.oneof(
  anyText.map(say),
  fc.constantFrom<Spoken>({ do: 'say', key: 'front.recorded', values: {}, language: 'en-US' }, { do: 'say', key: 'front.plain', values: {}, language: 'en-US' }),
  fc.record({ do: fc.constant('music' as const), fromS: fc.nat(600), seconds: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ do: fc.constant('pause' as const), seconds: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ do: fc.constant('sound' as const), voicemail: fc.stringMatching(/^[A-Za-z0-9_-]{1,20}$/), seconds: fc.integer({ min: 1, max: 300 }) }),
);
const anyEnd: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({
    do: fc.constant('keys' as const), spoken: fc.array(anySpoken, { maxLength: 4 }), finishKey: fc.constantFrom('' as const, '#' as const, '*' as const),
    most: fc.integer({ min: 1, max: 20 }), timeoutS: fc.integer({ min: 1, max: 20 }),
  }, { requiredKeys: ['do', 'spoken', 'finishKey', 'timeoutS'] }) as fc.Arbitrary<Instruction>,
  fc.record({ do: fc.constant('record' as const), part: fc.nat(20), mostS: fc.integer({ min: 1, max: 300 }), silenceS: fc.nat(10), finishKeys: fc.constantFrom('', '#', '1234567890*#') }),
  fc.record({ do: fc.constant('room' as const), room: fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/), as: fc.constantFrom('caller' as const, 'agent' as const) }),
  fc.record({ do: fc.constant('room' as const), room: fc.constant('room-0001'), as: fc.constant('agent' as const), ringing: fc.constant(true as const) }),
  fc.record({ do: fc.constant('connect' as const), to: fc.constantFrom('+14155550100' as E164, '+442079460001' as E164), shows: fc.constant('+18885550100' as E164), ringS: fc.integer({ min: 5, max: 600 }) }),
  fc.constant<Instruction>({ do: 'connect', to: '+14155550100' as E164, shows: '+18885550100' as E164, ringS: 30, star: true }),
  fc.constantFrom<Instruction>({ do: 'again' }, { do: 'hang-up' }),
);
const anyDocument = fc.tuple(fc.array(anySpoken, { maxLength: 4 }), anyEnd).map(([spoken, end]): Instruction[] => [...spoken, end]);

describe('a document for the carrier', () => {
  it('is the one the official library would write, for any instructions and any words', () => {
    fc.assert(fc.property(anyDocument, (instructions) => {
      const rendered = renderTwiml(instructions, scene);
      expect(rendered).toBe(oracle(instructions));
      expect(lintTwiml(rendered)).toEqual([]);
    }), { numRuns: 500 });
  });

  it('asks for the first menu on one Gather, its prompt nested so that early keys count', () => {
    const menu: Instruction = { do: 'keys', spoken: [say('Press star')], finishKey: '*', most: 13, timeoutS: 4 };
    expect(renderTwiml([menu], scene)).toBe(document(
      '<Gather input="dtmf" finishOnKey="*" numDigits="13" timeout="4" actionOnEmptyResult="true"'
      + ' action="https://phone.example.com/voice/turn?c=call-0001&amp;t=4&amp;keys=1" method="POST">'
      + '<Say voice="Polly.Joanna-Neural" language="en-US">Press star</Say></Gather>'
      + '<Redirect method="POST">https://phone.example.com/voice/turn?c=call-0001&amp;t=4&amp;fell=1</Redirect>',
    ));
  });

  it('lets a caller wait at least as long as was meant', () => {
    const wait = (timeoutS: number) => renderTwiml([{ do: 'keys', spoken: [], finishKey: '', timeoutS }], scene);
    expect(wait(3.2)).toContain('timeout="4"');
    expect(wait(0)).toContain('timeout="1"');
  });

  it('lets an agent out of the room alone by star, and ends the room when the caller leaves', () => {
    const as = (who: 'agent' | 'caller') => renderTwiml([{ do: 'room', room: 'room-0001', as: who }], scene);
    expect(as('agent')).toContain('<Dial hangupOnStar="true" timeLimit="86400"');
    expect(as('agent')).toContain('endConferenceOnExit="false"');
    expect(as('caller')).not.toContain('hangupOnStar');
    expect(as('caller')).toContain('endConferenceOnExit="true"');
  });

  it('keeps what speaks to the carrier at the end of every address', () => {
    const withOverrides = { ...scene, url: urls('https://phone.example.com').scene('call-0001', 4, audio) };
    const rendered = renderTwiml([{ do: 'keys', spoken: [], finishKey: '', timeoutS: 4 }], withOverrides);
    expect(rendered).toContain('t=4&amp;keys=1#ct=2000&amp;rt=7000&amp;rc=1&amp;rp=ct,rt,5xx"');
    expect(rendered).toContain('t=4&amp;fell=1#ct=2000');
  });

  it('lets # end a typed number at once where a provider takes several finish keys', () => {
    const keys = (finishKey: '' | '#' | '*') => renderTwiml([{ do: 'keys', spoken: [], finishKey, most: 13, timeoutS: 4 }], { ...scene, dialect: signalWireDialect });
    expect(keys('*')).toContain('finishOnKey="*#"');
    expect(keys('#')).toContain('finishOnKey="#"');
    expect(keys('')).toContain('finishOnKey=""');
    expect(lintTwiml(keys('*'))).toEqual([]);
  });

  it('leaves out what has no sound', () => {
    expect(renderTwiml([say('\u0007 '), { do: 'pause', seconds: 0 }, { do: 'music', fromS: 3, seconds: 0 }, { do: 'hang-up' }], scene)).toBe(document('<Hangup/>'));
  });

  it('told nothing is empty', () => {
    expect(renderTwiml([], scene)).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
  });

  it('is refused above 64 kB, counted in bytes', () => {
    const long = (characters: number) => renderTwiml([say('語'.repeat(characters)), { do: 'hang-up' }], scene);
    expect(Buffer.byteLength(long(21_000))).toBeLessThanOrEqual(documentBytesMax);
    expect(() => long(22_000)).toThrow('at most 65536 are allowed');
  });

  it('of hold music plays and asks for itself again', () => {
    const hold = 'https://phone.example.com/voice/hold';
    const urlsOfMusic = [audio(0, 20), audio(20, 20)];
    const response = new VoiceResponse();
    for (const url of urlsOfMusic) response.play(url);
    response.redirect({ method: 'POST' }, hold);
    expect(holdMusicTwiml(urlsOfMusic, hold)).toBe(response.toString());
    expect(lintTwiml(holdMusicTwiml(urlsOfMusic, hold))).toEqual([]);
    expect(() => holdMusicTwiml([], hold)).toThrow('expected at least one');
  });
});

describe('the lint of a document', () => {
  it.each([
    ['<Gather><Say>hello</Say></Gather><Hangup/>', ['<Gather> has no absolute action', '<Gather> does not say method="POST"']],
    ['<Record action="/voice" method="POST"/><Hangup/>', ['<Record> has no absolute action']],
    ['<Hangup/><Say>hello</Say>', ['<Say> is never reached: <Hangup> before it ends the document']],
    ['<Redirect>https://x.example/a</Redirect><Hangup/>', ['<Hangup> is never reached: <Redirect> before it ends the document']],
    ['<Say>hello</Say>', ['the document ends without saying what is next, so the carrier would hang up']],
    ['<Gather action="https://x.example/" method="POST" finishOnKey="12"><Hangup/></Gather><Hangup/>',
      ['<Gather> holds something other than Say, Play and Pause', '<Gather> has the finish key "12", expected one key or none']],
    ['<Play>hold.wav</Play><Say> </Say><Hangup/>', ['<Play> names "hold.wav", expected an absolute address']],
    ['', []],
  ])('of %s', (inner, expected) => {
    expect(lintTwiml(document(inner))).toEqual(expected);
  });

  it('names what is not XML and what is no Response', () => {
    expect(lintTwiml('<Response>')[0]).toContain('not XML');
    expect(lintTwiml('')[0]).toContain('not XML');
    expect(lintTwiml('<Answer/>')).toEqual(['the document begins with <Answer>, expected <Response>']);
  });
});
