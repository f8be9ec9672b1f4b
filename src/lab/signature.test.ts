import { describe, expect, it } from 'vitest';
import twilio from 'twilio';
import { sign } from './signature.ts';

const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const fields = { CallSid: 'CA1234567890ABCDE', Caller: '+12349013030', Digits: '1234', From: '+12349013030', To: '+18005551212' };

describe('the signature on a webhook', () => {
  it('is the one of the example on the page "Webhooks security"', () => {
    expect(sign('12345', url, new URLSearchParams(fields))).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=');
  });

  it.each([
    ['the documented example', url, fields],
    ['an empty field, which a careless reader drops', 'https://tac.example/voice', { Digits: '', CallSid: 'CA1' }],
    ['letters of another script', 'https://tac.example/voice?x=%C3%A9', { Body: '日本 é' }],
    ['a port in the address', 'http://127.0.0.1:3000/voice', { CallSid: 'CA1' }],
  ])('satisfies the official library for %s', (_, address, form) => {
    expect(twilio.validateRequest('12345', sign('12345', address, new URLSearchParams(form)), address, form)).toBe(true);
  });

  it('leaves out the fragment, which only speaks to the carrier (page "Webhooks connection overrides")', () => {
    expect(sign('12345', `${url}#rc=2&rp=ct,rt`, new URLSearchParams(fields))).toBe('0/KCTR6DLpKmkAf8muzZqo1nDgQ=');
  });

  it('takes a repeated field once for each of its values, in order', () => {
    expect(sign('12345', url, new URLSearchParams('a=2&a=1&a=2'))).toBe(sign('12345', url, new URLSearchParams('a=1&a=2')));
  });
});
