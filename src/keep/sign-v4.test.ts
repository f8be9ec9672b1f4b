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
