// An announcement in the languages it has no words in: each by work of its own, put in when it is there, if that announcement is still the one in force.
import { spokenText } from '../centre/value.ts';
import { heldAt, silentIn, SWITCH_ID, type Announcement, type EmergencySwitch } from '../door/switch.ts';
import type { Deed } from '../call/effects.ts';
import type { Centre } from '../centre/centre.ts';
import type { TakenWork, Work } from '../store/store.ts';
import type { Done } from './desk.ts';
import type { Parts } from './parts.ts';
import { translated, translateOne, untranslated } from './translate.ts';

type Deeds = Deed & { do: 'translate-announcement' };

const CONTEXT = 'An announcement that callers of a technical support line hear before the menu.';

export const toTranslate = (centre: Pick<Centre, 'lines'>, { announcement }: EmergencySwitch): Work<Deed>[] =>
  (announcement ? silentIn(centre, announcement).map((to) => ({ id: `announce:${announcement.id}:${to}`, at: 0, deed: { do: 'translate-announcement', announcement: announcement.id, to } })) : []);

export async function translateAnnouncement(parts: Parts, deed: Deeds, work: TakenWork): Promise<Done> {
  const source = sourceOf(await inForce(parts, deed), parts.centre.translation.house);
  if (!source) return 'done';
  const about = { announcement: deed.announcement, language: deed.to };
  const outcome = await translateOne(parts, { ...source, to: deed.to, context: CONTEXT }, work.tries);
  if (outcome.is === 'off') return 'done';
  if (outcome.is === 'again') return { again: outcome.ms };
  // What is longer than anybody may announce would be cut in the middle of a sentence.
  if (outcome.is === 'failed' || !spokenText.safeParse(outcome.translation.text).success) {
    await parts.store.journal.append([untranslated(parts, outcome.is === 'failed' ? outcome.why : 'too-long', about)]);
    return 'done';
  }
  const { text, confidence, provider } = outcome.translation;
  const words = (now: Announcement): Announcement => ({ ...now, texts: { ...now.texts, [deed.to]: text }, machine: { ...now.machine, [deed.to]: { provider, ...(confidence !== undefined && { confidence }) } } });
  return write(parts, deed, words, translated(parts, outcome.translation, about), work);
}

/** It may be over, or another by now; or somebody has said it in this language. */
async function inForce({ store, clock }: Parts, { announcement, to }: Deeds): Promise<Announcement | undefined> {
  const kept = await store.records.get<EmergencySwitch>('switch', SWITCH_ID);
  const now = kept && heldAt(kept.value, clock.now()).announcement;
  return now?.id === announcement && !Object.hasOwn(now.texts, to) ? now : undefined;
}

/** What a person said: in the language of the house, if they did. */
function sourceOf(announcement: Announcement | undefined, house: string): { text: string; from: string } | undefined {
  const own = Object.entries(announcement?.texts ?? {}).filter(([language]) => !Object.hasOwn(announcement?.machine ?? {}, language));
  const [from, text] = own.find(([language]) => language === house) ?? own[0] ?? [];
  return from === undefined || text === undefined ? undefined : { text, from };
}

/** The switch may be turned at the same moment: read again, write again. */
async function write(parts: Parts, deed: Deeds, words: (now: Announcement) => Announcement, entry: ReturnType<typeof translated>, work: TakenWork): Promise<Done> {
  const kept = await parts.store.records.get<EmergencySwitch>('switch', SWITCH_ID);
  const now = await inForce(parts, deed);
  if (!kept || !now) return 'done';
  const committed = await parts.store.commit({ records: [{ kind: 'switch', id: SWITCH_ID, value: { ...kept.value, announcement: words(now) }, was: kept.version }], journal: [entry], done: work });
  if (committed.ok) await parts.emergency.read();
  return !committed.ok && committed.why === 'record' ? { again: 0 } : 'committed';
}
