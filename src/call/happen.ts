// What an event means, whatever step the call is at. Most events are the step's own affair; ends and messages are not.
import type { Flows } from '../flow/verbs.ts';
import { agentHears, agentLegEnded, tooLate } from './agent-leg.ts';
import { callerHears, callerLegEnded, callerOutOfRoom } from './caller-leg.ts';
import type { Doing, StaffCall } from './call.ts';
import type { CallEvent, LegEnd } from './event.ts';
import { outsideTurn } from './outside.ts';
import { pageEnded, pageHears } from './page-leg.ts';
import { conversationThere } from './recording.ts';
import { nowTogether } from './pair.ts';
import { stepAt } from './place.ts';
import { isAgent, isCaller, isPage, isStaff, type Outcome, type Scene } from './scene.ts';
import { stepKind } from './steps/index.ts';
import { keepPart } from './keep-part.ts';

export function happen(flows: Flows, scene: Scene, event: CallEvent): Outcome {
  if (isAgent(scene)) nowTogether(scene);
  const { doing } = scene.call;
  // Whoever hung up after the tone has ended the call before the recording, or its end overtook it: what was said is kept all the same.
  if ((event.kind === 'recording-there' || (event.kind === 'recorded' && doing.is === 'over')) && isCaller(scene)) {
    keepPart(scene, event);
    return { keep: doing };
  }
  if (event.kind === 'conversation-there') {
    if (isCaller(scene)) conversationThere(scene, event);
    return { keep: doing };
  }
  if (event.kind === 'told') {
    if (isCaller(scene)) return callerHears(flows, scene, event.message);
    if (isAgent(scene)) return agentHears(flows, scene, event.message);
    if (isPage(scene)) return pageHears(scene, event.message);
    return { keep: doing };
  }
  if (event.kind === 'answered' && isAgent(scene) && scene.facts.offer?.state !== 'live') return tooLate(scene);
  if (event.kind === 'ringing' || doing.is === 'over') return { keep: doing };
  if (event.kind === 'ended') {
    if (isCaller(scene)) callerLegEnded(flows, scene, event.status);
    if (isAgent(scene)) agentLegEnded(scene, event.status);
    if (isPage(scene)) pageEnded(scene);
    if (isStaff(scene)) staffEnded(scene, event.status);
    return { keep: { is: 'over', at: event.at, how: event.status } };
  }
  if (event.kind === 'seen-in-room') {
    return { keep: seen(doing, event) };
  }
  if (doing.is === 'outside' && isCaller(scene)) return outsideTurn(flows, scene, doing, event);
  if (event.kind === 'outside-over' && doing.is !== 'calling-back') return { keep: doing };
  if (event.kind === 'out-of-room' && isCaller(scene)) return callerOutOfRoom(scene);
  const step = stepAt(flows, scene.call.at);
  if (event.kind === 'arrived' || event.kind === 'answered') return hasBegun(doing) ? { keep: doing } : stepKind(step).enter(step, scene, flows);
  return stepKind(step).on?.(step, scene, event, flows) ?? stepKind(step).enter(step, scene, flows);
}

/** What the leg was last told may be a customer's number, and nobody looks for those among staff calls. */
function staffEnded(scene: Scene<StaffCall>, status: LegEnd): void {
  scene.journal('ended', { status, during: scene.call.doing.is });
  scene.call = { ...scene.call, answer: [] };
}

const hasBegun = ({ is }: Doing): boolean => is !== 'new' && is !== 'dialling';

/** Only the room they belong to counts: news of an earlier one may come late. */
function seen(doing: Doing, { room, conference }: { room: string; conference: string }): Doing {
  const belongs = (doing.is === 'joining' && doing.wait === room) || (doing.is === 'talking' && doing.room === room);
  return belongs ? { is: 'talking', since: doing.since, room, conference } : doing;
}
