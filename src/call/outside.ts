// A caller whom an agent has given to an outside number: their own leg rings it. Whom they do not reach they come back from, to the line they were in.
import type { Flows } from '../flow/verbs.ts';
import type { E164 } from '../phone/number.ts';
import { personClass } from '../routing/who.ts';
import { lineFor } from './begin.ts';
import type { CallerCall, Doing } from './call.ts';
import { backFromReach } from './caller-leg.ts';
import type { CallEvent, OutsideEnd } from './event.ts';
import { startOf } from './place.ts';
import type { Outcome, Scene } from './scene.ts';
import { p1InLine } from './summon.ts';
import { visitOf } from './visit.ts';

type Outside = Extract<Doing, { is: 'outside' }>;

/** As long as people let a telephone ring; the carrier adds five seconds of its own. */
export const RING_S = 30;

/**
 * The number is rung by the answer to the leg's own next turn, and not by what it is fetched out of the room with: a fetch may be
 * repeated after a death, and would ring that phone twice, or cut the talk off.
 */
export function putThrough(scene: Scene<CallerCall>, by: string, to: E164): Outcome {
  scene.spoken.push(scene.say('room.outside'));
  scene.journal('given-outside', { by });
  return { stay: { is: 'outside', to, by, since: scene.now }, tell: [{ do: 'again' }] };
}

export function outsideTurn(flows: Flows, scene: Scene<CallerCall>, doing: Outside, event: CallEvent): Outcome {
  if (event.kind === 'outside-over' && doing.dialled) return event.gone ? { keep: doing } : cameBack(flows, scene, doing, event.status);
  return event.kind === 'again' && !doing.dialled ? dial(scene, doing) : { keep: doing };
}

function dial(scene: Scene<CallerCall>, doing: Outside): Outcome {
  scene.journal('outside-rung', {});
  const shows = lineFor(scene.centre, scene.call.line).number;
  return { stay: { ...doing, dialled: true }, tell: [{ do: 'connect', to: doing.to, shows, ringS: RING_S }] };
}

function cameBack(flows: Flows, scene: Scene<CallerCall>, { by }: Outside, status: OutsideEnd): Outcome {
  scene.journal('outside-over', { status });
  return status === 'reached' ? backFromReach(flows, scene, 'answered') : backInLine(flows, scene, by, status);
}

/** At their old place, for those who were asked before and for whoever gave them away, who knows what it is about. */
function backInLine(flows: Flows, scene: Scene<CallerCall>, by: string, status: OutsideEnd): Outcome {
  const { standing } = scene.call;
  if (!standing) throw new Error('a caller was put through without having stood in line');
  const { joined, rank, limit, classes } = standing;
  const wait = scene.id();
  scene.floor({ verb: 'join', wait: { id: wait, call: scene.call.id, rank, joined, limit, steps: [{ from: scene.now, classes: [...new Set([personClass(by), ...classes])] }] } });
  if (standing.priority === 'P1') p1InLine(scene, wait);
  scene.journal('returned', { wait, ...visitOf(scene.call, standing) });
  scene.spoken.push(scene.say('room.outside-back', { reason: status }));
  scene.call = { ...scene.call, standing: { ...standing, entered: scene.now }, doing: { is: 'waiting', wait, musicS: 0 } };
  return { to: startOf(flows, standing.hold) };
}
