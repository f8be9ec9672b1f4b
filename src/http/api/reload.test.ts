// The reload route: who may ask, and what it answers.
import { describe, expect, it } from 'vitest';
import { testApi } from '../../../test/support/api.ts';
import type { Reloaded } from '../../reception/reload.ts';

const none = { added: [], changed: [], removed: [] };
const done: Reloaded = { ok: true, changes: { flows: { added: ['closed'], changed: [], removed: [] }, languages: none, centre: none, agents: none }, flows: 'abc', warnings: [] };
const refused: Reloaded = { ok: false, problems: [
  { file: 'flows/support.yaml', line: 3, column: 5, message: "there is no step 'car'", hint: "did you mean 'care'?" },
  { file: 'locales/es.yaml', line: 1, column: 1, message: "there is no prompt 'hold.first'" },
] };
const apiWith = (reloaded: Reloaded) => testApi({ reload: () => Promise.resolve(reloaded) });

describe('POST /reload', () => {
  it('says what has changed, and the journal says who asked', async () => {
    const api = apiWith(done);
    expect(await api.ask('post', '/reload')).toMatchObject({ status: 200, body: { flows: { added: ['closed'] }, version: 'abc' } });
    expect(await api.store.journal.read({ limit: 9 })).toMatchObject([{ kind: 'reload-asked', token: 'admin' }]);
  });

  it('says every problem with its place, and that nothing has changed', async () => {
    const { status, body } = await apiWith(refused).ask('post', '/reload');
    expect(status).toBe(422);
    expect(body).toMatchObject({
      title: 'The files have problems',
      detail: "2 problems, and nothing has changed: flows/support.yaml:3:5 there is no step 'car' — did you mean 'care'?",
      errors: [{ detail: "flows/support.yaml:3:5 there is no step 'car'", hint: "did you mean 'care'?" }, { detail: "locales/es.yaml:1:1 there is no prompt 'hold.first'" }],
    });
  });

  it.each(['supervisor-token', 'reader-token', 'amy-token'])('is not for %s', async (token) => {
    expect((await apiWith(done).ask('post', '/reload', { token })).status).toBe(403);
  });

  it('is not there where nothing says how files are read', async () => {
    expect((await testApi().ask('post', '/reload')).status).toBe(503);
  });
});
