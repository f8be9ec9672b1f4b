// Whoever is edited just before a class is asked for the first time is in it, at every process.
import { expect, it } from 'vitest';
import type { Agent, Centre } from '../centre/centre.ts';
import { HandClock } from '../clock.ts';
import { createPeople } from '../directory/people.ts';
import type { E164 } from '../phone/number.ts';
import { createMemoryStore } from '../store/memory.ts';
import { openClasses } from './classes.ts';
import type { Parts } from './parts.ts';
import { republish, setPresence } from './presence.ts';

const centre = { teams: { care: { name: 'Care' }, experts: { name: 'Experts' } }, regions: {} } as unknown as Centre;
const amy = (...teams: string[]): Agent => ({ id: 'amy', name: 'Amy', teams, phone: '+12025550101' as E164, region: 'west', languages: ['en'], skills: {} });

function scene() {
  const clock = new HandClock(1_000);
  const store = createMemoryStore({ clock });
  const process = (): Parts => ({ store, clock, centre, people: createPeople({ store, clock }) }) as unknown as Parts;
  return { clock, store, ours: process(), other: process() };
}

it('an agent who has just come to a team at another process is in the class that is opened for it', async () => {
  const { store, ours, other } = scene();
  await ours.people.save(amy('care'));
  await ours.people.all();
  await openClasses(ours, ['team:care']);
  await setPresence(ours, 'amy', 'ready');
  await other.people.save(amy('care', 'experts'));
  await openClasses(ours, ['team:experts']);
  expect(Object.keys((await store.floor.agent('amy'))?.classes ?? {})).toContain('team:experts');
});

it('an agent who signs in just after an edit at another process is who they are now', async () => {
  const { store, ours, other } = scene();
  await ours.people.save(amy('care'));
  await openClasses(ours, ['team:care', 'team:experts']);
  await ours.people.get('amy');
  await other.people.save(amy('experts'));
  await setPresence(ours, 'amy', 'ready');
  expect(Object.keys((await store.floor.agent('amy'))?.classes ?? {})).toEqual(['team:experts']);
});

it('an agent who sets away in the very moment of an edit is away, and who they are now', async () => {
  const { store, ours, other } = scene();
  await ours.people.save(amy('care'));
  await openClasses(ours, ['team:care', 'team:experts']);
  await setPresence(ours, 'amy', 'ready');
  await other.people.save(amy('experts'));
  let meanwhile: (() => Promise<unknown>) | undefined = () => setPresence(other, 'amy', 'away');
  const agent = async (id: string) => {
    const there = await store.floor.agent(id);
    const happens = meanwhile;
    meanwhile = undefined;
    await happens?.();
    return there;
  };
  await republish({ ...other, store: { ...store, floor: { ...store.floor, agent } } }, 'amy');
  expect(await store.floor.agent('amy')).toMatchObject({ presence: 'away', state: 'away', classes: { 'team:experts': expect.any(Number) as number } });
});
