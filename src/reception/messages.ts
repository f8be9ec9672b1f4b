// The messages somebody on the staff line may hear: their own, their teams' that nobody has claimed, and what they have in hand.
import type { StaffCall } from '../call/call.ts';
import type { KnownMessage } from '../call/facts.ts';
import type { VoicemailRecord } from '../call/voicemail.ts';
import type { Parts } from './parts.ts';

/** Rows looked at, and messages told of; whoever has more uses the list. */
const PAGE = 200;
const SCAN_MAX = 2_000;
const MESSAGES_MAX = 50;

export async function messagesFor(parts: Parts, agent: string, call: Pick<StaffCall, 'heard'>): Promise<readonly KnownMessage[]> {
  const person = await parts.people.get(agent);
  if (!person) return [];
  const boxes = new Set([`agent:${agent}`, ...person.teams.map((team) => `team:${team}`)]);
  const found: KnownMessage[] = [];
  let after: string | undefined;
  for (let looked = 0; looked < SCAN_MAX && found.length < MESSAGES_MAX; looked += PAGE) {
    const page = await parts.store.records.list<VoicemailRecord>('voicemail', { limit: PAGE, ...(after !== undefined && { after }) });
    const theirs = page.filter(({ value }) => (value.state === 'new' && boxes.has(value.for)) || (value.state === 'claimed' && value.by === agent));
    found.push(...theirs.map(({ version, value }) => ({ version, value, isKept: false })));
    after = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  // Only the one they are at, and the next, may be played in this turn.
  const heard = call.heard ?? [];
  const soon = [found.find(({ value }) => value.id === heard.at(-1)), found.find(({ value }) => !heard.includes(value.id))];
  return Promise.all(found.slice(0, MESSAGES_MAX).map(async (one) => (soon.includes(one) ? { ...one, isKept: await isKept(parts, one.value), ...(await lineOf(parts, one.value)) } : one)));
}

/** Calls may be forgotten before their messages. */
async function lineOf({ store }: Parts, { call }: VoicemailRecord): Promise<Pick<KnownMessage, 'line'>> {
  const caller = await store.call(call);
  return caller?.role === 'caller' ? { line: caller.line } : {};
}

/** Of a message by its id; one that is gone has no sound. */
export async function soundKept(parts: Parts, id: string): Promise<boolean> {
  const kept = await parts.store.records.get<VoicemailRecord>('voicemail', id);
  return kept !== undefined && isKept(parts, kept.value);
}

/** A keeping that gives no answer now has nothing to play; whoever listens hears so. */
async function isKept({ keep, log }: Parts, { id, parts }: VoicemailRecord): Promise<boolean> {
  try {
    const sizes = await Promise.all(parts.map((_part, index) => keep.size(id, index + 1)));
    return sizes.length > 0 && sizes.every((size) => size !== undefined);
  } catch (error) {
    log.warn({ err: error, voicemail: id }, 'the sound of a voicemail cannot be looked up');
    return false;
  }
}
