// What `caseline doctor` asks of the account itself, and the little it may change there.
import type { Twilio } from 'twilio';
import { troubleOf } from './outcome.ts';
import { renderTwiml, type Speech } from './twiml.ts';

/** `no-answer` may work the next time; `unauthorized` means that the account id or the token is wrong. */
export type Answer<T> = { ok: true; value: T } | { ok: false; why: 'not-found' | 'unauthorized' | 'refused' | 'no-answer'; code?: number };

export interface AccountState {
  status: string;
  /** A trial account calls verified numbers only and speaks a notice first. */
  type: string;
}

export interface IncomingNumber {
  sid: string;
  number: string;
  voiceUrl: string;
  voiceMethod: string;
  fallbackUrl: string;
  statusUrl: string;
  /** Another application answers this number: then its addresses count and those above do not. */
  application: string;
  voice: boolean;
  sms: boolean;
}

export interface NumberUrls {
  voiceUrl: string;
  fallbackUrl: string;
  statusUrl: string;
}

export type Sender = { usable: true } | { usable: false; why: 'not-ours' | 'no-sms' | 'no-numbers' };

/** Which numbers of a country the account may call. */
export interface CallingPermission {
  ordinary: boolean;
  special: boolean;
  tollFraud: boolean;
}

export interface Admin {
  account(): Promise<Answer<AccountState>>;
  numbers(): Promise<Answer<readonly IncomingNumber[]>>;
  setNumber(sid: string, urls: NumberUrls): Promise<Answer<'done'>>;
  /** A number of the account, or a messaging service (MG…). */
  sender(from: string): Promise<Answer<Sender>>;
  mayCall(country: string): Promise<Answer<CallingPermission>>;
  /** Rings a number, says something and hangs up. */
  testCall(call: { to: string; from: string; speech: Speech }): Promise<Answer<{ sid: string }>>;
}

/** A centre with more numbers than this has other tools. */
const numbersMax = 1_000;

export function createAdmin(client: () => Promise<Twilio>): Admin {
  const ask = async <T>(request: (twilio: Twilio) => Promise<T>): Promise<Answer<T>> => {
    const twilio = await client();
    try {
      return { ok: true, value: await request(twilio) };
    } catch (error) {
      return whyNot(error);
    }
  };
  return {
    account: () => ask(async (twilio) => {
      const { status, type } = await twilio.api.v2010.accounts(twilio.accountSid).fetch();
      return { status, type };
    }),
    numbers: () => ask(async (twilio) => (await twilio.incomingPhoneNumbers.list({ limit: numbersMax })).map((number) => ({
      sid: number.sid, number: number.phoneNumber, voiceUrl: number.voiceUrl ?? '', voiceMethod: number.voiceMethod ?? '',
      fallbackUrl: number.voiceFallbackUrl ?? '', statusUrl: number.statusCallback ?? '', application: number.voiceApplicationSid ?? '',
      voice: number.capabilities?.voice === true, sms: number.capabilities?.sms === true,
    }))),
    setNumber: (sid, { voiceUrl, fallbackUrl, statusUrl }) => ask(async (twilio) => {
      await twilio.incomingPhoneNumbers(sid).update({
        voiceUrl, voiceMethod: 'POST', voiceFallbackUrl: fallbackUrl, voiceFallbackMethod: 'GET', statusCallback: statusUrl, statusCallbackMethod: 'POST', voiceApplicationSid: '',
      });
      return 'done' as const;
    }),
    sender: (from) => ask((twilio) => (from.startsWith('MG') ? service(twilio, from) : number(twilio, from))),
    mayCall: (country) => ask(async (twilio) => {
      const found = await twilio.voice.v1.dialingPermissions.countries(country).fetch();
      return { ordinary: found.lowRiskNumbersEnabled, special: found.highRiskSpecialNumbersEnabled, tollFraud: found.highRiskTollfraudNumbersEnabled };
    }),
    testCall: ({ to, from, speech }) => ask(async (twilio) => {
      const say = { do: 'say', key: '', values: {}, language: speech.language } as const;
      const twiml = renderTwiml([say, { do: 'hang-up' }], { url: { turn: '', audio: () => '' }, speak: () => speech, legS: 0 });
      return { sid: (await twilio.calls.create({ to, from, twiml })).sid };
    }),
  };
}

/** A service without numbers of its own accepts messages and sends none. */
async function service(twilio: Twilio, sid: string): Promise<Sender> {
  const numbers = await twilio.messaging.v1.services(sid).phoneNumbers.list({ limit: 1 });
  return numbers.length > 0 ? { usable: true } : { usable: false, why: 'no-numbers' };
}

async function number(twilio: Twilio, phoneNumber: string): Promise<Sender> {
  const [found] = await twilio.incomingPhoneNumbers.list({ phoneNumber, limit: 1 });
  if (!found) return { usable: false, why: 'not-ours' };
  return found.capabilities?.sms ? { usable: true } : { usable: false, why: 'no-sms' };
}

function whyNot(error: unknown): Extract<Answer<never>, { ok: false }> {
  const { status, code } = troubleOf(error);
  const why = status === undefined || status === 429 || status >= 500 ? 'no-answer' : status === 401 ? 'unauthorized' : status === 404 ? 'not-found' : 'refused';
  return { ok: false, why, ...(code !== undefined && { code }) };
}
