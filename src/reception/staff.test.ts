import { describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import type { Agent } from '../centre/centre.ts';
import type { Pins } from '../directory/pins.ts';
import type { E164 } from '../phone/number.ts';
import { createMemoryStore } from '../store/memory.ts';
import type { Parts } from './parts.ts';
import { claimOf, judge, standing } from './staff.ts';

const amy: Agent = { id: 'amy', name: 'Sample Agent Amy', teams: ['customer-care'], phone: '+12025550101' as E164, staffId: '0101', region: 'americas', languages: ['es', 'en'], skills: {} };
const hour = 3_600_000;

/** Amy's PIN is 482915. `checked` are the agents whose PIN was looked at. */
function desk() {
  const clock = new HandClock(Date.UTC(2026, 9, 20, 17));
  const store = createMemoryStore({ clock });
  const checked: (string | undefined)[] = [];
  const pins: Pick<Pins, 'check'> = {
    check: async (agent, pin) => {
      checked.push(agent);
      await Promise.resolve();
      return agent === 'amy' && pin === '482915';
    },
  };
  const people = { all: () => Promise.resolve([amy]), get: (id: string) => Promise.resolve(id === 'amy' ? amy : undefined) };
  const parts = { clock, store, pins, people, seal: (text: string) => `seal of ${text.length} ${text.at(-1) ?? ''}`, centre: { regions: {}, teams: {} } } as unknown as Parts;
  let calls = 0;
  const tries = (pin: string, more: { id?: string; number?: string; call?: string } = {}) =>
    judge(parts, { id: more.call ?? `call-${calls++}`, document: 2 }, { need: 'staff', claim: claimOf(parts, more.id ?? '0101'), pin }, more.number ?? 'a-number');
  return { clock, store, parts, tries, checked };
}

describe('a PIN on the staff line', () => {
  it('that fits tells who it is and which language is theirs', async () => {
    expect(await desk().tries('482915')).toEqual({ is: 'known', agent: 'amy', language: 'es' });
  });

  it('is looked at as often and in the same way for an id that nobody has', async () => {
    const { tries, checked } = desk();
    expect([await tries('000000'), await tries('000000', { id: '4712' })]).toEqual([{ is: 'wrong' }, { is: 'wrong' }]);
    expect(checked).toEqual(['amy', undefined]);
  });

  it('tried a hundred times at once is tried five times', async () => {
    const { tries, checked } = desk();
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => tries(String(482_900 + index), { number: `number-${index}` })));
    expect(checked.length).toBeLessThanOrEqual(5);
    expect(answers.filter(({ is }) => is === 'known')).toEqual([]);
    expect(await tries('482915')).toEqual({ is: 'locked', about: 'amy' });
  });

  it('that comes twice with one turn, to two processes at once, is one try', async () => {
    const { tries } = desk();
    for (let turn = 0; turn < 4; turn++) await Promise.all([tries('000000', { call: `turn-${turn}` }), tries('000000', { call: `turn-${turn}` })]);
    expect(await tries('482915')).toMatchObject({ is: 'known' });
  });

  it('wrong four times an hour is no lock, five times is, for a quarter of an hour', async () => {
    const { clock, tries } = desk();
    for (let wrong = 0; wrong < 4; wrong++) expect(await tries('000000')).toEqual({ is: 'wrong' });
    await clock.push(hour);
    for (let wrong = 0; wrong < 4; wrong++) expect(await tries('000000')).toEqual({ is: 'wrong' });
    expect(await tries('000000')).toEqual({ is: 'locked', about: 'amy' });
    await clock.push(15 * 60_000 - 1);
    expect(await tries('482915')).toEqual({ is: 'locked', about: 'amy' });
    await clock.push(1);
    expect(await tries('482915')).toMatchObject({ is: 'known' });
  });

  it('of one’s own pays for no guess at another: the number keeps its count', async () => {
    const { tries } = desk();
    for (let wrong = 0; wrong < 4; wrong++) {
      expect(await tries('000000', { id: `4711${wrong}` })).toEqual({ is: 'wrong' });
      expect(await tries('482915')).toMatchObject({ is: 'known' });
    }
    expect(await tries('000000', { id: '47119' })).toEqual({ is: 'locked', about: 'calling-number' });
  });
});

describe('how somebody stands', () => {
  const setReady = async ({ store, clock }: ReturnType<typeof desk>, forMs: number) => {
    const { version } = await store.floor.classes();
    await store.commit({ floor: [{ verb: 'presence', agent: 'amy', presence: 'ready', until: clock.now() + forMs, classes: {}, at: version }] });
  };

  it('is offline who never signed in, and gone who is no agent', async () => {
    const { parts } = desk();
    expect(await standing(parts, 'amy')).toMatchObject({ is: 'known', state: 'offline', presence: 'offline', silent: false });
    expect(await standing(parts, 'nobody')).toEqual({ is: 'gone' });
  });

  it('is ready as long as it lasts, and offline in the very moment after, whatever the floor has noticed', async () => {
    const here = desk();
    await setReady(here, hour);
    expect(await standing(here.parts, 'amy')).toMatchObject({ state: 'ready', until: here.clock.now() + hour });
    await here.clock.push(hour);
    expect(await standing(here.parts, 'amy')).toMatchObject({ state: 'offline', presence: 'offline' });
  });

  it('may be set for twelve hours', async () => {
    const { parts, clock } = desk();
    expect(await standing(parts, 'amy')).toMatchObject({ latest: clock.now() + 12 * hour });
  });
});
