// A message for a team is told to those of it who are at work, once; where nobody is, to the first who come.
import type { Deed } from '../call/effects.ts';
import { toldEach, type VoicemailRecord } from '../call/voicemail.ts';
import type { FloorAgent } from '../store/floor.ts';
import type { TakenWork } from '../store/store.ts';
import type { Desk, Done } from './desk.ts';
import type { Parts } from './parts.ts';

/** Enough that one of them takes it, and no more telephones than that. */
const TOLD_MAX = 5;
/** The whole floor is dear to read, and at night there may be many messages. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Whoever is free hears of it before those who are talking, and these before those who are away. */
const ORDER: readonly FloorAgent['state'][] = ['ready', 'wrap', 'offered', 'busy', 'away'];

export async function tellTeam({ parts, performAll }: Desk, { voicemail, team }: Deed & { do: 'tell-team' }, work: TakenWork): Promise<Done> {
  const kept = await parts.store.records.get<VoicemailRecord>('voicemail', voicemail);
  if (kept?.value.state !== 'new' || kept.value.for !== `team:${team}`) return 'done';
  const agents = (await atWork(parts, team)).slice(0, TOLD_MAX);
  if (agents.length === 0) return { again: LOOK_AGAIN_MS };
  const committed = await parts.store.commit({
    work: toldEach(kept.value, work.id, parts.centre.teams[team]?.name ?? team, agents),
    journal: [{ at: parts.clock.now(), kind: 'voicemail-told', call: kept.value.call, voicemail, team, agents }],
    done: work,
  });
  if (committed.ok) performAll(committed.due);
  return 'committed';
}

/** Those who could get a text, whoever is free longest first. */
async function atWork({ people, store }: Parts, team: string): Promise<string[]> {
  const [everybody, floor] = await Promise.all([people.all(), store.floor.agents()]);
  const theirs = new Set(everybody.filter(({ teams, phone }) => teams.includes(team) && phone !== undefined).map(({ id }) => id));
  const there = floor.filter(({ id, state }) => theirs.has(id) && ORDER.includes(state));
  return there.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.since - b.since).map(({ id }) => id);
}
