// Carries out what turns asked for. Each deed may come twice, from this process or another, and must do no harm then.
import type { AgentCall, Call, CallerCall, PageCall } from '../call/call.ts';
import { lineFor } from '../call/begin.ts';
import type { Numbered } from '../call/callback.ts';
import type { Deed } from '../call/effects.ts';
import { interpreterLeg, offerOf, pairIn } from '../call/pair.ts';
import { type CutOff, REDIAL_KEPT_MS } from '../call/redial.ts';
import type { Centre } from '../centre/centre.ts';
import type { E164 } from '../phone/number.ts';
import type { OutgoingUse } from '../phone/outgoing.ts';
import type { TakenWork } from '../store/store.ts';
import { raiseAlarm, sendAlarm } from './alarms.ts';
import type { Asked } from './carrier.ts';
import type { Desk, Done } from './desk.ts';
import { ringLeg } from './callbacks.ts';
import { isForNow, passGate } from './gate.ts';
import { miss } from './misses.ts';
import { sendNote, translateNote } from './notes.ts';
import { page } from './page.ts';
import { fetchRecording, forgetRecording, forgetSound } from './recordings.ts';
import { tellTeam } from './tell-team.ts';
import { transcribe } from './transcribe.ts';
import { translateAnnouncement } from './translate-announcement.ts';
import { translateVoicemail } from './translate-voicemail.ts';
import { erase } from './erasure.ts';
import type { Parts } from './parts.ts';
import { handOn } from './voicemail-work.ts';
import { summon } from './summon.ts';
import { announce, record } from './conversations.ts';
import { countCall } from './taken.ts';
import { sendText } from './texts.ts';
import { watchCase } from './watch.ts';

/** Between two tries of something the carrier could not do just now. */
const AGAIN_MS = 1_000;
const TRIES_MAX = 5;

export async function perform(desk: Desk, work: TakenWork<Deed>): Promise<Done> {
  const { deed } = work;
  switch (deed.do) {
    case 'tell':
      await desk.tell(deed.call, deed.message, work);
      return 'committed';
    case 'offer-over':
      await tellBeside(desk, deed);
      await desk.tell(deed.offer, { tell: 'offer-over', why: deed.why === 'expired' ? 'expired' : 'withdrawn' }, work);
      return 'committed';
    case 'floor':
      await desk.changeFloor(deed.verb, work);
      return 'committed';
    case 'decide':
      await desk.decide(deed.who);
      return 'done';
    case 'decide-next':
      await desk.decideNext();
      return 'done';
    case 'ring-customer':
      return ringLeg(desk, deed.call, work);
    case 'dial':
      return dial(desk, deed.call, work);
    case 'redirect':
      return redirect(desk.parts, deed, work.tries);
    case 'hang-up':
      return hangUp(desk.parts, deed.call, work.tries);
    case 'hold':
      return hold(desk.parts, deed, work.tries);
    case 'record':
      return record(desk.parts, deed, work.tries);
    case 'announce':
      return announce(desk.parts, deed, work.tries);
    case 'text':
      return sendText(desk.parts, deed, work.tries);
    case 'page':
      return page(desk, deed, work);
    case 'summon':
      return summon(desk, deed, work);
    case 'miss':
      return miss(desk, deed, work);
    case 'alarm':
      return raiseAlarm(desk, deed, work);
    case 'send-alarm':
      return sendAlarm(desk.parts, deed, work.tries);
    case 'forget-redial':
      return forgetRedial(desk.parts, deed.key);
    case 'count-call':
      return countCall(desk, deed);
    case 'tell-team':
      return tellTeam(desk, deed, work);
    case 'watch':
      return watchCase(desk, deed, work);
    case 'hand-on':
      return handOn(desk, deed, work);
    case 'fetch':
      return fetchRecording(desk, deed, work);
    case 'forget-recording':
      return forgetRecording(desk.parts, deed, work.tries);
    case 'forget-sound':
      return forgetSound(desk.parts, deed, work.tries);
    case 'transcribe':
      return transcribe(desk, deed, work);
    case 'translate-voicemail':
      return translateVoicemail(desk.parts, deed, work);
    case 'translate-note':
      return translateNote(desk, deed, work);
    case 'send-note':
      return sendNote(desk.parts, deed, work);
    case 'translate-announcement':
      return translateAnnouncement(desk.parts, deed, work);
    case 'erase':
      return erase(desk, deed, work);
  }
}

/** Of two who were rung together both are told, the interpreter first: what is not done yet is done again, and hearing it twice changes nothing. */
async function tellBeside({ parts, hear }: Desk, { offer, why }: Deed & { do: 'offer-over' }): Promise<void> {
  const over = await parts.store.floor.offer(offer);
  if (over && pairIn(over)) await hear(interpreterLeg(offer), { tell: 'offer-over', why: why === 'expired' ? 'expired' : 'withdrawn' });
}

/** A carrier that has too much to do just now did nothing: it is asked again so much later, if the leg is still wanted. */
const BUSY_WAITS_MS = [250, 500] as const;

/** A leg is created only while its offer lives; one that was withdrawn while the carrier was asked is ended at once. */
async function dial(desk: Desk, id: string, work: TakenWork): Promise<Done> {
  const { carrier, centre, addresses, clock } = desk.parts;
  const leg = await wantedLeg(desk.parts, id);
  if (!leg) return 'done';
  if (work.tries > 1) return lost(desk, leg, work);
  const { to, from, use } = numbersOf(centre, leg);
  const gate = await passGate(desk.parts, { to, from, use, about: id });
  if (!gate.ok) return notDialled(desk, id, leg.role === 'caller' && !isForNow(gate.why) ? 'refused' : gate.why, work);
  const ask = () => carrier.dial({
    to, from, url: addresses.turn(id, 0), statusUrl: addresses.leg(id), ringS: centre.settings.ringS, mostS: centre.settings.legS,
  });
  let dialled = await ask();
  for (const waitMs of BUSY_WAITS_MS) {
    if (dialled.ok || dialled.why !== 'busy') break;
    await new Promise<void>((done) => clock.after(waitMs, done));
    if (!(await wantedLeg(desk.parts, id))) return 'done';
    dialled = await ask();
  }
  if (dialled.ok) {
    await endUnwanted(desk.parts, await desk.rememberSid(id, dialled.sid), dialled.sid);
    return 'done';
  }
  // It may exist, so that phone is left alone until the lease is over or the carrier tells of the leg.
  if (dialled.why === 'unclear') return 'done';
  return notDialled(desk, id, dialled.why, work);
}

type Dialled = AgentCall | PageCall | (CallerCall & { from: Numbered });

/** A customer is called back from the line they called. */
function numbersOf(centre: Centre, leg: Dialled): { to: E164; from: E164; use: OutgoingUse } {
  return leg.role === 'caller' ? { to: leg.from.number, from: lineFor(centre, leg.line).number, use: 'callback' } : { to: leg.phone, from: leg.shows, use: leg.role };
}

/** The leg, while it is still to be dialled: an agent's only as long as the offer lives. */
async function wantedLeg({ store }: Parts, id: string): Promise<Dialled | undefined> {
  const leg = await store.call(id);
  const offer = leg?.role === 'agent' ? await store.floor.offer(offerOf(leg)) : undefined;
  if (leg === undefined || leg.role === 'staff' || leg.doing.is !== 'dialling' || leg.sid !== undefined) return undefined;
  if (leg.role === 'caller') return isNumbered(leg) ? leg : undefined;
  return leg.role === 'agent' && offer?.state !== 'live' ? undefined : leg;
}

const isNumbered = (leg: CallerCall): leg is CallerCall & { from: Numbered } => leg.from.kind === 'number';

/** A leg that came to be when nobody wanted it any more is ended now, or as soon as the carrier can. */
export async function endUnwanted({ store, carrier, clock }: Parts, leg: Call | undefined, sid: string): Promise<void> {
  if (leg?.doing.is !== 'over' || (await carrier.hangUp(sid)) !== 'later') return;
  await store.commit({ work: [{ id: `hang-up:${leg.id}`, at: clock.now() + AGAIN_MS, deed: { do: 'hang-up', call: leg.id } satisfies Deed }] });
}

async function notDialled(desk: Desk, id: string, why: string, work: TakenWork): Promise<Done> {
  desk.parts.log.warn({ leg: id, why }, 'a leg could not be dialled');
  await desk.tell(id, { tell: 'not-dialled', why }, work);
  return 'committed';
}

/** Whoever was to dial died on the way; the call may exist, so it is not created twice. The lease brings the caller on. */
function lost(desk: Desk, leg: Dialled, { tries }: TakenWork): Done {
  desk.parts.log.warn({ leg: leg.id, tries }, 'a dial was found half done; its lease decides');
  return 'done';
}

async function redirect({ store, carrier, addresses, clock }: Parts, deed: Deed & { do: 'redirect' }, tries: number): Promise<Done> {
  const call = await store.call(deed.call);
  if (call?.sid === undefined || call.document !== deed.turn) return 'done';
  if (deed.notAfter !== undefined && (clock.now() > deed.notAfter || call.doing.is !== 'joining')) return 'done';
  return asked(await carrier.redirect({ sid: call.sid, url: addresses.document(call.id, deed.turn) }), tries);
}

async function hangUp({ store, carrier }: Parts, id: string, tries: number): Promise<Done> {
  const call = await store.call(id);
  return call?.sid === undefined ? 'done' : asked(await carrier.hangUp(call.sid), tries);
}

async function hold({ store, carrier, addresses }: Parts, deed: Deed & { do: 'hold' }, tries: number): Promise<Done> {
  const call = await store.call(deed.call);
  if (call?.sid === undefined) return 'done';
  // A carrier whose notices of the room are late or lost has told of nobody in it yet; the caller is there all the same.
  const { doing } = call;
  if (doing.is !== 'talking' && doing.is !== 'joining') return 'done';
  const room = doing.is === 'talking' ? doing.room : doing.wait;
  const conference = doing.is === 'talking' ? doing.conference : undefined;
  return asked(await carrier.hold({ sid: call.sid, room, on: deed.on, musicUrl: addresses.hold, ...(conference === undefined ? {} : { conference }) }), tries);
}

/** Somebody else may have been cut off with the same key meanwhile; theirs is forgotten in its own time. */
async function forgetRedial({ store, clock }: Parts, key: string): Promise<Done> {
  const kept = await store.records.get<CutOff>('redial', key);
  if (kept && kept.value.at + REDIAL_KEPT_MS <= clock.now()) await store.records.remove('redial', key);
  return 'done';
}

function asked(answer: Asked, tries: number): Done {
  return answer === 'later' && tries < TRIES_MAX ? { again: AGAIN_MS } : 'done';
}
