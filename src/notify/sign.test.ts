import { describe, expect, it } from 'vitest';
import { signedHeaders } from './sign.ts';

describe('a signed message', () => {
  it('is signed as the scheme\'s own libraries sign it', () => {
    const headers = signedHeaders('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: '{"test": 2432232314}' });
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330', 'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('may have a secret of plain words', () => {
    const message = { id: 'a', at: 0, body: '{}' };
    expect(signedHeaders('plain words', message)).toEqual(signedHeaders(`whsec_${Buffer.from('plain words').toString('base64')}`, message));
  });

  it.each([{ id: 'b' }, { at: 1_000 }, { body: '{} ' }])('has another signature with %j', (change) => {
    const message = { id: 'a', at: 0, body: '{}' };
    expect(signedHeaders('s', { ...message, ...change })['webhook-signature']).not.toBe(signedHeaders('s', message)['webhook-signature']);
  });
});
