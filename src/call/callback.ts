// A promised callback: one call after the other stands for it, each with a leg of its own, until it is kept, declined or escalated.
import type { CaseNumber } from '../case/number.ts';
import type { Priority } from '../case/priority.ts';
import { closedIn } from '../door/door.ts';
import type { Flows } from '../flow/verbs.ts';
import { openAt, type Hours } from '../hours/hours.ts';
import { zoneIn } from '../hours/country-zone.ts';
import type { Caller } from '../phone/caller.ts';
import { type CallerCall, type Doing, lineOf, type Standing } from './call.ts';
import { openEscalation } from './open-escalation.ts';
import { startOf } from './place.ts';
import { redialKey } from './redial.ts';
import type { Scene } from './scene.ts';

export type CallbackEnd = 'kept' | 'declined' | 'escalated';

/** Why a try came to nothing. `refused`: the gate for outgoing numbers lets us call it no more. */
export type Unreached = 'busy' | 'no-answer' | 'mailbox' | 'hung-up' | 'failed' | 'refused';

export type Numbered = Extract<Caller, { kind: 'number' }>;

export interface Callback {
  id: string;
  state: 'open' | CallbackEnd;
  /** The call that stands for it now. */
  call: string;
  to: Numbered;
  asked: number;
  /** The call they asked in. */
  askedIn?: string;
  /** With whose token it was asked for, where the customer did not ask by phone. */
  askedBy?: string;
  case?: CaseNumber;
  demand: string;
  priority: Priority;
  region: string;
  language: string;
  /** For the engineer of their case alone, when they are back, and from then on for whoever is in the line. */
  engineer?: { agent: string; until: number };
  /** It stands in line from then on. */
  due: number;
  tries: readonly { at: number; why: Unreached }[];
  /** Under these it is known that this person has one open for this. */
  keys: readonly string[];
  endedAt?: number;
  /** They have called in themselves, and stand in line with the telephone in the hand. */
  here?: true;
}

/** The flow that a customer hears who is called back. */
export const CALLBACK_FLOW = 'callback';

/** The variable that names the promise which somebody who calls in was found to have. */
export const OPEN_KEY = 'callback-key';

/** The promise that this very call stands for, while it is open. */
export const openCallback = ({ id, callback }: CallerCall): Callback | undefined => (callback?.state === 'open' && callback.call === id ? callback : undefined);

/** Whoever takes this call waits for somebody who is not on the line yet. */
export const isAwaited = (call: CallerCall): boolean => openCallback(call) !== undefined && isAwaitedOn(call.doing);

export const isAwaitedOn = ({ is }: Doing): boolean => is === 'promised' || is === 'dialling' || is === 'greeted';

/** The same person, by the number they call from and the one they want to be called at, has one callback for one case, or in one line. */
export const callbackKeys = (call: CallerCall, to: Numbered, demand: string): string[] =>
  (call.from.kind === 'number' && call.from.number === to.number ? [to] : [call.from, to]).flatMap((from) => redialKey({ ...call, from }, demand) ?? []);

/** When somebody is at work again for who stands in no line. */
export const openingFor = ({ call, centre, facts, now }: Scene<CallerCall>): number | undefined =>
  call.standing ? undefined : closedIn(centre, facts.switched, call.region, now)?.opens;

/** Promises whoever this call is about a callback, in that line and at the rank they have there. Its keys must be nobody's: of two who ask at once, one is too late. */
export function promiseCallback(scene: Scene<CallerCall>, flows: Flows, { to, standing, due = scene.now, by, engineer }: { to: Numbered; standing: Standing; due?: number; by?: string; engineer?: string }): Callback {
  const { call } = scene;
  const { demand, priority } = standing;
  const callback: Callback = {
    id: `cb-${scene.id()}`, state: 'open', call: scene.id(), to, asked: scene.now, ...(by === undefined ? { askedIn: call.id } : { askedBy: by }), ...(call.case && { case: call.case.number }),
    ...(engineer !== undefined && { engineer: { agent: engineer, until: due + scene.centre.callbacks.engineerS * 1000 } }),
    demand, priority, region: call.region, language: call.language, due, tries: [], keys: callbackKeys(call, to, demand),
  };
  for (const key of callback.keys) scene.effects.records.push({ kind: 'callback-open', id: key, value: { callback: callback.id }, was: 0 });
  scene.journal('callback', { callback: callback.id, ...kindOf(callback), due, ...(engineer !== undefined && { for: engineer }), ...(by !== undefined && { call: callback.call, token: by }) });
  standFor(scene, flows, callback, standing);
  return callback;
}

/** A new call takes the promise over. What lies between now and its time is no waiting. */
export function standFor(scene: Scene<CallerCall>, flows: Flows, callback: Callback, standing: Standing): void {
  const { line, region, country, language, case: about, vars, flows: version } = scene.call;
  const call: CallerCall = {
    role: 'caller', id: callback.call, turn: 0, document: 0, began: scene.now, line, from: callback.to, region, ...(country !== undefined && { country }), language,
    ...(about && { case: about }), vars, standing: putOff(standing, scene.now, callback.due), callback, members: [],
    flows: version, at: startOf(flows, CALLBACK_FLOW), back: [standing.reach], doing: { is: 'promised' }, answer: [],
  };
  scene.effects.calls.push({ call, was: undefined });
  scene.record('callback', callback.id, callback);
  wakeAt(scene, callback, callback.due);
}

/** What its figures are told apart by. */
export const kindOf = ({ demand, priority, region, language }: Callback): Pick<Callback, 'demand' | 'priority' | 'region' | 'language'> => ({ demand, priority, region, language });

export const putOff = (standing: Standing, now: number, due: number): Standing => ({ ...standing, joined: standing.joined + Math.max(0, due - now) });

const timerOf = ({ id }: Callback): string => `callback:${id}`;

/** One timer for each promise, set anew for whatever comes next. */
export function wakeAt(scene: Scene<CallerCall>, callback: Callback, at: number): void {
  scene.work({ do: 'tell', call: callback.call, message: { tell: 'due', what: 'callback', of: callback.id } }, at, timerOf(callback));
}

/** Written on the call and in the record, in one commit. */
export function noteCallback(scene: Scene<CallerCall>, callback: Callback): void {
  scene.call = { ...scene.call, callback };
  scene.record('callback', callback.id, callback);
}

/** Whoever calls in while they are promised a callback has the place with the telephone in the hand; the promise is this call's from now on. */
export function redeemCallback(scene: Scene<CallerCall>, promised: CallerCall): void {
  const open = openCallback(promised);
  if (!open || !promised.standing) return;
  const redeemed: Callback = { ...open, call: scene.call.id, here: true };
  const over = { ...promised, turn: promised.turn + 1, callback: redeemed, doing: { is: 'over', at: scene.now, how: 'ended-by-us' } } as const;
  scene.effects.calls.push({ call: over, was: promised.turn });
  const wait = lineOf(promised);
  if (wait !== undefined) scene.floor({ verb: 'leave', wait });
  scene.effects.cancel.push(timerOf(open));
  // A place that rests until later was put off by that much.
  const { standing } = promised;
  scene.call = { ...scene.call, standing: { ...standing, joined: standing.joined - Math.max(0, open.due - scene.now) } };
  noteCallback(scene, redeemed);
  scene.journal('callback-redeemed', { callback: open.id, call: promised.id, by: scene.call.id });
}

/** The one way a promise ends. */
export function endCallback(scene: Scene<CallerCall>, how: CallbackEnd): void {
  const open = openCallback(scene.call);
  if (!open) return;
  noteCallback(scene, { ...open, state: how, endedAt: scene.now });
  for (const key of open.keys) scene.effects.records.push({ kind: 'callback-open', id: key, gone: true });
  scene.effects.cancel.push(timerOf(open));
  scene.journal('callback-over', { callback: open.id, how, asked: open.asked, ...kindOf(open) });
}

/** People take over what we could not keep: whoever has duty is told where the promise was ours to keep. */
export function escalateCallback(scene: Scene<CallerCall>, why: 'unreached' | 'late'): void {
  openEscalation(scene, `callback-${why}`, why === 'late' ? 'by-page' : 'no');
  endCallback(scene, 'escalated');
}

/** Whoever has just asked is awake, whatever the hour; somebody else's word for it does not count. */
const AWAKE_MS = 60 * 60_000;
const awakeUntil = ({ asked, askedBy }: Asked): number => (askedBy === undefined ? asked + AWAKE_MS : asked);

type Asked = Pick<Callback, 'to' | 'asked' | 'askedBy'>;

/** The hours in which this customer may be called: those of their region, by the clock of their country. */
function hoursOf({ call, centre, now }: Scene<CallerCall>, { to }: Asked): Hours | undefined {
  const hours = centre.regions[call.region]?.hours;
  return hours && { ...hours, zone: zoneIn(to.country ?? call.country, hours.zone, now) };
}

/** The first moment from then on at which the customer may be called. */
export function callableFrom(scene: Scene<CallerCall>, callback: Asked, at: number): number {
  const hours = hoursOf(scene, callback);
  if (!hours || at < awakeUntil(callback)) return at;
  const opening = openAt(hours, at);
  return opening.open ? at : opening.opens ?? at;
}

/** Up to when they may be called, if they may be now. */
export function callableUntil(scene: Scene<CallerCall>, callback: Asked): number {
  const hours = hoursOf(scene, callback);
  const awake = awakeUntil(callback);
  if (!hours) return Infinity;
  const opening = openAt(hours, Math.max(scene.now, awake));
  return opening.open ? opening.until ?? Infinity : Math.max(scene.now, awake);
}
