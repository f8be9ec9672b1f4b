import { describe, expect, it } from 'vitest';
import type { E164 } from '../phone/number.ts';
import { centre } from '../../test/support/core.ts';
import { changed, changeOf, handedOn, ladderOf, type VoicemailRecord } from './voicemail.ts';

const now = Date.UTC(2026, 9, 20, 17);
const message: VoicemailRecord = {
  id: 'vm-1', call: 'c-1', caller: { kind: 'number', number: '+14085550123' as E164, tollFree: false }, language: 'en', for: 'agent:dan', at: now, state: 'new',
  parts: [{ recording: 'RE1', seconds: 20 }], priority: 'P2', region: 'americas', response: { unit: 'clock', ms: 3_600_000 }, next: ['agent:gus', 'team:engineers'], handed: 0,
};

describe('a message changes hands', () => {
  it.each([
    ['is claimed', message, { to: 'claimed', by: 'dan' }, { state: 'claimed', by: 'dan' }],
    ['is claimed again by whoever has it', { ...message, state: 'claimed', by: 'dan' }, { to: 'claimed', by: 'dan' }, { state: 'claimed', by: 'dan' }],
    ['is refused to another', { ...message, state: 'claimed', by: 'dan' }, { to: 'claimed', by: 'gus' }, { refused: 'is in the hands of dan; set it to new first' }],
    ['is refused to nobody in particular', { ...message, state: 'claimed', by: 'dan' }, { to: 'claimed' }, { refused: 'is in the hands of dan; set it to new first' }],
    ['is done by whoever had it', { ...message, state: 'claimed', by: 'dan' }, { to: 'done' }, { state: 'done', by: 'dan' }],
    ['is given back', { ...message, state: 'claimed', by: 'dan' }, { to: 'new' }, { state: 'new', for: 'agent:dan' }],
    ['is given to another', { ...message, state: 'claimed', by: 'dan' }, { to: 'assigned', for: 'team:experts' }, { state: 'new', for: 'team:experts' }],
  ] as const)('%s', (_name, before, change, after) => {
    const value = changed(before, change);
    expect(value).toMatchObject(after);
    if ('state' in value && value.state === 'new') expect(value).not.toHaveProperty('by');
  });

  it('and its timer with it: claimed it is called off, new it is set', () => {
    const at = { now, centre, who: { token: 'admin' } };
    expect(changeOf({ version: 3, value: message }, { to: 'claimed', by: 'dan' }, at)).toMatchObject({ cancel: ['hand-on:vm-1'], work: [], records: [{ was: 3 }], journal: [{ kind: 'voicemail-claimed', token: 'admin' }] });
    expect(changeOf({ version: 3, value: message }, { to: 'new' }, at)).toMatchObject({ cancel: [], work: [{ id: 'hand-on:vm-1', at: now + 3_600_000 }] });
    expect(changeOf({ version: 3, value: message }, { to: 'assigned', for: 'agent:gus' }, at)).toMatchObject({ work: [{ id: 'hand-on:vm-1' }, { deed: { do: 'text', to: { agent: 'gus' } } }] });
  });
});

describe('an unclaimed message', () => {
  it('goes to the next, who has the time from the beginning', () => {
    expect(handedOn({ version: 1, value: message }, now + 3_600_000, centre)).toMatchObject({
      value: { for: 'agent:gus', next: ['team:engineers'], handed: 1, state: 'new' },
      work: [{ id: 'hand-on:vm-1', at: now + 7_200_000, deed: { handed: 1 } }, { id: 'told:vm-1:1' }], journal: [{ from: 'agent:dan', for: 'agent:gus' }],
    });
  });

  it('is an alarm after the last', () => {
    const last = handedOn({ version: 1, value: { ...message, next: [] } }, now, centre);
    expect(last).toMatchObject({ records: [], work: [{ deed: { do: 'alarm', what: 'voicemail-unclaimed', about: 'vm-1' } }] });
  });

  it.each([
    ['assigned', ['deputy', 'engineers', 'service-manager'], { assignedTo: 'dan', deputy: 'gus' }, ['agent:dan', 'agent:gus', 'team:engineers']],
    ['assigned', ['engineers', 'service-manager'], { serviceManager: 'kim' }, ['team:engineers', 'agent:kim']],
    ['assigned', ['deputy'], { assignedTo: 'dan', deputy: 'dan' }, ['agent:dan']],
    ['customer-care', ['escalation-managers'], undefined, ['team:customer-care', 'team:escalation-managers']],
  ])('left for %s, then %j, with %j: %j', (whom, after, about, all) => {
    const { for: first, next } = ladderOf(whom, after, about as Parameters<typeof ladderOf>[2]);
    expect([first, ...next]).toEqual(all);
  });
});
