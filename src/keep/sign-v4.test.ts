import { describe, expect, it } from 'vitest';
import { signV4 } from './sign-v4.ts';

describe('a request to S3', () => {
  it('is signed as the documented example is (page "Signature Calculations", GET bucket lifecycle)', () => {
    const headers = signV4({
      method: 'GET', url: new URL('https://examplebucket.s3.amazonaws.com/?lifecycle='), region: 'us-east-1', keyId: 'AKIAIOSFODNN7EXAMPLE',
      secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', now: Date.UTC(2013, 4, 24), body: Buffer.alloc(0),
    });
    expect(headers['authorization']).toMatch(/Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543$/);
  });
});

/** Names, key and time of the official test suite (post-x-www-form-urlencoded, get-vanilla). */
describe('a request to another service', () => {
  const example = { service: 'service', url: new URL('https://example.amazonaws.com/'), region: 'us-east-1', keyId: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', now: Date.UTC(2015, 7, 30, 12, 36) };

  it('is signed as the example without a body is', () => {
    expect(signV4({ ...example, method: 'GET', body: Buffer.alloc(0) })).toEqual({
      'x-amz-date': '20150830T123600Z',
      'authorization': 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    });
  });

  it('is signed with its headers and its body', () => {
    const headers = signV4({ ...example, method: 'POST', body: Buffer.from('Param1=value1'), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(headers['authorization']).toMatch(/SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a$/);
  });
});
