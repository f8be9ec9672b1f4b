// A caller whom an agent has given on: to a line of the caller flows, or to a colleague. They wait again, at their old arrival, and hear who is tried. An outside number is in outside.ts.
import type { Flows } from '../flow/verbs.ts';
import { personClass } from '../routing/who.ts';
import type { CallerCall, Standing } from './call.ts';
import { backFromReach, leaveLine } from './caller-leg.ts';
import type { Message } from './event.ts';
import { letInterpretersGo } from './pair.ts';
import { steerRecording } from './recording.ts';
import { putThrough } from './outside.ts';
import { startOf, type Place } from './place.ts';
import type { Outcome, Scene } from './scene.ts';
import { p1InLine } from './summon.ts';
import { visitOf } from './visit.ts';

type Given = Extract<Message, { tell: 'given' }>;

/** Nothing but a conversation can be given on: whoever has hung up, or stands in line again, stays so. */
export function given(flows: Flows, scene: Scene<CallerCall>, { agent, to }: Given): Outcome {
  const { doing, standing } = scene.call;
  if (!standing || (doing.is !== 'talking' && doing.is !== 'joining')) return { keep: doing };
  const member = scene.call.members.find((each) => each.agent === agent);
  if (member === undefined) return { keep: doing };
  letInterpretersGo(scene);
  leaveLine(scene, 'given');
  steerRecording(scene, 'paused');
  scene.call = { ...scene.call, members: [] };
  if ('number' in to) return putThrough(scene, agent, to.number);
  scene.spoken.push(scene.say('room.given'));
  return 'agent' in to ? toColleague(flows, scene, standing, agent, to.agent) : toPlace(flows, scene, to);
}

/** Out of the line they stood in, and on as if they had come there by themselves; the arrival stays. */
function toPlace(flows: Flows, scene: Scene<CallerCall>, to: Place): Outcome {
  backFromReach(flows, scene, 'answered');
  scene.journal('given', { flow: to.flow, step: to.step });
  return { to };
}

/** The colleague alone while their phone rings; then whoever gave the caller away, and the line as before. */
function toColleague(flows: Flows, scene: Scene<CallerCall>, standing: Standing, by: string, agent: string): Outcome {
  const wait = scene.id();
  const first = { from: scene.now, classes: [personClass(agent)] };
  const then = { from: scene.now + backMs(scene), classes: [...new Set([personClass(by), ...standing.classes])] };
  const { joined, rank, limit } = standing;
  scene.floor({ verb: 'join', wait: { id: wait, call: scene.call.id, rank, joined, limit, steps: [first, then] } });
  if (standing.priority === 'P1') p1InLine(scene, wait);
  scene.journal('given', { wait, for: agent, ...visitOf(scene.call, standing) });
  scene.call = { ...scene.call, standing: { ...standing, entered: scene.now }, doing: { is: 'waiting', wait, musicS: 0 } };
  return { to: startOf(flows, standing.hold) };
}

/** The carrier lets a phone ring five seconds longer than it is asked to. */
const RING_MORE_MS = 5_000;

/** How long a colleague alone is rung, and how long whoever gave the caller away may wrap up before they come back. */
export const backMs = ({ centre }: Pick<Scene, 'centre'>): number => centre.settings.ringS * 1000 + RING_MORE_MS;
