// The agent a supervisor has picked for a caller who waits: a place before all others for them alone, and the way back to the old one.
import type { Priority } from '../case/priority.ts';
import { personClass } from '../routing/who.ts';
import type { WaitStep } from '../store/floor.ts';
import { type AgentCall, type CallerCall, lineOf, type Picked, type Standing } from './call.ts';
import type { Outcome, Scene } from './scene.ts';
import { p1InLine } from './summon.ts';

/** Before everybody whom any priority's head start puts ahead; among picked callers the first picked comes first. */
const PICKED_FIRST_MS = 1e13;
/** Somebody in a long call is not waited for any longer: the caller goes back to their place. */
export const PICKED_MS_MAX = 5 * 60_000;
/** How often it is looked at whether the agent is still there. */
const PICKED_LOOK_MS = 10_000;

/** The place in line a caller has now, unless somebody has taken them already. */
export interface Place {
  doing: Extract<CallerCall['doing'], { is: 'waiting' | 'promised' }> & { wait: string };
  standing: Standing;
  steps: readonly WaitStep[];
  picked: Picked | undefined;
}

export function placeOf({ call, facts }: Scene<CallerCall>): Place | undefined {
  const { doing, standing } = call;
  if (!hasPlace(doing) || !standing || facts.wait?.id !== doing.wait || facts.wait.state !== 'waiting') return undefined;
  const picked = pickOf(call);
  return { doing, standing, steps: picked?.steps ?? facts.wait.steps, picked };
}

const hasPlace = (doing: CallerCall['doing']): doing is Place['doing'] => doing.is === 'waiting' || (doing.is === 'promised' && doing.wait !== undefined);

/** An earlier pick is not this place's. */
export const pickOf = (call: CallerCall): Picked | undefined => (call.picked && call.picked.wait === lineOf(call) ? call.picked : undefined);

/** This agent next: rung as soon as they are free, also before callers who are better placed. */
export function pick(scene: Scene<CallerCall>, place: Place, agent: string, by: string): Outcome {
  if (place.picked?.agent === agent) return { keep: place.doing };
  scene.journal('picked', { wait: place.doing.wait, for: agent, by });
  return stand(scene, place, { agent, until: scene.now + PICKED_MS_MAX });
}

export function callOff(scene: Scene<CallerCall>, place: Place, by: string): Outcome {
  return place.picked ? backInLine(scene, place, { why: 'called-off', by }) : { keep: place.doing };
}

function backInLine(scene: Scene<CallerCall>, place: Place, how: { why: string; by?: string }): Outcome {
  scene.journal('pick-over', { wait: place.doing.wait, for: place.picked?.agent, ...how });
  return stand(scene, place);
}

/** Takes another place in line for the one there is; with a pick, one before everybody else's. */
export function stand(scene: Scene<CallerCall>, { doing, standing, steps }: Place, pick?: { agent: string; until: number }): Outcome {
  const { joined, limit, priority, rank } = standing;
  const wait = { id: scene.id(), call: scene.call.id, joined, limit };
  const { picked: _before, ...call } = scene.call;
  if (pick) {
    scene.floor({ verb: 'join', instead: doing.wait, wait: { ...wait, rank: scene.now - PICKED_FIRST_MS, steps: stepsPicked(pick.agent, priority, steps, scene.now) } });
    scene.call = { ...call, picked: { ...pick, wait: wait.id, steps } };
    lookLater(scene, wait.id);
  } else {
    scene.floor({ verb: 'join', instead: doing.wait, wait: { ...wait, rank, steps } });
    scene.call = call;
  }
  if (priority === 'P1') p1InLine(scene, wait.id, joined);
  return { keep: { ...doing, wait: wait.id } };
}

/** A P1 has no exclusive step: everybody in their line may take them meanwhile. */
function stepsPicked(agent: string, priority: Priority, steps: readonly WaitStep[], now: number): readonly WaitStep[] {
  const alone = { from: now, classes: [personClass(agent)] };
  return priority === 'P1' ? [alone, ...steps] : [alone];
}

const lookLater = (scene: Scene<CallerCall>, wait: string): void =>
  scene.work({ do: 'tell', call: scene.call.id, message: { tell: 'due', what: 'picked', of: wait } }, scene.now + PICKED_LOOK_MS, `picked:${wait}`);

/** Whoever was picked may go away, or talk for longer than the caller is to wait. */
export function pickDue(scene: Scene<CallerCall>, wait: string): Outcome {
  const place = placeOf(scene);
  if (place?.picked?.wait !== wait) return { keep: scene.call.doing };
  const { picked } = place;
  const engineer = scene.known('engineer');
  if (!engineer) return { need: { need: 'engineer', agent: picked.agent } };
  if (engineer.state === 'away' || engineer.state === 'offline') return backInLine(scene, place, { why: engineer.state });
  const rings = (scene.facts.wait?.offers.length ?? 0) > 0;
  if (!rings && scene.now >= picked.until) return backInLine(scene, place, { why: 'too-long' });
  lookLater(scene, wait);
  return { keep: place.doing };
}

/** They passed, missed, or could not be rung: the caller is back where they were. */
export function pickPassed(scene: Scene<CallerCall>, wait: string): Outcome {
  const place = placeOf(scene);
  return place?.picked?.wait === wait ? backInLine(scene, place, { why: 'not-taken' }) : { keep: scene.call.doing };
}

/** The phone of whoever was picked gives its offer back: the caller is told. */
export function tellPicked(scene: Scene<AgentCall>): void {
  const { customer } = scene.facts;
  const { wait, agent, asker } = scene.call;
  if (customer?.picked?.wait === wait && customer.picked.agent === agent) scene.tell(asker, { tell: 'pick-passed', wait });
}
