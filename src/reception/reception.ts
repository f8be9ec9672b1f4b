// The shell around the core: facts in, effects out. Every way in (webhooks, messages, timers, presence) ends in a commit.
import { beginCaller, beginStaff } from '../call/begin.ts';
import type { Call } from '../call/call.ts';
import type { Deed } from '../call/effects.ts';
import type { CallEvent, LegEnd, Message } from '../call/event.ts';
import type { Change } from '../call/voicemail.ts';
import type { Instruction } from '../call/instruction.ts';
import { lateAnswer, standingAnswer } from '../call/late.ts';
import type { Agent } from '../centre/centre.ts';
import type { E164 } from '../phone/number.ts';
import type { FloorVerb, Presence, Who } from '../store/floor.ts';
import type { TakenWork } from '../store/store.ts';
import { type Alarm, raiseAlarm } from './alarms.ts';
import { decideFor, decideNext } from './decide.ts';
import { endUnwanted, perform } from './deeds.ts';
import type { Desk } from './desk.ts';
import { flowLibrary } from './flow-library.ts';
import { addNote, type NoteAdded, type NoteWish } from './notes.ts';
import type { Parts } from './parts.ts';
import { republish, review, setPresence, takeOff, type PresenceSet } from './presence.ts';
import type { EmergencySwitch } from '../door/switch.ts';
import { turnSwitch } from './switch.ts';
import { unlock } from './staff.ts';
import { addCallback, type CallbackAdded, type CallbackWish } from './callbacks.ts';
import { toTranslate } from './translate-announcement.ts';
import { createTicker } from './ticker.ts';
import { recentCalls } from './recent.ts';
import { beginErasure, wouldErase } from './erasure.ts';
import { changeVoicemail, forgetVoicemail, type ChangedTo } from './voicemail-work.ts';
import { type Load, takeTurn, type Taken, type Turn } from './turn.ts';

/** What a leg is to be told, and on whose behalf; `undefined` for a call nobody knows. */
export type Told = { call: Call; instructions: readonly Instruction[] } | undefined;

export type Reception = ReturnType<typeof createReception>;

/** Some kilobytes each. */
const RECENT_MAX = 2_000;

export function createReception(parts: Parts) {
  const { store, clock, log, count, forecasts } = parts;
  const flowsOf = flowLibrary(parts);
  const underWay = new Set<Promise<unknown>>();
  const heardAt = new Map<string, number>();
  const recent = recentCalls(RECENT_MAX);

  /** Goes on by itself; what goes wrong is logged, and comes again from the store. */
  function behind(what: string, doing: Promise<unknown>): void {
    const watched = doing.catch((error: unknown) => log.error({ error, what }, 'work behind a turn failed; it is tried again')).finally(() => underWay.delete(watched));
    underWay.add(watched);
  }

  const desk: Desk = {
    parts,
    async tell(call, message, done) {
      const taken = await turnOf(call, { event: { at: clock.now(), kind: 'told', message }, done });
      if (taken.is === 'unknown' || taken.is === 'nothing' || taken.is === 'late') await store.work.done(done.id, done.token);
    },
    hear: (call, message) => turnOf(call, { event: { at: clock.now(), kind: 'told', message } }),
    async changeFloor(verb, done) {
      const committed = await store.commit({ floor: [verb], done });
      if (committed.ok) follow(committed.due, committed.look);
      else if (committed.why !== 'work-gone') await store.work.done(done.id, done.token);
    },
    performAll: (due) => performAll(due),
    flowsOf,
    decide: (who) => decideFor(parts, flowsOf, who, performAll, (at) => ticker.wakeBy(at)),
    decideNext: () => decideNext(parts, desk.decide),
    async rememberSid(id, sid) {
      const taken = await takeTurn(parts, flowsOf, loadCall(id), { event: { at: clock.now(), kind: 'ringing' }, sid });
      if (taken.is === 'taken') recent.put(taken.call);
      return 'call' in taken ? taken.call : undefined;
    },
  };

  async function performOne(work: TakenWork<Deed>): Promise<void> {
    const done = await perform(desk, work);
    if (done === 'done') await store.work.done(work.id, work.token);
    else if (done !== 'committed') {
      await store.work.again(work.id, work.token, clock.now() + done.again);
      ticker.wakeBy(clock.now() + done.again);
    }
  }

  function performAll(due: readonly TakenWork[]): void {
    for (const work of due) behind(work.id, performOne(work as TakenWork<Deed>));
  }

  function follow(due: readonly TakenWork[], look: readonly Who[], timers = true): void {
    performAll(due);
    for (const who of look) behind('decide', desk.decide(who));
    if (timers) ticker.wakeForNext();
  }

  const loadCall = (id: string): Load => async (anew) => {
    const remembered = anew ? undefined : recent.get(id);
    if (remembered) return { call: remembered, remembered: true };
    const call = await store.call(id);
    return call && { call };
  };

  async function turnOf(id: string, turn: Turn, load = loadCall(id)): Promise<Taken> {
    const taken = await takeTurn(parts, flowsOf, load, turn);
    if (taken.is === 'taken') {
      recent.put(taken.call);
      follow(taken.committed.due, taken.committed.look, taken.timers);
    }
    return taken;
  }

  function told(taken: Taken): Told {
    if (taken.is === 'unknown' || taken.is === 'work-gone') return undefined;
    if (taken.is === 'taken') return { call: taken.call, instructions: taken.call.answer };
    count('late');
    return { call: taken.call, instructions: lateAnswer(taken.call, clock.now(), parts.centre.settings.joinS) };
  }

  /** Our own people have a line of their own; every other number is answered as customers dial it. */
  function begin(leg: { sid: string; from: string; to: string }, id: string, now: number): Call {
    const { centre, flows } = parts;
    if (leg.to === centre.staffLine) return beginStaff(centre, flows, { ...leg, line: centre.staffLine, id, now });
    return beginCaller(centre, flows, { ...leg, id, now });
  }

  const ended = (id: string, status: LegEnd) => turnOf(id, { event: { at: clock.now(), kind: 'ended', status } });

  const ticker = createTicker({ parts, performAll, decide: desk.decide, tell: desk.hear, ended: (id, status) => behind('reconcile', ended(id, status)), heardAt, behind });

  return {
    /** The first webhook of a call. The same leg again is the same call: where two copies race, the commit lets one begin it. */
    async arrive(leg: { sid: string; from: string; to: string }): Promise<Told> {
      count('turn');
      const now = clock.now();
      const fresh = begin(leg, parts.fresh(), now);
      // Of two copies the commit lets only one begin the call: that there is one already is looked up where it says so.
      const load: Load = async (anew) => {
        const call = anew ? await store.callBySid(leg.sid) : undefined;
        return call ? { call } : { call: fresh, isNew: true };
      };
      const taken = await turnOf(fresh.id, { event: { at: now, kind: 'arrived' }, document: 0, answered: true, sid: leg.sid }, load);
      if ('call' in taken) heardAt.set(taken.call.id, now);
      return told(taken);
    },
    /** A leg comes back with the answer to a document. */
    async turn(id: string, document: number, event: CallEvent, sid: string): Promise<Told> {
      count('turn');
      heardAt.set(id, clock.now());
      return told(await turnOf(id, { event, document, answered: true, sid }));
    },
    /** A leg that we redirected asks for what it should follow. Nothing changes. */
    async document(id: string): Promise<Told> {
      const call = await store.call(id);
      if (!call) return undefined;
      await flowsOf(call.flows);
      return { call, instructions: standingAnswer(call) };
    },
    async legEnded(id: string, status: LegEnd): Promise<void> {
      await ended(id, status);
    },
    /** The carrier tells of a leg that may have been dialled without our hearing of it; if nobody wants it any more it is ended. */
    async legSeen(id: string, sid: string): Promise<void> {
      const call = await store.call(id);
      if (!call || call.sid !== undefined) return;
      await endUnwanted(parts, await desk.rememberSid(id, sid), sid);
    },
    async lineEnded(sid: string, status: LegEnd): Promise<void> {
      const id = recent.bySid(sid) ?? (await store.callBySid(sid))?.id;
      if (id !== undefined) await ended(id, status);
    },
    async seenInRoom(sid: string, room: string, conference: string): Promise<void> {
      const call = await store.callBySid(sid);
      if (call) await turnOf(call.id, { event: { at: clock.now(), kind: 'seen-in-room', room, conference } });
    },
    async recordingThere(id: string, { part, recording, seconds }: { part: number; recording: string; seconds: number }): Promise<void> {
      await turnOf(id, { event: { at: clock.now(), kind: 'recording-there', part, recording, seconds } });
    },
    async conversationThere(id: string, { recording, seconds }: { recording: string; seconds: number }): Promise<void> {
      await turnOf(id, { event: { at: clock.now(), kind: 'conversation-there', recording, seconds } });
    },
    /** Turns the emergency switch, and lets people know who hear of alarms. `translate`: an announcement goes on into the other languages. */
    async turnSwitch(change: (set: EmergencySwitch) => EmergencySwitch, entry: Readonly<Record<string, unknown>>, translate = false): Promise<EmergencySwitch | 'busy'> {
      const turned = await turnSwitch(parts, change, entry, (set) => (translate ? toTranslate(parts.centre, set) : []));
      if (turned === 'busy') return turned;
      performAll(turned.due);
      return turned.set;
    },
    /** A callback that is asked for on a customer's behalf. */
    async addCallback(wish: CallbackWish): Promise<CallbackAdded> {
      const added = await addCallback(desk, wish);
      if (added.is === 'added') ticker.wakeForNext();
      return added;
    },
    /** A note to a customer. */
    addNote: (wish: NoteWish): Promise<NoteAdded> => addNote(desk, wish),
    /** Raises an alarm that no turn asked for. */
    alarm: (alarm: Alarm): void => behind('alarm', raiseAlarm(desk, alarm)),
    /** A voicemail changes hands. */
    async changeVoicemail(id: string, change: Change, who: Readonly<Record<string, string>>): Promise<ChangedTo> {
      const to = await changeVoicemail(parts, id, change, who);
      if (to.is === 'changed') follow(to.due, []);
      return to;
    },
    /** A voicemail goes, record and sound; false where there is none. */
    async forgetVoicemail(id: string, who: Readonly<Record<string, string>>): Promise<boolean> {
      const due = await forgetVoicemail(parts, id, who);
      if (due) performAll(due);
      return due !== undefined;
    },
    /** What is kept of a caller: how much there is, or its going. */
    wouldErase: (number: E164) => wouldErase(desk, number),
    beginErasure: (number: E164, by: string) => beginErasure(desk, number, by),
    /** What became of a text message of ours. */
    async messageStatus(message: string, status: string, code?: number): Promise<void> {
      if (status === 'delivered' || status === 'undelivered' || status === 'failed') {
        await store.journal.append([{ at: clock.now(), kind: 'text-status', message, status, ...(code === undefined ? {} : { code }) }]);
      }
    },
    async presence(agent: string, presence: Presence, until?: number): Promise<PresenceSet> {
      const set = await setPresence(parts, agent, presence, until);
      if (set.ok) follow([], set.look);
      return set;
    },
    /** Forgets what was keyed wrong for an agent: their PIN is another now. */
    unlock: (agent: Agent) => unlock(parts, agent),
    async edited(agent: string): Promise<void> {
      follow([], await republish(parts, agent));
    },
    /** Somebody who is in no file and no record any more. */
    async gone(agent: string): Promise<void> {
      follow([], await takeOff(parts, agent));
    },
    /** Whoever is there stands in the classes their record says, also where a process died between writing it and publishing. */
    async review(): Promise<void> {
      for (const there of await store.floor.agents()) {
        if (there.presence !== 'offline') follow([], await review(parts, there));
      }
    },
    tell: (call: string, message: Message) => turnOf(call, { event: { at: clock.now(), kind: 'told', message } }),
    changeFloor: async (verb: FloorVerb) => {
      const committed = await store.commit({ floor: [verb] });
      if (committed.ok) follow(committed.due, committed.look);
      return committed;
    },
    start: () => ticker.start(),
    /** Nothing goes on behind the turns. */
    idle: () => underWay.size === 0 && forecasts?.idle() !== false,
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all([...underWay]);
    },
    /** Stops where it stands. What was under way is found again in the store, by whoever comes next. */
    kill(): void {
      ticker.stop();
      forecasts?.stop();
      underWay.clear();
    },
    /** Stops the ticker and lets what is under way come to its end. */
    async stop(): Promise<void> {
      ticker.stop();
      forecasts?.stop();
      await forecasts?.settled();
      while (underWay.size > 0) await Promise.all([...underWay]);
    },
  };
}
