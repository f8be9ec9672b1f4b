// An alarm and the count that silences the next one are written together.
import { expect, it } from 'vitest';
import { centre, flows } from '../../test/support/core.ts';
import { HandClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { TakenWork } from '../store/store.ts';
import { raiseAlarm } from './alarms.ts';
import type { Desk } from './desk.ts';
import { page } from './page.ts';

const START = Date.UTC(2026, 9, 20, 17);

function scene() {
  const clock = new HandClock(START);
  const store = createMemoryStore({ clock });
  const people = { get: (id: string) => Promise.resolve(centre.agents.find((agent) => agent.id === id)) };
  const desk = { parts: { store, clock, centre, flows, people, log: memoryLog(), fresh: () => 'fresh' }, performAll: () => undefined } as unknown as Desk;
  return { clock, store, desk };
}

const raised = async ({ store }: ReturnType<typeof scene>) => (await store.journal.read({ limit: 9 })).filter(({ kind }) => kind === 'alarm').length;

it('whoever dies before an alarm is written has not silenced it', async () => {
  const here = scene();
  const { desk, store } = here;
  const dying = { ...desk, parts: { ...desk.parts, store: { ...store, commit: () => Promise.reject(new Error('killed')) } } } as Desk;
  await expect(raiseAlarm(dying, { what: 'nobody-on-duty', about: 'emea' })).rejects.toThrow('killed');
  expect(await raised(here)).toBe(0);
  await raiseAlarm(desk, { what: 'nobody-on-duty', about: 'emea' });
  await raiseAlarm(desk, { what: 'nobody-on-duty', about: 'emea' });
  expect(await raised(here)).toBe(1);
});

it('a page that was refused its dial slot has the next one, before everybody who is no P1', async () => {
  const { clock, store, desk } = scene();
  const slot = { verb: 'dial-slot', perSecond: 1 } as const;
  await store.commit({ floor: [slot] });
  const escalation = { id: 'e-1', call: 'c-1', reason: 'other', at: START, state: 'paged', region: 'emea' } as const;
  await store.commit({ work: [{ id: 'ring:e-1', at: 0, deed: { do: 'page', escalation, rung: 0 } }] });
  const [work] = await store.work.take(1, 10_000);
  expect(await page(desk, { do: 'page', escalation, rung: 0 }, work as TakenWork)).toEqual({ again: 1_000 });
  await clock.push(1_000);
  expect(await store.commit({ floor: [slot] })).toMatchObject({ ok: false, refusal: { why: 'no-slot' } });
  expect(await page(desk, { do: 'page', escalation, rung: 0 }, work as TakenWork)).toBe('committed');
  expect((await store.journal.read({ limit: 9 })).map(({ kind }) => kind)).toEqual(['paged']);
});
