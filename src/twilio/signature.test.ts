import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { getExpectedTwilioSignature, validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, it } from 'vitest';
import { signedUrl, splitTarget, verifySignature } from './signature.ts';

const form = 'application/x-www-form-urlencoded';
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
const fields = { CallSid: 'CA1234567890ABCDE', Caller: '+12349013030', Digits: '1234', From: '+12349013030', To: '+18005551212' };
const documented = {
  url,
  rawBody: new URLSearchParams(fields).toString(),
  contentType: form,
  header: '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
  tokens: ['12345'],
};

/** A body as a carrier would write it, and the fields as the official library wants them. */
function body(pairs: readonly (readonly [string, string])[]) {
  const params: Record<string, string | string[]> = {};
  for (const name of new Set(pairs.map(([key]) => key))) {
    const values = pairs.filter(([key]) => key === name).map(([, value]) => value);
    params[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  return { rawBody: new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value])).toString(), params };
}

describe('the signature of a webhook', () => {
  it('of the documented example holds', () => {
    expect(verifySignature(documented)).toBe(true);
  });

  it.each<[string, Partial<typeof documented> | { header: undefined }]>([
    ['another field value', { rawBody: documented.rawBody.replace('1234', '1235') }],
    ['a field more', { rawBody: `${documented.rawBody}&Digits2=1` }],
    ['another path', { url: url.replace('myapp', 'other') }],
    ['http for https', { url: url.replace('https', 'http') }],
    ['the connection overrides left on', { url: `${url}#rc=2` }],
    ['another token', { tokens: ['12346'] }],
    ['no token', { tokens: [] }],
    ['no header', { header: undefined }],
    ['an empty header', { header: '' }],
    ['a shorter header', { header: '0/KCTR6DLpKmkAf8muzZ' }],
    ['a form that says it is JSON', { contentType: 'application/json' }],
    ['a form that only begins like one', { contentType: `${form}-not` }],
  ])('does not hold with %s', (_, change) => {
    expect(verifySignature({ ...documented, ...change })).toBe(false);
  });

  it('holds with either token while the tokens are changed over', () => {
    expect(verifySignature({ ...documented, tokens: ['new', '12345'] })).toBe(true);
    expect(verifySignature({ ...documented, tokens: ['12345', 'new'] })).toBe(true);
  });

  it.each([
    ['https://example.com/voice?c=1', 'https://example.com:443/voice?c=1'],
    ['http://example.com/voice', 'http://example.com:80/voice'],
  ])('holds for %s whichever way the sender wrote the port', (ours, theirs) => {
    const header = getExpectedTwilioSignature('t', theirs, { A: '' });
    expect(verifySignature({ url: ours, rawBody: 'A=', contentType: form, header, tokens: ['t'] })).toBe(true);
    const other = getExpectedTwilioSignature('t', ours, { A: '' });
    expect(verifySignature({ url: theirs, rawBody: 'A=', contentType: form, header: other, tokens: ['t'] })).toBe(true);
  });

  it('holds for a sender who leaves an unusual port out', () => {
    const header = getExpectedTwilioSignature('t', 'http://localhost/voice', {});
    expect(verifySignature({ url: 'http://localhost:3000/voice', rawBody: '', contentType: undefined, header, tokens: ['t'] })).toBe(true);
  });

  it('covers fields that are empty, and does not hold when one is dropped', () => {
    const header = getExpectedTwilioSignature('t', url, { Digits: '', FinishedOnKey: '*' });
    const signed = { url, contentType: form, header, tokens: ['t'] };
    expect(verifySignature({ ...signed, rawBody: 'Digits=&FinishedOnKey=*' })).toBe(true);
    expect(verifySignature({ ...signed, rawBody: 'Digits&FinishedOnKey=*' })).toBe(true);
    // The name alone is part of what is signed, so leaving the field out is seen.
    expect(verifySignature({ ...signed, rawBody: 'FinishedOnKey=*' })).toBe(false);
  });

  it('takes a repeated field once for each of its values, in order', () => {
    const header = getExpectedTwilioSignature('t', url, { MediaUrl: ['b', 'a', 'b'] });
    const signed = { url, contentType: form, header, tokens: ['t'] };
    expect(verifySignature({ ...signed, rawBody: 'MediaUrl=b&MediaUrl=a&MediaUrl=b' })).toBe(true);
    expect(verifySignature({ ...signed, rawBody: 'MediaUrl=a&MediaUrl=b' })).toBe(true);
    expect(verifySignature({ ...signed, rawBody: 'MediaUrl=a' })).toBe(false);
  });

  it('made with an empty token never holds, or a missing setting would let everybody in', () => {
    const header = getExpectedTwilioSignature('', url, fields);
    expect(verifySignature({ ...documented, header, tokens: [''] })).toBe(false);
  });

  it('of a GET is that of its address alone', () => {
    const get = { url, rawBody: '', contentType: undefined, tokens: ['t'] };
    expect(verifySignature({ ...get, header: getExpectedTwilioSignature('t', url, {}) })).toBe(true);
    expect(verifySignature({ ...get, rawBody: 'Digits=1', header: getExpectedTwilioSignature('t', url, {}) })).toBe(false);
  });

  it('of a JSON body holds through the hash in its address', () => {
    const rawBody = Buffer.from('{"name":"Zoë"}');
    const hashed = `${url}&bodySHA256=${createHash('sha256').update(rawBody).digest('hex')}`;
    const json = { url: hashed, rawBody, contentType: 'application/json', header: getExpectedTwilioSignature('t', hashed, {}), tokens: ['t'] };
    expect(verifySignature(json)).toBe(true);
    expect(verifySignature(json)).toBe(validateRequestWithBody('t', json.header, hashed, rawBody.toString()));
    expect(verifySignature({ ...json, rawBody: Buffer.from('{"name":"Zoe"}') })).toBe(false);
    expect(verifySignature({ ...json, rawBody: '', contentType: form })).toBe(false);
  });

  it('agrees with the official library on any form, untouched or tampered with', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_*-]{0,12}$/).filter((text) => !(text in {}));
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('', '+12025550100', 'a b', '%2B', '&='));
    const pairs = fc.array(fc.tuple(name, value), { maxLength: 12 });
    const target = fc.constantFrom('https://h.example/voice', 'https://h.example:8443/p/voice?c=a&t=1', 'http://localhost:3000/voice/turn?c=x&t=2&fell=1');
    fc.assert(fc.property(pairs, pairs, target, fc.string({ minLength: 1 }), (sent, got, address, token) => {
      const header = getExpectedTwilioSignature(token, address, body(sent).params);
      const { rawBody, params } = body(got);
      const check = (raw: string, tokens: string[]) => verifySignature({ url: address, rawBody: raw, contentType: `${form}; charset=utf-8`, header, tokens });
      expect(check(body(sent).rawBody, [token])).toBe(true);
      expect(check(rawBody, [token])).toBe(validateRequest(token, header, address, params));
    }));
  });
});

describe('the address that was signed', () => {
  it.each([
    ['https://phone.example.com', '/voice/turn?c=1', 'https://phone.example.com/voice/turn?c=1'],
    ['https://phone.example.com/', '/voice', 'https://phone.example.com/voice'],
    ['https://example.com/caseline', '/voice?x=1', 'https://example.com/caseline/voice?x=1'],
    ['https://example.com/caseline', '/caseline/voice?x=1', 'https://example.com/caseline/voice?x=1'],
    ['https://example.com/voice', '/voice/turn', 'https://example.com/voice/voice/turn'],
    ['https://example.com/voice', '/voice/voice/turn', 'https://example.com/voice/voice/turn'],
    ['http://localhost:3000', '/voice', 'http://localhost:3000/voice'],
  ])('for %s and %s is %s', (publicUrl, target, expected) => {
    expect(signedUrl(publicUrl, target)).toBe(expected);
  });

  it('is never one that a request names itself', () => {
    expect(signedUrl('https://phone.example.com', 'https://evil.example/voice')).not.toBe('https://evil.example/voice');
  });

  it('gives the path and query below it', () => {
    const { path, query } = splitTarget('https://example.com/caseline/', '/caseline/voice/turn?c=abc&t=3');
    expect([path, query]).toEqual(['/voice/turn', 'c=abc&t=3']);
    expect(splitTarget('https://example.com', '/voice').path).toBe('/voice');
  });
});
