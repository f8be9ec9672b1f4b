import { describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../../test/support/api.ts';

interface JournalBody {
  items: { cursor: string; kind: string }[];
  next?: string;
}

describe('the journal over the API', () => {
  it('is read from where one was, now or later', async () => {
    const { ask, store } = testApi();
    await store.journal.append(['one', 'two', 'three'].map((kind) => ({ at: NOW, kind, call: 'call-0001' })));
    const first = (await ask('get', '/journal?limit=2')).body as JournalBody;
    expect(first.items.map(({ kind }) => kind)).toEqual(['one', 'two']);
    const second = (await ask('get', `/journal?after=${first.next}`)).body as JournalBody;
    expect(second.items.map(({ kind }) => kind)).toEqual(['three']);
    const none = (await ask('get', `/journal?after=${second.next}`)).body as JournalBody;
    expect(none).toEqual({ items: [], next: second.next });
    await store.journal.append([{ at: NOW, kind: 'four' }]);
    expect(((await ask('get', `/journal?after=${none.next}`)).body as JournalBody).items.map(({ kind }) => kind)).toEqual(['four']);
  });

  it('is read for one call', async () => {
    const { ask, store } = testApi();
    await store.journal.append([{ at: NOW, kind: 'mine', call: 'call-0001', agent: 'amy' }, { at: NOW, kind: 'other', call: 'call-0002' }]);
    expect((await ask('get', '/journal?call=call-0001')).body).toMatchObject({ items: [{ kind: 'mine', at: '2026-03-10T09:00:00.000Z', call: 'call-0001', words: 'mine: agent amy', details: { agent: 'amy' } }] });
  });

  it('has nothing to go on from while there is nothing', async () => {
    expect((await testApi().ask('get', '/journal')).body).toEqual({ items: [] });
  });
});
