import { expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { untouched, withDoor, type Door } from '../door/switch.ts';
import { createMemoryStore } from '../store/memory.ts';
import { switchReader, turnSwitch } from './switch.ts';

const clock = new HandClock(1_000);
let made = 0;
const fresh = () => `fresh-${made++}`;
const door = (region: string, until?: number): Door => ({ team: 'engineers', region, is: 'closed', at: 1_000, by: 'kim', ...(until !== undefined && { until }) });

it('several people turn it at once, and every word counts', async () => {
  const store = createMemoryStore({ clock });
  const emergency = switchReader({ store });
  const regions = ['americas', 'emea', 'apac'];
  await Promise.all(regions.map((region) => turnSwitch({ store, clock, emergency, fresh }, (set) => withDoor(set, door(region)), { turn: 'close', region })));
  expect(emergency.current().doors.map(({ region }) => region).sort()).toEqual([...regions].sort());
  expect((await store.journal.read({ limit: 10 })).map(({ kind }) => kind)).toEqual(['switch', 'switch', 'switch']);
});

it('forgets what is over with the next turn', async () => {
  const store = createMemoryStore({ clock });
  const emergency = switchReader({ store });
  await turnSwitch({ store, clock, emergency, fresh }, (set) => withDoor(set, door('emea', 900)), {});
  expect(await turnSwitch({ store, clock, emergency, fresh }, (set) => withDoor(set, door('apac')), {})).toMatchObject({ set: { doors: [door('apac')] }, due: [{ deed: { do: 'alarm', what: 'switch' } }] });
});

it('a slow answer of the store never brings an older word back', async () => {
  const store = createMemoryStore({ clock });
  let held: (() => void) | undefined;
  const slow = { ...store, records: { ...store.records, get: async <T>(...of: Parameters<typeof store.records.get>) => {
    const kept = await store.records.get<T>(...of);
    if (held === undefined) await new Promise<void>((go) => (held = go));
    return kept;
  } } };
  await store.records.put('switch', 'now', { doors: [door('emea')] });
  const emergency = switchReader({ store: slow });
  const first = emergency.read();
  await new Promise((soon) => setImmediate(soon));
  await store.records.put('switch', 'now', untouched);
  await emergency.read();
  held?.();
  await first;
  expect(emergency.current()).toEqual(untouched);
});
