import { describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../../test/support/api.ts';
import type { ApiParts } from './parts.ts';

const sound = Buffer.from('RIFF....WAVEfmt 0123456789');

async function withMessages(overrides: Partial<ApiParts> = {}) {
  const api = testApi({ voicemailAudio: () => Promise.resolve(sound), ...overrides });
  await api.store.records.put('voicemail', 'vm-0001', { at: NOW - 60_000, call: 'call-0001', for: 'agent:amy', case: '202603010001', priority: 'P2', region: 'americas', response: { unit: 'clock', ms: 3_600_000 }, next: ['team:engineers'], handed: 0, caller: { kind: 'number', number: '+14085550123', tollFree: false }, language: 'en', id: 'vm-0001', state: 'new', parts: [{ recording: 'RE1', seconds: 9.6 }, { recording: 'RE2', seconds: 2 }] });
  await api.store.records.put('voicemail', 'vm-0002', { at: NOW, call: 'call-0002', for: 'team:customer-care', priority: 'P4', region: 'emea', response: { unit: 'clock', ms: 3_600_000 }, next: [], handed: 0, caller: { kind: 'withheld' }, language: 'es', id: 'vm-0002', parts: [], state: 'done' });
  return api;
}

describe('voicemails over the API', () => {
  it('are listed, new ones as new, without what only the carrier understands', async () => {
    const { ask } = await withMessages();
    const { body } = await ask('get', '/voicemails');
    expect(body).toEqual({
      items: [
        { id: 'vm-0001', state: 'new', at: '2026-03-10T08:59:00.000Z', age: 60, due: '2026-03-10T09:59:00.000Z', late: false, call: 'call-0001', for: 'agent:amy', next: ['team:engineers'], case: '202603010001', priority: 'P2', from: '+14085550123', language: 'en', seconds: 12 },
        { id: 'vm-0002', state: 'done', at: '2026-03-10T09:00:00.000Z', age: 0, due: '2026-03-10T10:00:00.000Z', late: false, call: 'call-0002', for: 'team:customer-care', next: [], priority: 'P4', from: 'withheld', language: 'es', seconds: 0 },
      ],
    });
  });

  it.each([
    ['state=new', ['vm-0001']],
    ['state=done', ['vm-0002']],
    ['for=agent:amy', ['vm-0001']],
    ['case=202603010001', ['vm-0001']],
    ['owner=amy', []],
    ['state=claimed', []],
  ])('are filtered by %s', async (query, ids) => {
    const { ask } = await withMessages();
    expect(((await ask('get', `/voicemails?${query}`)).body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(ids);
  });

  it('are claimed by one, refused to another, given back and done', async () => {
    const { ask, store } = await withMessages();
    const set = (body: object) => ask('put', '/voicemails/vm-0001/state', { body });
    expect((await set({ state: 'claimed', by: 'amy' })).body).toMatchObject({ state: 'claimed', by: 'amy' });
    const refused = await set({ state: 'claimed', by: 'ben' });
    expect(refused.status).toBe(409);
    expect((refused.body as { detail: string }).detail).toContain('in the hands of amy');
    expect((await set({ state: 'claimed', by: 'amy' })).status).toBe(200);
    expect((await set({ state: 'new' })).body).not.toHaveProperty('by');
    expect((await set({ state: 'claimed', by: 'ben' })).status).toBe(200);
    expect((await set({ state: 'done' })).body).toMatchObject({ state: 'done', by: 'ben' });
    expect((await store.records.get<{ parts: unknown[] }>('voicemail', 'vm-0001'))?.value.parts).toHaveLength(2);
    const kinds = (await store.journal.read({ limit: 10, call: 'call-0001' })).map(({ kind }) => kind);
    expect(kinds).toEqual(['voicemail-claimed', 'voicemail-claimed', 'voicemail-new', 'voicemail-claimed', 'voicemail-done']);
  });

  it('are claimed by one of two at the same moment', async () => {
    const { ask } = await withMessages();
    const both = await Promise.all(['amy', 'ben'].map((by) => ask('put', '/voicemails/vm-0001/state', { body: { state: 'claimed', by } })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    ['a state that is none', { state: 'finished' }, '#/state'],
    ['no state', {}, '#/state'],
    ['a field too many', { state: 'done', buy: 'amy' }, '#/buy'],
  ])('refuse %s', async (_name, body, pointer) => {
    const { ask } = await withMessages();
    expect((await ask('put', '/voicemails/vm-0001/state', { body })).body).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  it('are claimed and done by an agent, for that agent alone, if they are theirs or their team\'s', async () => {
    const { ask } = await withMessages();
    const token = 'amy-token';
    expect(((await ask('get', '/voicemails', { token })).body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['vm-0001']);
    for (const path of ['/voicemails/vm-0002', '/voicemails/vm-0002/audio']) expect((await ask('get', path, { token })).status).toBe(404);
    expect((await ask('get', '/voicemails/vm-0001/audio', { token })).status).toBe(200);
    expect((await ask('post', '/voicemails/vm-0002/claim', { token, body: {} })).status).toBe(404);
    expect((await ask('post', '/voicemails/vm-0001/claim', { token, body: { by: 'ben' } })).status).toBe(403);
    expect((await ask('post', '/voicemails/vm-0001/claim', { token, body: {} })).body).toMatchObject({ state: 'claimed', by: 'amy' });
    expect((await ask('post', '/voicemails/vm-0001/done', { token, body: {} })).body).toMatchObject({ state: 'done', by: 'amy' });
    expect((await ask('delete', '/voicemails/vm-0001', { token })).status).toBe(403);
    expect(((await ask('get', '/voicemails', { token: 'loose-token' })).body as { items: unknown[] }).items).toEqual([]);
  });

  it('are given to somebody else, and are new to them', async () => {
    const { ask, store } = await withMessages();
    await ask('post', '/voicemails/vm-0001/claim', { body: { by: 'amy' } });
    expect((await ask('post', '/voicemails/vm-0001/assign', { body: { for: 'agent:ben' } })).body).toMatchObject({ state: 'new', for: 'agent:ben' });
    expect((await store.journal.read({ limit: 10, call: 'call-0001' })).at(-1)).toMatchObject({ kind: 'voicemail-assigned', for: 'agent:ben', token: 'admin' });
    for (const whom of ['agent:nobody', 'team:nothing', 'ben']) expect((await ask('post', '/voicemails/vm-0001/assign', { body: { for: whom } })).status).toBe(422);
  });

  it('are forgotten with their sound', async () => {
    const { ask, store } = await withMessages();
    expect((await ask('delete', '/voicemails/vm-0001')).status).toBe(204);
    expect(await store.records.get('voicemail', 'vm-0001')).toBeUndefined();
    expect((await ask('delete', '/voicemails/vm-0001')).status).toBe(404);
  });

  it('are not found under an id nobody gave', async () => {
    const { ask } = await withMessages();
    for (const path of ['/voicemails/none', '/voicemails/none/audio']) expect((await ask('get', path)).status).toBe(404);
    expect((await ask('put', '/voicemails/none/state', { body: { state: 'done' } })).status).toBe(404);
  });
});

describe('the sound of a voicemail', () => {
  it('is sent whole', async () => {
    const { ask } = await withMessages();
    const { status, headers, body } = await ask('get', '/voicemails/vm-0001/audio');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'audio/wav', 'accept-ranges': 'bytes', 'content-length': String(sound.length) });
    expect(body).toEqual(sound);
  });

  it.each([
    ['bytes=0-3', 206, 'bytes 0-3/26', 'RIFF'],
    ['bytes=20-', 206, 'bytes 20-25/26', '456789'],
    ['bytes=-2', 206, 'bytes 24-25/26', '89'],
    ['bytes=20-999', 206, 'bytes 20-25/26', '456789'],
    ['bytes=0-1,4-5', 200, undefined, sound.toString()],
    ['lines=0-1', 200, undefined, sound.toString()],
    ['bytes=nonsense', 200, undefined, sound.toString()],
  ])('is sent by range: %s', async (range, status, contentRange, text) => {
    const { ask } = await withMessages();
    const answer = await ask('get', '/voicemails/vm-0001/audio', { headers: { range } });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-range']).toBe(contentRange);
    expect((answer.body as Buffer).toString()).toBe(text);
  });

  it('is refused from behind its end', async () => {
    const { ask } = await withMessages();
    const answer = await ask('get', '/voicemails/vm-0001/audio', { headers: { range: 'bytes=26-' } });
    expect(answer.status).toBe(416);
    expect(answer.headers['content-range']).toBe('bytes */26');
  });

  it('is worth asking for again while the carrier writes it', async () => {
    const { ask } = await withMessages({ voicemailAudio: () => Promise.resolve(undefined) });
    const answer = await ask('get', '/voicemails/vm-0001/audio');
    expect(answer.status).toBe(404);
    expect(answer.headers['retry-after']).toBe('5');
  });
});
