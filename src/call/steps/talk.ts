// talk: an agent's leg in the room. It comes out by `*`, or because the room is over; the two look alike to the carrier.
import type { AgentCall } from '../call.ts';
import { isAwaited } from '../callback.ts';
import { holdCaller, unhold } from '../agent-leg.ts';
import { isBriefing } from '../pair.ts';
import { tellRecorded } from '../recording.ts';
import { agentScene, others, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

/** Long enough for the caller's own end to reach us, short enough not to be felt. */
const WHY_OUT_S = 1;

export const talk: StepKind<'talk'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    if (agent.call.stage !== 'taken' && !waitsForOther(agent)) return { leave: 'over' };
    if (agent.call.holding) unhold(agent);
    if (!agent.call.talksAt) tellRecorded(agent);
    agent.call = { ...agent.call, talksAt: agent.call.at };
    return inRoom(agent);
  },
  on(_step, scene, event) {
    const agent = agentScene(scene);
    // Alone in the room, waiting for the other of two: there is nothing to choose yet.
    if (waitsForOther(agent)) return inRoom(agent);
    if (agent.call.stage !== 'taken') return { leave: 'over' };
    if (event.kind === 'out-of-room') return outOfRoom(agent);
    return agent.call.doing.is === 'out-of-room' ? whyOut(agent) : { keep: agent.call.doing };
  },
};

const waitsForOther = ({ call }: Scene<AgentCall>): boolean => call.pair?.agreed === true && call.stage === 'ringing';

const inRoom = (scene: Scene<AgentCall>): Outcome => ({
  stay: { is: 'talking', room: scene.call.room, since: scene.now },
  tell: [{ do: 'room', room: scene.call.room, as: 'agent', ...(waitsForThem(scene) && { ringing: true as const }) }],
});

const waitsForThem = ({ facts: { customer } }: Scene<AgentCall>): boolean => customer !== undefined && isAwaited(customer);

/** The caller hears music at once, unless somebody is still with them; a moment later it is known whether they have gone. */
function outOfRoom(scene: Scene<AgentCall>): Outcome {
  if (waitsForThem(scene)) return inRoom(scene);
  if (isBriefing(scene)) return bringsIn(scene);
  if (others(scene.facts.customer?.members ?? [], scene.call.id).length === 0 && scene.facts.customer?.doing.is !== 'over') {
    holdCaller(scene, true);
    scene.call = { ...scene.call, holding: true, heldSince: scene.now };
  }
  return { stay: { is: 'out-of-room', consulting: false }, tell: [{ do: 'pause', seconds: WHY_OUT_S }, { do: 'again' }] };
}

/** The agent's star ends the briefing: the caller comes in. */
function bringsIn(scene: Scene<AgentCall>): Outcome {
  const { pair, caller, wait } = scene.call;
  if (pair?.as === 'agent') scene.work({ do: 'tell', call: caller, message: { tell: 'due', what: 'briefed', of: wait } }, undefined, `brief:${wait}`);
  return inRoom(scene);
}

function whyOut(scene: Scene<AgentCall>): Outcome {
  if (scene.facts.customer?.doing.is === 'over') return { leave: 'over' };
  // Only now is it known that somebody hears the music.
  if (scene.call.heldSince !== undefined) scene.journal('held', { since: scene.call.heldSince });
  return { leave: 'star' };
}
