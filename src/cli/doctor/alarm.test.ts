import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Receiver } from '../../../test/support/receiver.ts';
import { alarmFinding } from './alarm.ts';

const receiver = await Receiver.open();
const alarms = { url: receiver.url, secret: receiver.secret };
const now = Date.UTC(2026, 9, 20, 17);

beforeEach(() => receiver.forgets());
afterAll(() => receiver.close());

describe('a test alarm', () => {
  it('is taken, signed, and says that it is a test', async () => {
    expect(await alarmFinding({ alarms }, 'Sample Centre', now)).toMatchObject({ state: 'ok' });
    expect(receiver.posts).toMatchObject([{ signed: true, body: { what: 'test', centre: 'Sample Centre', at: '2026-10-20T17:00:00.000Z' } }]);
  });

  it('is refused by the receiver, and the address is not repeated', async () => {
    receiver.answers = 401;
    const finding = await alarmFinding({ alarms }, 'Sample Centre', now);
    expect(finding).toMatchObject({ state: 'fail', say: expect.stringContaining('401') as string });
    expect(JSON.stringify(finding)).not.toContain('theirs');
  });

  it('reaches nobody where nobody listens', async () => {
    expect(await alarmFinding({ alarms: { ...alarms, url: 'http://127.0.0.1:1/' } }, 'Sample Centre', now)).toMatchObject({ state: 'fail' });
  });

  it('has no address to go to', async () => {
    expect(await alarmFinding({}, 'Sample Centre', now)).toMatchObject({ state: 'fail', say: expect.stringContaining('ALARM_URL is not set') as string });
  });
});
