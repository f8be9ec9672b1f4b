// IncomingPhoneNumbers: the account's numbers and where their calls go (page on the IncomingPhoneNumber resource).
import { rfc2822, type Carrier } from '../carrier.ts';
import type { AccountNumber } from '../numbers.ts';
import { notFound, ok, page, type RestAnswer, type Route } from './answer.ts';

export function numberRoutes({ numbers, accountSid, clock }: Carrier): Route[] {
  function body(number: AccountNumber) {
    return {
      sid: number.sid, account_sid: accountSid, api_version: '2010-04-01', phone_number: number.number, friendly_name: number.friendlyName ?? number.number,
      voice_url: number.voiceUrl, voice_method: number.voiceMethod ?? 'POST', voice_fallback_url: number.fallbackUrl ?? '', voice_fallback_method: 'POST',
      status_callback: number.statusCallback ?? '', status_callback_method: 'POST', voice_caller_id_lookup: false, sms_url: '', sms_method: 'POST', sms_fallback_url: '',
      sms_fallback_method: 'POST', capabilities: { voice: true, sms: true, mms: false, fax: false }, date_created: rfc2822(number.createdAt), date_updated: rfc2822(number.updatedAt),
      origin: 'twilio', beta: false, status: 'in-use', uri: `/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers/${number.sid}.json`,
    };
  }

  function update(number: AccountNumber, form: URLSearchParams): RestAnswer {
    const [voiceUrl, fallbackUrl, statusCallback, method, name] = ['VoiceUrl', 'VoiceFallbackUrl', 'StatusCallback', 'VoiceMethod', 'FriendlyName'].map((field) => form.get(field));
    if (voiceUrl) number.voiceUrl = voiceUrl;
    if (typeof fallbackUrl === 'string') number.fallbackUrl = fallbackUrl;
    if (typeof statusCallback === 'string') number.statusCallback = statusCallback;
    if (method === 'GET' || method === 'POST') number.voiceMethod = method;
    if (name) number.friendlyName = name;
    number.updatedAt = clock.now();
    return ok(body(number));
  }

  const withNumber = (run: (number: AccountNumber, form: URLSearchParams) => RestAnswer): Route['run'] => ({ names, form }) => {
    const number = numbers.bySid(names['sid'] ?? '');
    return number ? run(number, form) : notFound(`number ${names['sid']}`);
  };

  return [
    {
      method: 'GET', path: 'IncomingPhoneNumbers.json',
      run: (call) => {
        const wanted = call.query.get('PhoneNumber');
        return page('incoming_phone_numbers', numbers.all().filter(({ number }) => !wanted || number.includes(wanted)).map(body), call);
      },
    },
    { method: 'GET', path: 'IncomingPhoneNumbers/{sid}.json', run: withNumber((number) => ok(body(number))) },
    { method: 'POST', path: 'IncomingPhoneNumbers/{sid}.json', run: withNumber(update) },
  ];
}
