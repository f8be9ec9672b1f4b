// What reaches an agent's leg from outside its own keys: its offer over, the caller gone, somebody brought in, the end.
import type { Flows } from '../flow/verbs.ts';
import { personClass } from '../routing/who.ts';
import type { OfferEnd } from '../store/floor.ts';
import type { AgentCall, Member } from './call.ts';
import type { LegEnd, Message } from './event.ts';
import { countMiss } from './misses.ts';
import { besideLeg, noteInterpreted, offerOf } from './pair.ts';
import { steerRecording, tellRecorded } from './recording.ts';
import { type Outcome, type Scene } from './scene.ts';
import { nextOnDuty } from './summon.ts';
import { tellPicked } from './pick.ts';

export function agentHears(_flows: Flows, scene: Scene<AgentCall>, message: Message): Outcome {
  const { doing } = scene.call;
  switch (message.tell) {
    case 'offer-over':
      // Its end was never heard of: the phone has rung all the time.
      if (message.why === 'expired' && doing.is === 'dialling' && scene.call.sid !== undefined) countMiss(scene);
      return offerOver(scene, message.why);
    case 'not-dialled':
      return notDialled(scene, message.why);
    case 'caller-gone':
      return callerGone(scene);
    case 'not-reached':
      return notReached(scene, message.why);
    case 'taken':
      return consultTaken(scene, message);
    case 'member-left':
      return consultLeft(scene, message.leg);
    case 'due':
      return due(scene, message);
    case 'come':
      return come(scene, message);
    case 'dismissed':
      return scene.call.stage === 'taken' ? dismissed(scene) : { keep: doing };
    case 'reserved': case 'end': case 'recording': case 'coded': case 'interpreted': case 'cancel-callback': case 'given': case 'member-joined': case 'acknowledged': case 'set-priority': case 'move': case 'pick': case 'pick-passed':
      return { keep: doing };
  }
}

/** Somebody else was quicker, the time is up, or the caller has gone: this phone stops ringing. */
function offerOver(scene: Scene<AgentCall>, why: 'withdrawn' | 'expired'): Outcome {
  const { doing } = scene.call;
  if (scene.call.stage !== 'ringing' || doing.is === 'over') return { keep: doing };
  scene.journal('offer-over', { offer: offerOf(scene.call), why });
  if (scene.call.pair && doing.is !== 'dialling' && scene.facts.wait?.state === 'waiting') return { stay: overNow(scene), tell: [scene.say('agent.pair-over'), { do: 'hang-up' }] };
  if (why === 'expired') {
    tellPicked(scene);
    nextOnDuty(scene);
  }
  if (doing.is !== 'dialling' && scene.facts.wait?.state === 'talking') {
    return { stay: overNow(scene), tell: [scene.say('agent.already-taken'), { do: 'hang-up' }] };
  }
  scene.work({ do: 'hang-up', call: scene.call.id });
  return { keep: overNow(scene) };
}

/** A phone picked up when its offer is over is told so, also where we have asked the carrier to stop it already. */
export function tooLate(scene: Scene<AgentCall>): Outcome {
  const { doing } = scene.call;
  return { stay: doing.is === 'over' ? doing : overNow(scene), tell: [scene.say('agent.already-taken'), { do: 'hang-up' }] };
}

const overNow = (scene: Scene) => ({ is: 'over', at: scene.now, how: 'ended-by-us' }) as const;

function notDialled(scene: Scene<AgentCall>, why: string): Outcome {
  if (scene.call.stage !== 'ringing' || scene.call.doing.is === 'over') return { keep: scene.call.doing };
  giveBack(scene, 'failed', why === 'busy' ? BUSY_COOL_MS : undefined);
  return { keep: overNow(scene) };
}

/** A phone that was busy may only just be put down after an earlier call of ours, and a busy carrier was so for a moment: tried again soon. */
const BUSY_COOL_MS = 10_000;
/** Found busy, a phone is mostly still in the hand from an earlier call of ours: in this time most are put down. */
const BUSY_PAUSE_MS = 2_000;
/** So long after our last words a phone is still in the hand; rung sooner it would be busy. */
export const PUT_DOWN_MS = 5_000;

/** A P1's phones are tried once in a round; this is as long as a round. */
const P1_COOL_MS = 120_000;

const coolMsFor = ({ facts, centre }: Scene<AgentCall>): number => ((facts.wait?.limit ?? 1) > 1 ? P1_COOL_MS : centre.settings.coolS * 1000);

/** The offer goes back to the floor; that pair cools down. */
export function giveBack(scene: Scene<AgentCall>, why: OfferEnd, coolMs = coolMsFor(scene)): void {
  const { pair, agent } = scene.call;
  const offer = offerOf(scene.call);
  scene.floor({ verb: 'return', offer, why, coolMs, ...(pair && { agent }) });
  tellPicked(scene);
  nextOnDuty(scene);
  scene.journal('not-taken', { offer, why });
  otherIsLeft(scene);
}

/** Of two who were rung together the other one's phone stops, and who waited in the room already has it in the hand for a moment. */
function otherIsLeft(scene: Scene<AgentCall>): void {
  const leg = besideLeg(scene.call);
  const { offer } = scene.facts;
  if (leg === undefined || offer?.state !== 'live') return;
  scene.tell(leg, { tell: 'offer-over', why: 'withdrawn' });
  for (const agent of offer.agreed ?? []) if (agent !== scene.call.agent) scene.floor({ verb: 'extend-wrap', agent, wrapUntil: scene.now + PUT_DOWN_MS });
}

function due(scene: Scene<AgentCall>, message: { what: string; of: string }): Outcome {
  const { doing, consult, stage } = scene.call;
  if (message.what === 'consult-over' && consult?.wait === message.of && !consult.with && stage === 'taken') return nobodyCame(scene);
  if (message.what === 'room-over' && stage === 'done' && doing.is === 'talking') return toWrapUp(scene);
  return { keep: doing };
}

/** How long an agent's leg may take to come out of a room that ended, before it is fetched. */
const ROOM_ENDS_MS = 3_000;

/**
 * The room ends with its caller, and the agent's leg comes out by itself with a turn of its own; that turn finds the
 * caller gone. Only a leg that does not come (the caller never got into the room) is fetched.
 */
function callerGone(scene: Scene<AgentCall>): Outcome {
  const { doing, stage } = scene.call;
  if (stage !== 'taken' || doing.is === 'over') return { keep: doing };
  dismissConsulted(scene);
  finishTalk(scene);
  scene.call = { ...scene.call, holding: false };
  if (doing.is === 'out-of-room') return { keep: doing };
  if (doing.is !== 'talking') return toWrapUp(scene);
  scene.work({ do: 'tell', call: scene.call.id, message: { tell: 'due', what: 'room-over', of: scene.call.room } }, scene.now + ROOM_ENDS_MS);
  return { keep: doing };
}

/** The customer could not be had: that is said, and there is nothing to wrap up. */
function notReached(scene: Scene<AgentCall>, why: string): Outcome {
  const { doing, stage } = scene.call;
  if (stage !== 'taken' || doing.is === 'over') return { keep: doing };
  finishTalk(scene, FREE_MS);
  return { stay: overNow(scene), tell: [scene.say('agent.not-reached', { reason: why }), { do: 'hang-up' }] };
}

/** No longer than the words take. */
const FREE_MS = 3_000;

function toWrapUp(scene: Scene<AgentCall>): Outcome {
  const { talksAt } = scene.call;
  if (!talksAt) return { stay: overNow(scene), tell: [scene.say('agent.caller-left'), { do: 'hang-up' }] };
  scene.spoken.push(scene.say('agent.caller-left'));
  scene.call = { ...scene.call, at: talksAt };
  return { leave: 'over' };
}

/** The conversation is over for this agent: wrap-up begins, and with time they are ready again. */
export function finishTalk(scene: Scene<AgentCall>, wrapMs = scene.centre.settings.wrapS * 1000): void {
  if (scene.call.stage !== 'taken') return;
  scene.floor({ verb: 'finish', agent: scene.call.agent, wrapUntil: scene.now + wrapMs });
  scene.call = { ...scene.call, stage: 'done' };
  scene.journal('talked', {});
  noteInterpreted(scene);
}

function consultTaken(scene: Scene<AgentCall>, message: { wait: string; offer: string; agent: string }): Outcome {
  const { consult, doing } = scene.call;
  if (doing.is === 'over' || scene.call.stage !== 'taken' || consult?.wait !== message.wait) {
    scene.tell(message.offer, { tell: 'caller-gone' });
    return { keep: doing };
  }
  scene.call = { ...scene.call, consult: { ...consult, with: { agent: message.agent, leg: message.offer } } };
  scene.journal('consulting', { with: message.agent });
  return { keep: doing };
}

/** The one consulted has hung up: the agent comes back to their menu. */
function consultLeft(scene: Scene<AgentCall>, leg: string): Outcome {
  const { consult, doing } = scene.call;
  if (consult?.with?.leg !== leg || doing.is === 'over') return { keep: doing };
  leaveConsult(scene);
  if (doing.is !== 'consulting') return { keep: doing };
  scene.spoken.push(consult.as === 'manager' ? scene.say('agent.consult-gone') : scene.say('agent.colleague-gone'));
  return { leave: 'alone' };
}

function nobodyCame(scene: Scene<AgentCall>): Outcome {
  leaveConsult(scene);
  scene.journal('consult-unanswered', {});
  return { leave: 'nobody' };
}

/** No consultation any more: phones still ringing for it stop. */
export function leaveConsult(scene: Scene<AgentCall>): void {
  const { consult } = scene.call;
  if (!consult) return;
  scene.floor({ verb: 'leave', wait: consult.wait });
  const { consult: _gone, ...call } = scene.call;
  scene.call = call;
}

export function dismissConsulted(scene: Scene<AgentCall>): void {
  const member = scene.call.consult?.with;
  if (member) scene.tell(member.leg, { tell: 'dismissed' });
  leaveConsult(scene);
}

/** Brings the one consulted into the caller's room, perhaps instead of this agent. */
export function bringIn(scene: Scene<AgentCall>, member: Member, instead?: string): void {
  scene.tell(member.leg, { tell: 'come', room: scene.call.room, ...(instead === undefined ? {} : { instead }) });
  leaveConsult(scene);
}

function come(scene: Scene<AgentCall>, message: { room: string; instead?: string }): Outcome {
  const { doing, stage } = scene.call;
  if (stage !== 'taken' || doing.is === 'over') {
    if (message.instead !== undefined) scene.tell(scene.call.caller, { tell: 'member-left', leg: message.instead, agent: scene.call.agent });
    return { keep: doing };
  }
  scene.tell(scene.call.caller, { tell: 'member-joined', leg: scene.call.id, agent: scene.call.agent, ...(message.instead === undefined ? {} : { instead: message.instead }), ...(scene.call.interprets && { interprets: true }), ...(scene.call.unrecorded && { unrecorded: true }) });
  unhold(scene);
  scene.call = { ...scene.call, room: message.room };
  tellRecorded(scene);
  scene.journal('joined-room', {});
  return { stay: { is: 'talking', room: message.room, since: scene.now }, tell: [{ do: 'room', room: message.room, as: 'agent' }] };
}

/** Music for the caller, or back. A later wish takes the place of one that the carrier could not carry out yet. */
export function holdCaller(scene: Scene<AgentCall>, on: boolean): void {
  if (on) steerRecording(scene, 'paused');
  scene.work({ do: 'hold', call: scene.call.caller, on }, undefined, `hold:${scene.call.caller}`);
  if (!on && scene.call.unrecorded !== true) steerRecording(scene, 'on');
}

/** Back from music; how long it was is known where this leg put them there. */
export function unhold(scene: Scene<AgentCall>): void {
  const { heldSince, ...call } = scene.call;
  holdCaller(scene, false);
  scene.journal('hold-over', heldSince === undefined ? {} : { heldMs: scene.now - heldSince });
  scene.call = { ...call, holding: false };
  announce(scene);
}

/** Everybody is in the room a moment after the agent is told to go there. */
const IN_ROOM_MS = 2_000;

function announce(scene: Scene<AgentCall>): void {
  const { toAnnounce, ...call } = scene.call;
  if (toAnnounce === undefined) return;
  scene.work({ do: 'announce', call: call.caller, what: toAnnounce }, scene.now + IN_ROOM_MS, `announce:${call.caller}`);
  scene.call = call;
}

function dismissed(scene: Scene<AgentCall>): Outcome {
  finishTalk(scene);
  return { stay: overNow(scene), tell: [scene.say('agent.goodbye'), { do: 'hang-up' }] };
}

/** A phone that did not take the call gives the offer back; one that talked leaves the conversation. */
export function agentLegEnded(scene: Scene<AgentCall>, status: LegEnd): void {
  const { stage, consult } = scene.call;
  if (stage === 'ringing') return notTaken(scene, status);
  if (stage === 'done') return;
  // An agent who hangs up with somebody brought in has handed the caller over, but not to an interpreter.
  if (consult?.as === 'interpreter') dismissConsulted(scene);
  if (consult?.with && consult.as !== 'interpreter') bringIn(scene, consult.with, scene.call.id);
  else {
    leaveConsult(scene);
    scene.tell(scene.call.asker, { tell: 'member-left', leg: scene.call.id, agent: scene.call.agent });
    if (scene.call.asker !== scene.call.caller) scene.tell(scene.call.caller, { tell: 'member-left', leg: scene.call.id, agent: scene.call.agent });
  }
  finishTalk(scene);
}

function notTaken(scene: Scene<AgentCall>, status: LegEnd): void {
  const busy = status === 'busy';
  giveBack(scene, endOf(status), busy ? busyCoolMs(scene) : undefined);
  // A busy phone is busy for every caller: offered to the next at once, it would use up the dial line for the whole queue.
  if (busy && scene.facts.offer?.state === 'live') scene.floor({ verb: 'extend-wrap', agent: scene.call.agent, wrapUntil: scene.now + BUSY_PAUSE_MS });
  if (status === 'no-answer') rangOut(scene);
}

/** Nobody else's caller rings a phone that has just rung out until that is counted: it may be the miss that sets them away. */
const COUNT_PAUSE_MS = 2_000;

/** The phone rang until it stopped by itself, and not because somebody else was quicker. */
function rangOut(scene: Scene<AgentCall>): void {
  const { offer } = scene.facts;
  if (offer?.state === 'live') scene.floor({ verb: 'extend-wrap', agent: scene.call.agent, wrapUntil: scene.now + COUNT_PAUSE_MS });
  if (offer?.state === 'live' || offer?.why === 'expired') countMiss(scene);
}

/** Busy is also what the carrier says of a call declined: whoever was asked for by name is not asked again before the others are. */
const busyCoolMs = ({ facts, centre }: Scene<AgentCall>): number =>
  facts.offer?.class === personClass(facts.offer?.agents[0] ?? '') ? centre.settings.ringS * 1000 : BUSY_COOL_MS;

function endOf(status: LegEnd): OfferEnd {
  switch (status) {
    case 'completed': case 'busy': return 'declined';
    case 'no-answer': case 'canceled': return 'expired';
    case 'failed': return 'failed';
  }
}
