// What reaches a caller from outside their own keys: an agent taking them, agents coming and going, the end.
import type { Flows } from '../flow/verbs.ts';
import { withInterpreter } from '../routing/demand.ts';
import { personClass } from '../routing/who.ts';
import { endCallback, openCallback, type Unreached } from './callback.ts';
import { agentGone, callbackDue, cancelCallback, notDialled, notThere, ringCustomer, unreached } from './called-back.ts';
import { reserved } from './customer-first.ts';
import { type CallerCall, lineOf } from './call.ts';
import type { LegEnd, Message } from './event.ts';
import type { Instruction } from './instruction.ts';
import { agentsIn, brief, interpretedIn, interpreterLeg, interpretersIn, letInterpretersGo, pairIn } from './pair.ts';
import { mayRecord, neverRecord, steerRecording } from './recording.ts';
import { startOf, stepAt } from './place.ts';
import { keepPlace } from './redial.ts';
import { others, type Outcome, type Scene } from './scene.ts';
import { given } from './given.ts';
import { p1Acknowledged, p1Unanswered, placeForDuty } from './summon.ts';
import { handInAtEnd, unspoken } from './keep-part.ts';
import { lineEnd, visitOf, waitedOf } from './visit.ts';
import { pickDue, pickPassed } from './pick.ts';
import { supervised } from './supervise.ts';

/** Seconds of music at a time for a caller whose agent has gone, so that they are never long without a turn. */
export const ALONE_MUSIC_S = 5;

export function callerHears(flows: Flows, scene: Scene<CallerCall>, message: Message): Outcome {
  const { doing } = scene.call;
  switch (message.tell) {
    case 'taken':
      return taken(scene, message);
    case 'reserved':
      return reserved(scene, message);
    case 'not-dialled':
      return doing.is === 'dialling' ? notDialled(flows, scene, message.why === 'refused' ? 'refused' : 'failed') : { keep: doing };
    case 'member-joined':
      scene.call = { ...scene.call, members: [...others(others(scene.call.members, message.leg), message.instead ?? ''), { agent: message.agent, leg: message.leg, ...(message.interprets && { interprets: true as const }) }] };
      if (doing.is === 'over') scene.tell(message.leg, { tell: 'caller-gone' });
      if (message.unrecorded) neverRecord(scene);
      return { keep: doing };
    case 'member-left':
      return memberLeft(flows, scene, message);
    case 'end':
      if (!isInConversation(scene)) return { keep: doing };
      leaveLine(scene, 'ended');
      scene.call = { ...scene.call, members: [] };
      return backFromReach(flows, scene, 'answered');
    case 'due':
      return due(flows, scene, message);
    case 'given':
      return given(flows, scene, message);
    case 'recording':
      return recordingSet(scene, message.paused);
    case 'interpreted': {
      const { tell: _what, ...interpreted } = message;
      scene.call = { ...scene.call, interpreted: [...(scene.call.interpreted ?? []), interpreted] };
      return { keep: doing };
    }
    case 'coded':
      scene.call = { ...scene.call, code: message.code };
      return { keep: doing };
    case 'acknowledged':
      p1Acknowledged(scene);
      return { keep: doing };
    case 'set-priority': case 'move': case 'pick':
      return supervised(scene, message);
    case 'cancel-callback':
      return cancelCallback(scene, message);
    case 'pick-passed':
      return pickPassed(scene, message.wait);
    case 'caller-gone': case 'offer-over': case 'come': case 'dismissed': case 'not-reached':
      return { keep: doing };
  }
}

/** A key of an agent's; while the caller is on hold it is paused anyway, and goes on or does not when they are back. */
function recordingSet(scene: Scene<CallerCall>, paused: boolean): Outcome {
  const { recording, doing } = scene.call;
  if (!recording || !mayRecord(scene.call)) return { keep: doing };
  const { paused: _before, ...consent } = recording;
  scene.call = { ...scene.call, recording: paused ? { ...consent, paused } : consent };
  scene.journal(paused ? 'recording-paused' : 'recording-resumed');
  return { keep: doing };
}

function due(flows: Flows, scene: Scene<CallerCall>, message: { what: string; of: string }): Outcome {
  const { doing } = scene.call;
  if (message.what === 'reconnect' && doing.is === 'left-alone' && message.of === doing.id) return reconnect(flows, scene, doing.agent);
  if (message.what === 'briefed') return briefed(scene, message.of);
  if (message.what === 'picked') return pickDue(scene, message.of);
  if (message.what === 'callback') return callbackDue(scene);
  if (message.what === 'not-there') return notThere(flows, scene);
  if (message.what === 'unspoken') unspoken(scene, message.of);
  if (scene.call.standing?.priority === 'P1' && message.of === lineOf(scene.call) && scene.facts.wait?.state === 'waiting') {
    if (message.what === 'no-place') placeForDuty(scene);
    if (message.what === 'unanswered') p1Unanswered(scene);
  }
  return { keep: doing };
}

/** Also where the word that an agent took them is not through yet, or they have been left alone since. */
function isInConversation({ call: { doing }, facts: { wait } }: Scene<CallerCall>): boolean {
  switch (doing.is) {
    case 'joining': case 'talking': case 'left-alone': return true;
    case 'waiting': return wait?.id === doing.wait && wait.state === 'talking';
    default: return false;
  }
}

/** An agent pressed 1. Only a caller who still waits for that offer's wait comes; the agent of any other is told. */
function taken(scene: Scene<CallerCall>, message: Extract<Message, { tell: 'taken' }>): Outcome {
  const { doing } = scene.call;
  const two = pairIn(scene.facts.offer);
  if (two && message.interpreter !== undefined && doing.is === 'waiting' && doing.wait === message.wait) {
    if (message.unrecorded) neverRecord(scene);
    brief(scene, message.wait, two);
    return { keep: doing };
  }
  if (doing.is === 'waiting' && doing.wait === message.wait) return joinRoom(scene, message);
  if (doing.is === 'promised' && doing.wait === message.wait) {
    const rung = ringCustomer(scene, message);
    if (two) scene.call = { ...scene.call, members: [two.agent, two.interpreter] };
    return rung;
  }
  if (!scene.call.members.some(({ leg }) => leg === message.offer)) {
    for (const leg of message.interpreter === undefined ? [message.offer] : [message.offer, interpreterLeg(message.offer)]) scene.tell(leg, { tell: 'caller-gone' });
  }
  return { keep: doing };
}

/** The agent and the interpreter have spoken with each other: now the caller comes in, to whoever is still there. */
function briefed(scene: Scene<CallerCall>, wait: string): Outcome {
  const { doing, members } = scene.call;
  const [agent] = agentsIn(members);
  if (doing.is !== 'waiting' || doing.wait !== wait || scene.facts.wait?.state !== 'talking' || !agent) return { keep: doing };
  return joinRoom(scene, { wait, offer: agent.leg, agent: agent.agent });
}

/** The caller is on the way: the room is what a REST redirect, or else a later turn, brings. */
export function joinRoom(scene: Scene<CallerCall>, by: { wait: string; offer: string; agent: string; unrecorded?: true }): Outcome {
  comeTogether(scene, by);
  return { stay: { is: 'joining', wait: by.wait, since: scene.now }, tell: roomFor(by.wait) };
}

/** However they came to each other: from now on it is a conversation, and what was promised is kept. */
export function comeTogether(scene: Scene<CallerCall>, by: { wait: string; offer: string; agent: string; unrecorded?: true }): void {
  if (by.unrecorded) neverRecord(scene);
  steerRecording(scene, 'on');
  endCallback(scene, 'kept');
  const { standing } = scene.call;
  scene.journal('answered', { wait: by.wait, offer: by.offer, agent: by.agent, ...(standing && waitedOf(scene.call, standing, scene.now)) });
  scene.call = { ...scene.call, members: [{ agent: by.agent, leg: by.offer }, ...interpretersIn(scene.call.members)] };
}

export const roomFor = (wait: string): readonly Instruction[] => [{ do: 'room', room: wait, as: 'caller' }];

function memberLeft(flows: Flows, scene: Scene<CallerCall>, message: { leg: string; agent: string }): Outcome {
  const { doing } = scene.call;
  if (tookUnheard(scene, message.leg)) return doing.is === 'promised' ? agentGone(flows, scene) : leftAlone(scene, message.agent);
  const member = scene.call.members.find(({ leg }) => leg === message.leg);
  if (!member) return { keep: doing };
  const left = others(scene.call.members, message.leg);
  if (member.interprets || agentsIn(left).length > 0) {
    scene.call = { ...scene.call, members: left };
    if (member.interprets && doing.is === 'talking') scene.work({ do: 'announce', call: scene.call.id, what: 'no-interpreter' });
    return { keep: doing };
  }
  if (doing.is === 'dialling') {
    letInterpretersGo(scene);
    scene.call = { ...scene.call, members: [] };
    return agentGone(flows, scene);
  }
  if (doing.is === 'talking' || doing.is === 'joining') return leftAlone(scene, message.agent);
  scene.call = { ...scene.call, members: left };
  return { keep: doing };
}

/** An agent may take the caller and be gone before the word of it is through; the floor knows. */
function tookUnheard({ call, facts }: Scene<CallerCall>, leg: string): boolean {
  return facts.wait !== undefined && facts.wait.id === lineOf(call) && facts.wait.state === 'talking' && facts.offer?.id === leg;
}

/** A room that fell apart around the caller: back in if somebody is still there, else as if left alone. */
export function callerOutOfRoom(scene: Scene<CallerCall>): Outcome {
  const { doing, members } = scene.call;
  if (doing.is !== 'talking' && doing.is !== 'joining') return { keep: doing };
  const room = doing.is === 'talking' ? doing.room : doing.wait;
  return members.length > 0 ? { stay: doing, tell: roomFor(room) } : leftAlone(scene, scene.facts.offer?.agents[0] ?? '');
}

/** Within two seconds the caller hears that the engineer has gone; after some more the same agent is rung, then the line. */
export function leftAlone(scene: Scene<CallerCall>, agent: string): Outcome {
  const interpreted = interpretedIn(scene);
  letInterpretersGo(scene);
  leaveLine(scene, 'left-alone');
  steerRecording(scene, 'paused');
  scene.call = { ...scene.call, members: [] };
  const id = scene.id();
  scene.work({ do: 'tell', call: scene.call.id, message: { tell: 'due', what: 'reconnect', of: id } }, scene.now + scene.centre.settings.reconnectS * 1000);
  return { stay: { is: 'left-alone', id, agent, musicS: ALONE_MUSIC_S, ...(interpreted !== undefined && { interpreted }) }, tell: [scene.say('room.left-alone'), ...aloneMusic(0)] };
}

export const aloneMusic = (fromS: number): readonly Instruction[] => [{ do: 'music', fromS, seconds: ALONE_MUSIC_S }, { do: 'again' }];

/** The same agent first, if they can be had at all; the others join when that phone has rung long enough. */
function reconnect(flows: Flows, scene: Scene<CallerCall>, agent: string): Outcome {
  const { standing } = scene.call;
  if (!standing) throw new Error('a caller was left alone without having stood in line');
  const engineer = scene.known('engineer');
  if (agent !== '' && !engineer) return { need: { need: 'engineer', agent } };
  const person = [personClass(agent)];
  const classes = scene.call.doing.is === 'left-alone' && scene.call.doing.interpreted !== undefined ? withInterpreter(person, scene.call.doing.interpreted) : person;
  const same = engineer?.state === 'wrap' || engineer?.state === 'ready' ? [{ from: scene.now, classes }] : [];
  const then = scene.now + (same.length > 0 ? scene.centre.settings.ringS * 1000 : 0);
  // Wrap-up began when they dropped out, and the caller they left is what they come back for.
  if (engineer?.state === 'wrap') scene.floor({ verb: 'extend-wrap', agent, wrapUntil: scene.now });
  const wait = scene.id();
  scene.floor({
    verb: 'join',
    wait: {
      id: wait, call: scene.call.id, rank: standing.rank, joined: standing.joined, limit: standing.limit,
      steps: [...same, { from: then, classes: standing.classes }],
    },
  });
  scene.journal('reconnecting', { wait, agent, ...visitOf(scene.call, standing) });
  scene.spoken.push(scene.say('room.reconnecting'));
  scene.call = { ...scene.call, standing: { ...standing, entered: scene.now }, doing: { is: 'waiting', wait, musicS: 0 } };
  return { to: startOf(flows, standing.hold) };
}

/** Out of the line, or out of the conversation: offers still ringing are withdrawn by the store. */
export function leaveLine(scene: Scene<CallerCall>, how: string): void {
  const wait = scene.facts.wait;
  if (!wait || wait.state === 'gone') return;
  scene.floor({ verb: 'leave', wait: wait.id });
  const { standing } = scene.call;
  scene.journal('left-line', { wait: wait.id, how, reason: lineEnd(how), ...(lineOf(scene.call) !== undefined && standing && waitedOf(scene.call, standing, scene.now)) });
}

/** Goes on at a way out of the `reach` the caller stands in, whatever the hold flow went through meanwhile. */
export function backFromReach(flows: Flows, scene: Scene<CallerCall>, way: string): Outcome {
  const { back } = scene.call;
  const index = back.findLastIndex((place) => stepAt(flows, place).verb === 'reach');
  const reach = back[index];
  if (!reach) throw new Error('a caller stood in line without having reached for anybody');
  scene.call = { ...scene.call, at: reach, back: back.slice(0, index) };
  return { leave: way };
}

export function callerLegEnded(flows: Flows, scene: Scene<CallerCall>, status: LegEnd): void {
  if (openCallback(scene.call)) unreached(flows, scene, reasonOf(status));
  else keepPlace(scene);
  handInAtEnd(scene);
  const { doing, members } = scene.call;
  leaveLine(scene, doing.is === 'waiting' ? 'abandoned' : 'hung-up');
  const two = members.length === 0 && scene.facts.wait?.state === 'talking' ? pairIn(scene.facts.offer) : undefined;
  for (const member of two ? [two.agent, two.interpreter] : members) scene.tell(member.leg, { tell: 'caller-gone' });
  scene.call = { ...scene.call, members: [] };
  scene.journal('ended', { status, during: doing.is });
}

/** Picked up and put down again before anybody was there. */
const reasonOf = (status: LegEnd): Unreached => (status === 'completed' ? 'hung-up' : status === 'canceled' ? 'failed' : status);
