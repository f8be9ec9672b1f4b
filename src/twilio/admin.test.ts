import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memoryLog } from '../log.ts';
import { createTwilio, type TwilioCarrier } from './provider.ts';
import { openStub, type Reply, type Stub } from './stub.ts';

const accountSid = 'AC00000000000000000000000000000001';
const number = 'PN00000000000000000000000000000001';
const service = 'MG00000000000000000000000000000001';
const root = `/2010-04-01/Accounts/${accountSid}`;
const refusal = (status: number, code: number): Reply => ({ status, body: { status, code, message: 'no' } });
const row = {
  sid: number, phone_number: '+18885550100', voice_url: 'https://x.example/voice', voice_method: 'POST', voice_fallback_url: null,
  status_callback: 'https://x.example/voice/status', voice_application_sid: null, capabilities: { voice: true, sms: false },
};

let stub: Stub;
let twilio: TwilioCarrier;
beforeEach(async () => {
  stub = await openStub();
  twilio = createTwilio({ accountSid, authToken: 'secret', apiUrl: stub.url, log: memoryLog(), timeouts: { askMs: 500 } });
});
afterEach(async () => {
  await twilio.close();
  await stub.close();
});
const answers = (...replies: Reply[]) => (stub.replies = replies);
const last = () => stub.asked.at(-1);

describe('looking after the account', () => {
  it('tells whether it is a trial and whether it works', async () => {
    answers({ status: 200, body: { status: 'active', type: 'Trial' } });
    expect(await twilio.account()).toEqual({ ok: true, value: { status: 'active', type: 'Trial' } });
    expect(last()?.path).toBe(`${root}.json`);
  });

  it('tells where each number leads', async () => {
    answers({ status: 200, body: { incoming_phone_numbers: [row] } });
    expect(await twilio.numbers()).toEqual({ ok: true, value: [{
      sid: number, number: '+18885550100', voiceUrl: 'https://x.example/voice', voiceMethod: 'POST', fallbackUrl: '',
      statusUrl: 'https://x.example/voice/status', application: '', voice: true, sms: false,
    }] });
  });

  it('leads a number to us, and away from another application', async () => {
    answers({ status: 200, body: row });
    expect(await twilio.setNumber(number, { voiceUrl: 'https://x.example/voice', fallbackUrl: 'https://files.example/sorry.xml', statusUrl: 'https://x.example/voice/status' })).toEqual({ ok: true, value: 'done' });
    expect(last()?.path).toBe(`${root}/IncomingPhoneNumbers/${number}.json`);
    expect(Object.fromEntries(last()?.form ?? [])).toEqual({
      VoiceUrl: 'https://x.example/voice', VoiceMethod: 'POST', VoiceFallbackUrl: 'https://files.example/sorry.xml', VoiceFallbackMethod: 'GET',
      StatusCallback: 'https://x.example/voice/status', StatusCallbackMethod: 'POST', VoiceApplicationSid: '',
    });
  });

  it.each<[string, string, unknown, unknown]>([
    ['a number that sends texts', '+18885550100', { incoming_phone_numbers: [{ ...row, capabilities: { sms: true } }] }, { usable: true }],
    ['a number for speech only', '+18885550100', { incoming_phone_numbers: [row] }, { usable: false, why: 'no-sms' }],
    ['a number of somebody else', '+12025550177', { incoming_phone_numbers: [] }, { usable: false, why: 'not-ours' }],
    ['a service with numbers', service, { phone_numbers: [{ sid: number }], meta: { key: 'phone_numbers' } }, { usable: true }],
    ['a service without numbers', service, { phone_numbers: [], meta: { key: 'phone_numbers' } }, { usable: false, why: 'no-numbers' }],
  ])('judges %s', async (_, from, body, value) => {
    answers({ status: 200, body });
    expect(await twilio.sender(from)).toEqual({ ok: true, value });
  });

  it('tells which numbers of a country may be called', async () => {
    answers({ status: 200, body: { low_risk_numbers_enabled: true, high_risk_special_numbers_enabled: false, high_risk_tollfraud_numbers_enabled: false } });
    expect(await twilio.mayCall('JM')).toEqual({ ok: true, value: { ordinary: true, special: false, tollFraud: false } });
    expect(last()?.path).toBe('/v1/DialingPermissions/Countries/JM');
  });

  it('rings a phone to try', async () => {
    answers({ status: 201, body: { sid: 'CA000001' } });
    expect(await twilio.testCall({ to: '+12025550101', from: '+18885550100', speech: { text: 'It works.', language: 'en-US' } })).toEqual({ ok: true, value: { sid: 'CA000001' } });
    expect(last()?.form.get('Twiml')).toBe('<?xml version="1.0" encoding="UTF-8"?><Response><Say language="en-US">It works.</Say><Hangup/></Response>');
  });

  it.each<[Reply, object]>([
    [refusal(401, 20_003), { why: 'unauthorized', code: 20_003 }],
    [refusal(404, 20_404), { why: 'not-found', code: 20_404 }],
    [refusal(403, 20_403), { why: 'refused', code: 20_403 }],
    [{ status: 500 }, { why: 'no-answer' }],
    ['reset', { why: 'no-answer' }],
  ])('says why an answer is missing: %j', async (reply, expected) => {
    answers(reply);
    expect(await twilio.account()).toEqual({ ok: false, ...expected });
  });
});
