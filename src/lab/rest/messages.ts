// Messages: send a text, look at it (page on the Message resource).
import { rfc2822, type Carrier } from '../carrier.ts';
import { countryOf } from '../country.ts';
import { messageBodyMax } from '../limits.ts';
import type { Message } from '../messages.ts';
import { created, notFound, ok, page, refuse, type RestAnswer, type Route } from './answer.ts';

const e164 = /^\+[1-9]\d{6,14}$/;
const charactersPerSegment = 153;

export function messageRoutes({ messages, phones, numbers, faults, accountSid }: Carrier): Route[] {
  function body(message: Message) {
    const { sid, from, to, status, errorCode, createdAt, sentAt, updatedAt, messagingServiceSid } = message;
    return {
      sid, account_sid: accountSid, api_version: '2010-04-01', from: from || null, to, body: message.body, status, direction: 'outbound-api', num_media: '0',
      num_segments: String(Math.ceil(message.body.length / charactersPerSegment)), messaging_service_sid: messagingServiceSid ?? null, error_code: errorCode ?? null, error_message: null,
      date_created: rfc2822(createdAt), date_updated: rfc2822(updatedAt), date_sent: sentAt === undefined ? null : rfc2822(sentAt), price: null, price_unit: 'USD',
      uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`, subresource_uris: {},
    };
  }

  function create(form: URLSearchParams): RestAnswer {
    const [to, text, from, service] = ['To', 'Body', 'From', 'MessagingServiceSid'].map((name) => form.get(name) ?? '') as [string, string, string, string];
    if (!to) return refuse(400, 21604, 'A "To" phone number is required');
    if (!e164.test(to)) return refuse(400, 21211, `Invalid "To" phone number: ${to}`);
    if (!from && !service) return refuse(400, 21603, 'A "From" phone number or a MessagingServiceSid is required');
    if (e164.test(from) && !numbers.get(from)) return refuse(400, 21606, `The "From" phone number ${from} is not a number of this account`);
    if (!text) return refuse(400, 21602, 'Message body is required');
    if (text.length > messageBodyMax) return refuse(400, 21617, `The message body exceeds ${messageBodyMax} characters`);
    if (faults.forbiddenCountries.includes(countryOf(to))) return refuse(400, 21408, `Permission to send a message to the region of ${to} has not been enabled`);
    if (phones.get(to).texting.kind === 'opted-out') return refuse(400, 21610, `${to} has opted out of messages from here`);
    const callback = form.get('StatusCallback');
    return created(body(messages.send({ from, to, body: text, ...(callback && { callback }), ...(service && { messagingServiceSid: service }) })));
  }

  return [
    { method: 'POST', path: 'Messages.json', run: ({ form }) => create(form) },
    {
      method: 'GET', path: 'Messages.json',
      run: (call) => {
        const to = call.query.get('To');
        return page('messages', messages.all().reverse().filter((message) => !to || message.to === to).map(body), call);
      },
    },
    {
      method: 'GET', path: 'Messages/{sid}.json',
      run: ({ names }) => {
        const message = messages.get(names['sid'] ?? '');
        return message ? ok(body(message)) : notFound(`message ${names['sid']}`);
      },
    },
  ];
}
