import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paths, urls, withField } from './paths.ts';
import { legEnd, readWebhook, type Read } from './webhook.ts';
import { splitTarget } from './signature.ts';

const at = 1_800_000_000_000;
const publicUrl = 'https://example.com/caseline';
const our = urls(publicUrl);
const callSid = 'CA00000000000000000000000000000001';
const ordinary = { CallSid: callSid, AccountSid: 'AC00000000000000000000000000000001', CallStatus: 'in-progress', ApiVersion: '2010-04-01' };

/** Posts to an address of ours, as the carrier does: without what only speaks to it. */
function post(url: string, form: Record<string, string> = {}): Read {
  const target = url.slice(publicUrl.length).split('#')[0] ?? '';
  const { path, query } = splitTarget(publicUrl, target);
  return readWebhook({ path, query: new URLSearchParams(query), form: new URLSearchParams({ ...ordinary, ...form }), at });
}
const turn = our.turn('call-0001', 3);
const event = (url: string, form: Record<string, string> = {}) => {
  const read = post(url, form);
  return read.kind === 'turn' ? read.event : read;
};

describe('a caller on the line', () => {
  it('is announced with both numbers as they are', () => {
    expect(post(our.incoming, { From: '+12025550101', To: '+18885550100', ForwardedFrom: '+12025550102' })).toEqual({
      kind: 'incoming', sid: callSid, from: '+12025550101', to: '+18885550100', forwardedFrom: '+12025550102',
    });
  });

  it.each(['', 'anonymous', '+266696687', 'sip:ana@pbx.example', 'client:ana', 'Restricted'])('may come from %j', (From) => {
    expect(post(our.incoming, { From, To: '+18885550100' })).toMatchObject({ kind: 'incoming', from: From });
  });

  it('may come without any number', () => {
    expect(post(our.incoming, { To: '+18885550100' })).toMatchObject({ kind: 'incoming', from: '' });
  });
});

describe('a leg that comes back', () => {
  it('is told by our own address', () => {
    expect(post(turn)).toEqual({ kind: 'turn', call: 'call-0001', turn: 3, sid: callSid, status: 'in-progress', event: { at, kind: 'again' } });
    expect(post(our.document('call-0001', 3))).toEqual({ kind: 'document', call: 'call-0001', turn: 3, sid: callSid, status: 'in-progress' });
  });

  it('again after trouble of ours brings the key that our own address kept, or none', () => {
    const again = (fields: string) => event(withField(withField(turn, 'keys=1'), fields));
    expect(again('try=1&typed=2&finished=')).toEqual({ at, kind: 'keys', digits: '2', finishedBy: '' });
    expect(again('try=2&typed=&finished=*')).toEqual({ at, kind: 'keys', digits: '', finishedBy: '*' });
    expect(again('try=1')).toEqual({ at, kind: 'keys', digits: '', finishedBy: '' });
    expect(event(withField(our.turn('call-0001', 0), 'try=1'))).toEqual({ at, kind: 'answered' });
  });

  it('for the first time after we dialled it has been answered', () => {
    expect(event(our.turn('call-0001', 0))).toEqual({ at, kind: 'answered' });
    expect(event(withField(our.turn('call-0001', 0), 'keys=1'), { Digits: '2' })).toMatchObject({ kind: 'keys', digits: '2' });
  });

  it.each([
    ['the 13th key', { Digits: '200608110120#', FinishedOnKey: '', msg: 'Gather End' }, '200608110120#', ''],
    ['a star alone', { Digits: '', FinishedOnKey: '*' }, '', '*'],
    ['a star alone, its digits left out', { FinishedOnKey: '*' }, '', '*'],
    ['a key and a star', { Digits: '2', FinishedOnKey: '*' }, '2', '*'],
    ['silence', { Digits: '', FinishedOnKey: '' }, '', ''],
    ['silence, the keys left out', { Digits: '', msg: 'Gather End' }, '', undefined],
    ['a key, and a finish key of a kind we do not know', { Digits: '2', FinishedOnKey: 'timeout' }, '2', undefined],
    ['nothing at all', {}, '', undefined],
  ])('from its keys with %s', (_, form, digits, finishedBy) => {
    expect(event(withField(turn, 'keys=1'), form)).toEqual({ at, kind: 'keys', digits, finishedBy });
  });

  it('from its keys is known by their fields as well', () => {
    expect(event(turn, { Digits: '1' })).toEqual({ at, kind: 'keys', digits: '1', finishedBy: undefined });
    expect(event(turn, { FinishedOnKey: '' })).toEqual({ at, kind: 'keys', digits: '', finishedBy: '' });
    expect(event(turn, { msg: 'Gather End' })).toEqual({ at, kind: 'keys', digits: '', finishedBy: undefined });
  });

  it('because its Gather was passed over counts as keys of which we know nothing', () => {
    expect(event(withField(turn, 'fell=1'))).toEqual({ at, kind: 'keys', digits: '', finishedBy: undefined });
  });

  it('from a recording says by which key it ended, and whether the caller hung up', () => {
    const recorded = withField(turn, 'p=2');
    const sid = 'RE00000000000000000000000000000001';
    const url = `https://api.example.com/2010-04-01/Accounts/AC1/Recordings/${sid}`;
    const expected = { at, kind: 'recorded', recording: sid, seconds: 9, key: '', hungUp: false };
    expect(event(recorded, { RecordingSid: sid, RecordingUrl: url, RecordingDuration: '9', Digits: '#' })).toEqual({ ...expected, key: '#' });
    expect(event(recorded, { RecordingUrl: `${url}.wav`, RecordingDuration: '9' })).toEqual(expected);
    expect(event(recorded, { RecordingSid: sid, RecordingDuration: '9', Digits: 'hangup' })).toEqual({ ...expected, hungUp: true });
  });

  it('from a recording in which nothing was said just comes back', () => {
    expect(event(withField(withField(turn, 'p=2'), 'fell=1'))).toEqual({ at, kind: 'again' });
    expect(event(withField(turn, 'p=2'))).toEqual({ at, kind: 'again' });
  });

  it('from a room is out of it', () => {
    expect(event(withField(turn, 'room=1'), { DialCallStatus: 'answered' })).toEqual({ at, kind: 'out-of-room' });
    expect(event(withField(turn, 'room=1'))).toEqual({ at, kind: 'out-of-room' });
    expect(event(turn, { DialCallStatus: 'completed' })).toEqual({ at, kind: 'out-of-room' });
  });

  it('from an outside number tells whether anybody was reached, and whether the caller is still there', () => {
    const over = (fields: Record<string, string>) => event(withField(turn, 'outside=1'), fields);
    expect(over({ DialCallStatus: 'completed', CallStatus: 'in-progress' })).toEqual({ at, kind: 'outside-over', status: 'reached', gone: false });
    expect(over({ DialCallStatus: 'no-answer', CallStatus: 'completed' })).toEqual({ at, kind: 'outside-over', status: 'no-answer', gone: true });
    expect(event(withField(turn, 'outside=1&try=1&outcome=reached'), { CallStatus: 'in-progress' })).toMatchObject({ status: 'reached' });
    expect([{ DialCallStatus: 'busy' }, { DialCallStatus: 'canceled' }, { DialCallStatus: 'on-a-cloud' }, {}].map((fields) => over(fields as Record<string, string>))).toMatchObject([{ status: 'busy' }, { status: 'failed' }, { status: 'failed' }, { status: 'failed' }]);
  });

  it('is served even where its status is news to us', () => {
    expect(post(turn, { CallStatus: 'on-a-cloud' })).toMatchObject({ kind: 'turn', status: 'unknown' });
  });
});

describe('what others tell of a leg', () => {
  it.each([
    ['initiated', 'queued'], ['ringing', 'ringing'], ['in-progress', 'in-progress'], ['answered', 'in-progress'], ['completed', 'completed'],
    ['busy', 'busy'], ['no-answer', 'no-answer'], ['failed', 'failed'], ['canceled', 'canceled'],
  ])('its status %s is read as %s', (CallStatus, status) => {
    expect(post(our.leg('call-0001'), { CallStatus, SequenceNumber: '2' })).toEqual({ kind: 'leg-status', call: 'call-0001', sid: callSid, status, sequence: 2 });
    expect(post(our.line, { CallStatus })).toEqual({ kind: 'line-status', sid: callSid, status });
  });

  it('knows which statuses are an end', () => {
    expect((['completed', 'busy', 'no-answer', 'failed', 'canceled'] as const).map(legEnd)).toEqual(['completed', 'busy', 'no-answer', 'failed', 'canceled']);
    expect((['queued', 'ringing', 'in-progress', 'unknown'] as const).map(legEnd)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('a room is seen to begin, to be joined, to be left and to end', () => {
    const conference = 'CF00000000000000000000000000000001';
    const room = (StatusCallbackEvent: string, more: Record<string, string> = {}) =>
      post(our.room('room-0001'), { ConferenceSid: conference, FriendlyName: 'room-0001', StatusCallbackEvent, SequenceNumber: '1', ...more });
    const expected = { kind: 'room', room: 'room-0001', conference, sid: callSid, sequence: 1 };
    expect(room('conference-start')).toEqual({ ...expected, event: 'start' });
    expect(room('participant-join')).toEqual({ ...expected, event: 'join' });
    expect(room('participant-leave', { ReasonParticipantLeft: 'participant_hung_up' })).toEqual({ ...expected, event: 'leave', reason: 'participant_hung_up' });
    expect(room('conference-end', { CallSid: '' })).toEqual({ kind: 'room', room: 'room-0001', conference, event: 'end', sequence: 1 });
    expect(room('participant-join', { CallSid: '' })).toMatchObject({ kind: 'bad' });
  });

  it('a recording is being written, there, or none', () => {
    const recording = (RecordingStatus: string) => post(our.recording('call-0001', 1), { RecordingSid: 'RE000001', RecordingStatus, RecordingDuration: '12' });
    const expected = { kind: 'recording', call: 'call-0001', part: 1, recording: 'RE000001', seconds: 12 };
    expect(recording('in-progress')).toEqual({ ...expected, status: 'in-progress' });
    expect(recording('completed')).toEqual({ ...expected, status: 'completed' });
    expect(recording('absent')).toEqual({ ...expected, status: 'absent' });
  });

  it('a text message is on its way, delivered, or not, with the carrier\'s reason', () => {
    const message = (MessageStatus: string, more = {}) => post(our.message('page-0001'), { MessageSid: 'SM000001', MessageStatus, ...more });
    expect(message('queued')).toEqual({ kind: 'message', message: 'page-0001', sid: 'SM000001', status: 'on-its-way' });
    expect(message('delivered', { ErrorCode: '' })).toMatchObject({ status: 'delivered' });
    expect(message('undelivered', { ErrorCode: '30006' })).toMatchObject({ status: 'undelivered', code: 30006 });
  });

  it('the tone of a phone that rings elsewhere is asked for', () => {
    expect(post(our.ringing)).toEqual({ kind: 'ringing' });
  });

  it('hold music is asked for', () => {
    expect(post(our.hold)).toEqual({ kind: 'hold' });
  });
});

describe('a webhook that cannot be read', () => {
  it.each<[string, string, Record<string, string>, string]>([
    ['no call id', `${publicUrl}/voice/turn?t=1`, {}, 'c is missing, expected an id of 8 to 64'],
    ['a call id that is a path', `${publicUrl}/voice/turn?c=..%2F..%2Fetc%2Fpasswd&t=1`, {}, 'c is not readable'],
    ['a long call id', our.turn('x'.repeat(65), 1), {}, 'c is not readable'],
    ['no turn', `${publicUrl}/voice/turn?c=call-0001`, {}, 't is missing, expected a whole number from 0'],
    ['a negative turn', `${publicUrl}/voice/turn?c=call-0001&t=-1`, {}, 't is not readable'],
    ['a turn beyond all bounds', our.turn('call-0001', 100_000), {}, 't is not readable'],
    ['keys no phone has', turn, { Digits: '1a' }, 'Digits is not readable, expected at most 64 keys'],
    ['too many keys', turn, { Digits: '1'.repeat(65) }, 'Digits is not readable'],
    ['an unknown leg status', our.leg('call-0001'), { CallStatus: 'on-a-cloud' }, 'CallStatus is not readable, expected one of queued'],
    ['a status that is a word of the language', our.leg('call-0001'), { CallStatus: 'constructor' }, 'CallStatus is not readable'],
    ['no called number', our.incoming, { From: '+12025550101' }, 'To is missing'],
    ['an endless number', our.incoming, { To: '1'.repeat(257) }, 'To is not readable'],
    ['a path of nobody', `${publicUrl}/voice/other`, {}, 'no such webhook'],
  ])('with %s says which field and what was expected', (_, url, form, why) => {
    const read = post(url, form);
    expect(read).toMatchObject({ kind: 'bad' });
    expect(read.kind === 'bad' && read.why).toContain(why);
  });

  it('never repeats what stood in the field', () => {
    const read = post(turn, { Digits: 'secret-2025550101' });
    expect(read.kind === 'bad' && read.why).not.toContain('2025550101');
  });

  it('is always answered, whatever comes', () => {
    const anyPath = fc.oneof(fc.constantFrom(...Object.values(paths)), fc.string());
    const field = fc.constantFrom('c', 't', 'r', 'p', 'm', 'keys', 'fell', 'room', 'CallSid', 'CallStatus', 'Digits', 'FinishedOnKey', 'From', 'To', 'RecordingSid', 'RecordingUrl', 'StatusCallbackEvent', 'ConferenceSid', 'MessageSid', 'MessageStatus');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '1', 'call-0001', 'completed', 'participant-join', '*'));
    const pairs = fc.array(fc.tuple(field, value), { maxLength: 8 });
    fc.assert(fc.property(anyPath, pairs, pairs, (path, query, form) => {
      expect(readWebhook({ path, query: new URLSearchParams(query), form: new URLSearchParams(form), at }).kind).toBeTypeOf('string');
    }), { numRuns: 300 });
  });
});
