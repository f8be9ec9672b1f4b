import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import { describe, expect, it } from 'vitest';
import type { E164 } from '../phone/number.ts';
import { fallbackDocument, fallbackLanguages } from './fallback.ts';

const apology = [
  { text: 'We are sorry & working on it.', language: 'en-US', voice: 'Polly.Joanna-Neural' },
  { text: 'Lo sentimos.', language: 'es-US' },
];
const again = [{ text: 'Please call again.', language: 'en-US' }];

describe('a caller who meets none of our machines', () => {
  it('hears an apology in every language, is put through to whoever is on duty, and else is asked to call again', () => {
    const response = new VoiceResponse();
    response.say({ voice: 'Polly.Joanna-Neural', language: 'en-US' }, 'We are sorry & working on it.');
    response.say({ language: 'es-US' }, 'Lo sentimos.');
    response.dial({ timeout: 20, callerId: '+18885550100' }, '+12025550199');
    response.say({ language: 'en-US' }, 'Please call again.');
    response.hangup();
    expect(fallbackDocument({ apology, again, duty: '+12025550199' as E164, callerId: '+18885550100' as E164 })).toBe(response.toString());
  });

  it('still hears both where nobody is on duty', () => {
    expect(fallbackDocument({ apology, again })).not.toContain('<Dial');
    expect(fallbackDocument({ apology, again })).toMatch(/sorry &amp; working.*call again.*<Hangup\/>/);
  });

  it('never hears nothing', () => {
    expect(() => fallbackDocument({ apology: [], again })).toThrow('expected at least one apology');
  });

  it('hears the first two languages of each line, and no more', () => {
    expect(fallbackLanguages([{ languages: ['en', 'es', 'fr', 'de'] }, { languages: ['ja', 'en', 'ko'] }, { languages: ['en'] }])).toEqual(['en', 'es', 'ja']);
  });

  it('asks nothing of us', () => {
    expect(fallbackDocument({ apology, again, duty: '+12025550199' as E164 })).not.toContain('http');
  });
});
