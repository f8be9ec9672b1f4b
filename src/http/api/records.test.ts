import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/api.ts';
import type { Store } from '../../store/store.ts';
import { changeRecord } from './records.ts';

interface Message {
  call: string;
  state: string;
}

describe('a record that two people change', () => {
  it('keeps what the quicker one made of it, and tells the other', async () => {
    const { store, clock } = testApi();
    await store.records.put('voicemail', 'vm-0001', { call: 'call-0001', state: 'new' });
    // Between our reading and our writing somebody else writes.
    const get: Store['records']['get'] = async (kind, id) => {
      const kept = await store.records.get<never>(kind, id);
      await store.records.put('voicemail', 'vm-0001', { call: 'call-0001', state: 'theirs' });
      return kept;
    };
    const raced: Store = { ...store, records: { ...store.records, get } };
    const changed = await changeRecord<Message>({ store: raced, clock }, { kind: 'voicemail', id: 'vm-0001', asker: { role: 'admin' }, as: 'voicemail-ours', to: (now) => ({ ...now, state: 'ours' }) });
    expect(changed).toMatchObject({ is: 'problem', status: 409, detail: expect.stringContaining('at the same moment') as string });
    expect((await store.records.get<Message>('voicemail', 'vm-0001'))?.value.state).toBe('theirs');
    expect(await store.journal.read({ limit: 5 })).toEqual([]);
  });
});
