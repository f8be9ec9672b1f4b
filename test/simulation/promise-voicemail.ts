// Ana leaves Customer Care a message on a day that chance decides; two agents want it at once.
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import { type Day, dayIsOver, openDay, type Tally } from './promise-day.ts';
import { DEAD } from './promise-house.ts';
import type { Leg } from './promise-phones.ts';

const ANA = '+14155550123';
const SPEAKS_MOST = 4;
const COMMITS_MOST = 8;
/** Two seconds after the first try to fetch a sound comes the next, then four; a dead process's work is somebody's again after its lease. */
const EVENING_S = 150;

export async function voicemailDay(seed: number, seen: Tally): Promise<void> {
  const day = await openDay(seed, COMMITS_MOST);
  const { phones, house } = day;
  const ana = await phones.callsIn(ANA);
  for (const key of ['2', '1']) {
    await day.settled();
    if (ana) await phones.keys(ana, key);
  }
  const [said, heard] = [new Set<string>(), new Set<string>()];
  for (let times = 0; ana && times < SPEAKS_MOST && ana.state === 'up'; times++) await goesOn(day, ana, said, heard);
  if (ana) await phones.ends(ana, 'completed');
  await evening(day);
  await dayIsOver(day);
  await handedInOnce(day, { said, heard }, seen);
  seen.set('deaths', (seen.get('deaths') ?? 0) + house.deaths);
}

/** Speaks after the tone, or says what is to become of it. The carrier's own notice of the sound comes before the turn, after it, or both. */
async function goesOn({ phones, house, chance, settled, passes, clock }: Day, ana: Leg, said: Set<string>, heard: Set<string>): Promise<void> {
  if (ana.hears !== 'record') {
    await passes(1);
    return phones.keys(ana, ['', '1', '2', '2'][chance(4)] ?? '');
  }
  const [recording, seconds] = [`RE-${said.size}`, 3 + chance(20)];
  said.add(recording);
  phones.sounds.set(recording, seconds);
  const tell = () => house.ask((reception) => reception.recordingThere(ana.call, { part: 1, recording, seconds }));
  // Posted once more where nobody answers, and then no more.
  const there = async (): Promise<void> => {
    if ((await tell()) !== DEAD || (await tell()) !== DEAD) heard.add(recording);
  };
  const hungUp = chance(3) === 0;
  const order = chance(3);
  await passes(seconds);
  if (order === 0) await there();
  if (!hungUp) await phones.turn(ana, { kind: 'recorded', recording, seconds, key: chance(2) === 0 ? '#' : '', hungUp });
  else await phones.ends(ana, 'completed');
  if (order === 1) await there();
  await settled();
  clock.after(chance(10) * 1_000, () => void there());
}

async function evening(day: Day): Promise<void> {
  const { phones, house } = day;
  phones.isWell = true;
  await day.passes(12);
  house.isWell();
  await phones.lateOnes();
  await day.passes(EVENING_S);
}

async function handedInOnce({ store, house, kept, settled }: Day, { said, heard }: { said: ReadonlySet<string>; heard: ReadonlySet<string> }, seen: Tally): Promise<void> {
  const [all, journal] = await Promise.all([store.records.list<VoicemailRecord>('voicemail', { limit: 100 }), store.journal.read({ limit: 5_000 })]);
  const times = (kind: string, id: string) => journal.filter((entry) => entry.kind === kind && entry['voicemail'] === id).length;
  // Whoever hangs up while they speak it again is gone before the carrier tells of it: then the first one was handed in, and the second comes after it.
  const spokeAgain = journal.some(({ kind, during }) => kind === 'ended' && during === 'recording') && journal.some(({ kind }) => kind === 'voicemail-again');
  if (all.length > (spokeAgain ? 2 : 1)) throw new Error(`one call has left ${all.length} messages`);
  if (all.length > 1) seen.set('second messages', (seen.get('second messages') ?? 0) + 1);
  if (heard.size > 0 && all.length === 0) throw new Error(`we were told of ${heard.size} recordings, and nothing is there`);
  for (const { id, value } of all) {
    if (times('voicemail', id) !== 1) throw new Error(`${id} was handed in ${times('voicemail', id)} times`);
    for (const [index, { recording, seconds }] of value.parts.entries()) {
      if (!said.has(recording)) throw new Error(`${recording} was never said`);
      if (kept.get(`${id}/${index + 1}`) !== seconds) throw new Error(`the sound of ${id} is not kept whole: ${JSON.stringify([...kept])}`);
    }
    const claims = await Promise.all(['amy', 'ben'].map((by) => house.ask((reception) => reception.changeVoicemail(id, { to: 'claimed', by }, { by }))));
    await settled();
    const won = claims.filter((claim) => claim !== DEAD && claim.is === 'changed').length;
    if (won !== 1) throw new Error(`${won} people have ${id} in hand`);
    seen.set('messages', (seen.get('messages') ?? 0) + 1);
  }
  if (kept.size > all.reduce((sum, { value }) => sum + value.parts.length, 0)) throw new Error(`sounds of no message are kept: ${JSON.stringify([...kept])}`);
}
