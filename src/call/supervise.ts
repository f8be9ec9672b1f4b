// A supervisor's hand on a caller who waits: another priority, another line, a certain agent next. The caller only hears that the music goes on.
import type { Priority } from '../case/priority.ts';
import { rankOf } from '../routing/rank.ts';
import type { WaitStep } from '../store/floor.ts';
import type { CallerCall, Standing } from './call.ts';
import type { Message } from './event.ts';
import { atOnce, lineUp } from './line-up.ts';
import { callOff, pick, placeOf, stand, type Place } from './pick.ts';
import type { Outcome, Scene } from './scene.ts';
import { p1InLine, p1NoMore } from './summon.ts';
import { visitOf } from './visit.ts';

/** What a supervisor may ask of a waiting caller's call; `by` is whose token it was. */
export type Supervision = Extract<Message, { tell: 'set-priority' | 'move' | 'pick' }>;

export function supervised(scene: Scene<CallerCall>, message: Supervision): Outcome {
  const place = placeOf(scene);
  if (!place) return { keep: scene.call.doing };
  switch (message.tell) {
    case 'set-priority': return setPriority(scene, place, message);
    case 'move': return move(scene, place, message);
    case 'pick': return message.agent === undefined ? callOff(scene, place, message.by) : pick(scene, place, message.agent, message.by);
  }
}

/**
 * As if they had come with it: their steps count from when they came into the line, and whom only another priority lets in is asked no
 * more. A P1 is everybody's of that line at once.
 */
function setPriority(scene: Scene<CallerCall>, place: Place, { priority, by }: { priority: Priority; by: string }): Outcome {
  const { standing, doing, picked } = place;
  if (priority === standing.priority) return { keep: doing };
  const call = withPriority(scene.call, priority);
  const plan = lineUp({ ...scene, call }, standing.demand, standing.entered);
  if ('need' in plan) return plan;
  if (plan.steps.length === 0) return { keep: doing };
  const steps = [...besides(place), ...plan.steps];
  const { joined } = standing;
  const moved: Standing = { ...standing, priority, rank: rankOf(joined, priority, scene.centre, plan.extraS), limit: scene.centre.priorities[priority].offers, classes: plan.classes };
  scene.call = { ...call, standing: moved };
  scene.journal('priority-set', { wait: doing.wait, from: standing.priority, to: priority, by, ...visitOf(scene.call, moved) });
  if (standing.priority === 'P1') p1NoMore(scene, doing.wait);
  // A P1 waits for nobody alone, and everybody else does who was picked.
  if (picked && (priority === 'P1' || standing.priority === 'P1')) return stand(scene, { ...place, standing: moved, steps }, { agent: picked.agent, until: picked.until });
  if (picked) scene.call = { ...scene.call, picked: { ...picked, steps } };
  else scene.floor({ verb: 'rerank', wait: doing.wait, rank: moved.rank, limit: moved.limit, steps });
  if (priority === 'P1') p1InLine(scene, doing.wait);
  return { keep: doing };
}

/** It stands on the call too, so a later line keeps it, and who is no P1 is no provisional one either. */
export function withPriority(call: CallerCall, priority: Priority): CallerCall {
  const provisional = priority !== 'P1' && call.vars['provisional'] === 'yes' ? { provisional: 'no' } : {};
  return { ...call, prioritySet: priority, vars: { ...call.vars, priority, ...provisional } };
}

/** Whom they wait for besides their line: a colleague they were given to, or who was cut off from them. */
const besides = ({ steps, standing }: Place): WaitStep[] =>
  steps.map(({ from, classes }) => ({ from, classes: classes.filter((name) => !standing.classes.includes(name)) })).filter(({ classes }) => classes.length > 0);

/** The arrival goes along; who may answer, and from when on, begins anew in that line. Phones of whom it has too go on ringing. */
function move(scene: Scene<CallerCall>, place: Place, { demand, by }: { demand: string; by: string }): Outcome {
  const { standing, doing, picked } = place;
  if (demand === standing.demand && !picked) return { keep: doing };
  const plan = lineUp(scene, demand);
  if ('need' in plan) return plan;
  if (plan.steps.length === 0) return { keep: doing };
  const rank = rankOf(standing.joined, standing.priority, scene.centre, plan.extraS);
  const moved: Standing = { ...standing, demand, rank, entered: scene.now, classes: plan.classes };
  const { picked: _before, ...call } = scene.call;
  scene.call = { ...call, standing: moved };
  scene.set({ assigned: plan.assigned });
  scene.floor({ verb: 'rerank', wait: doing.wait, rank, steps: standing.priority === 'P1' ? atOnce(plan.steps, scene.now) : plan.steps });
  scene.journal('moved', { wait: doing.wait, from: standing.demand, to: demand, by, ...visitOf(scene.call, moved) });
  return { keep: doing };
}
