// Ana asks for a callback on a day that chance decides, and in the evening everybody is there and picks up.
import type { Callback } from '../../src/call/callback.ts';
import type { E164 } from '../../src/phone/number.ts';
import { WITHIN_S } from './promise-house.ts';
import { type Day, dayIsOver, openDay, STAFF, type Tally } from './promise-day.ts';
import type { Leg } from './promise-phones.ts';

const ANA = '+14155550123';
const EVENTS_MOST = 30;
const COMMITS_MOST = 24;
/** All tries, leases and rests pass by in the evening, some times over. */
const EVENING_ROUNDS = 120;
const ROUND_S = 5;
/** What becomes of Ana's phone in the evening, or of everybody who could ring it. */
const EVENINGS = ['answers', 'answers', 'answers', 'answers', 'answers', 'declines', 'mailbox', 'nobody-comes'] as const;

export async function callbackDay(seed: number, seen: Tally): Promise<void> {
  const day = await openDay(seed, COMMITS_MOST);
  const { chance, phones, house } = day;
  if (chance(4) === 0) await addsOne(day);
  else await asks(day);
  for (let events = chance(EVENTS_MOST); events > 0; events--) {
    await happens(day);
    await day.settled();
    if (chance(4) === 0) await phones.lateOnes();
  }
  await evening(day, EVENINGS[chance(EVENINGS.length)] ?? 'answers');
  await dayIsOver(day);
  await endedOnce(day, seen);
  seen.set('deaths', (seen.get('deaths') ?? 0) + house.deaths);
  seen.set('commits', (seen.get('commits') ?? 0) + house.commits);
}

/** In line for Customer Care, key 3, and 1 to confirm. */
async function asks({ phones, settled }: Day): Promise<void> {
  const ana = await phones.callsIn(ANA);
  for (const key of ['2', '3', '1']) {
    await settled();
    if (ana) await phones.keys(ana, key);
  }
}

async function addsOne({ house, chance }: Day): Promise<void> {
  const wish = { number: ANA as E164, demand: 'care', by: 'supervisor' };
  for (let times = 0; times <= chance(3); times++) await house.ask((reception) => reception.addCallback(wish));
}

const anas = ({ phones }: Day): Leg[] => phones.live(({ number }) => number === ANA);
const ours = ({ phones }: Day): Leg[] => phones.live(({ number }) => number !== ANA);

async function happens(day: Day): Promise<void> {
  const { chance, phones, house, store } = day;
  const leg = [...anas(day), ...ours(day)].at(chance(4));
  const what = chance(12);
  if (what <= 1) return day.sets(STAFF[chance(2)] ?? 'amy', chance(4) === 0 ? 'away' : 'ready');
  if (what === 2) return day.passes(1 + chance(20));
  if (what === 3) return anas(day).length === 0 ? asks(day) : undefined;
  if (what === 4 && chance(6) === 0) {
    const [open] = (await store.records.list<Callback>('callback', { limit: 5 })).filter(({ value }) => value.state === 'open');
    if (open) await house.ask((reception) => reception.tell(open.value.call, { tell: 'cancel-callback', by: 'supervisor', ...(chance(2) === 0 && { forget: true as const }) }));
    return;
  }
  if (!leg) return day.passes(1 + chance(5));
  if (leg.state === 'ringing') return chance(4) === 0 ? phones.ends(leg, chance(2) === 0 ? 'busy' : 'no-answer') : phones.answers(leg);
  if (chance(6) === 0) return phones.ends(leg, 'completed');
  return phones.keys(leg, leg.number === ANA ? ['1', '1', '', '*', '2'][chance(5)] ?? '' : ['1', '1', '1', '2', ''][chance(5)] ?? '');
}

async function evening(day: Day, how: (typeof EVENINGS)[number]): Promise<void> {
  const { phones, house, store } = day;
  phones.isWell = true;
  house.isWell();
  await phones.lateOnes();
  if (how === 'nobody-comes') await nobodyComes(day);
  for (let round = 0; round < EVENING_ROUNDS; round++) {
    for (const agent of STAFF) if ((await store.floor.agent(agent))?.state !== 'ready') await day.sets(agent, 'ready');
    for (const leg of phones.live(({ state }) => state === 'ringing')) await (how === 'declines' && leg.number === ANA ? phones.ends(leg, 'busy') : phones.answers(leg));
    await day.settled();
    for (const leg of phones.live(({ state, hears }) => state === 'up' && hears === 'keys')) await phones.keys(leg, how === 'mailbox' && leg.number === ANA ? '' : '1');
    for (const leg of phones.live(({ state, hears }) => state === 'up' && hears === 'words')) await phones.keys(leg, '');
    await day.passes(ROUND_S);
    for (const leg of anas(day)) if (leg.hears === 'room' || leg.hears === 'record' || !leg.ours) await phones.ends(leg, 'completed');
    for (const leg of ours(day)) if (leg.state === 'up' && round % 4 === 3) await phones.ends(leg, 'completed');
    const open = (await store.records.list('callback-open', { limit: 5 })).length;
    if (open === 0 && phones.live(() => true).length === 0 && (await store.calls({ limit: 5, live: true })).length === 0) return;
  }
}

/** Nobody takes anything for longer than a callback may stand in line. */
async function nobodyComes(day: Day): Promise<void> {
  for (const agent of STAFF) await day.sets(agent, 'away');
  for (let passed = 0; passed <= WITHIN_S; passed += ROUND_S) {
    for (const leg of day.phones.live(({ state }) => state === 'ringing')) await day.phones.ends(leg, 'no-answer');
    for (const leg of day.phones.live(() => true)) await day.phones.ends(leg, 'completed');
    await day.passes(ROUND_S);
  }
}

async function endedOnce({ store }: Day, seen: Tally): Promise<void> {
  const [all, journal] = await Promise.all([store.records.list<Callback>('callback', { limit: 100 }), store.journal.read({ limit: 5_000 })]);
  const open = await store.records.list('callback-open', { limit: 10 });
  if (open.length > 0) throw new Error(`known as open still: ${JSON.stringify(open)} of ${JSON.stringify(all.map(({ value }) => value))}`);
  for (const { value } of all) {
    const ends = journal.filter(({ kind, callback }) => kind === 'callback-over' && callback === value.id).map(({ how }) => how);
    if (ends.length !== 1 || ends[0] !== value.state) throw new Error(`${value.id} is ${value.state}, and ended ${ends.length} times: ${ends.join(', ')}`);
    const talked = journal.filter(({ kind, call }) => kind === 'answered' && call === value.call).length;
    if (value.state === 'kept' && talked === 0) throw new Error(`${value.id} is ${value.state}, and they talked ${talked} times`);
    seen.set(value.state, (seen.get(value.state) ?? 0) + 1);
  }
  const promised = journal.filter(({ kind }) => kind === 'callback').length;
  if (promised !== all.length) throw new Error(`${promised} promises, and ${all.length} records`);
}
