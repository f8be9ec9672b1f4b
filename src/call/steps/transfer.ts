// transfer, give: the agent leaves the caller, who waits again with music: in a line of the caller flows, or for one colleague.
import type { AgentCall } from '../call.ts';
import { dismissConsulted, finishTalk } from '../agent-leg.ts';
import { backMs } from '../given.ts';
import type { Place } from '../place.ts';
import { agentScene, others, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const transfer: StepKind<'transfer'> = {
  enter: (step, scene) => giveOn(agentScene(scene), { flow: step.args.flow, step: step.args.step }),
};

export const give: StepKind<'give'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    const { to } = agent.call.vars;
    return to === undefined ? { leave: 'unavailable' } : giveOn(agent, { agent: to }, backMs(agent));
  },
};

/** With others in the conversation the room would end for them: whoever wants to go just hangs up, and the caller has company. */
function giveOn(scene: Scene<AgentCall>, to: Place | { agent: string }, wrapMs?: number): Outcome {
  const { id, agent, caller } = scene.call;
  if (others(scene.facts.customer?.members ?? [], id).length > 0) return { leave: 'unavailable' };
  dismissConsulted(scene);
  scene.tell(caller, { tell: 'given', leg: id, agent, to });
  scene.journal('gave', 'agent' in to ? { for: to.agent } : { flow: to.flow, step: to.step });
  finishTalk(scene, wrapMs);
  const { heldSince: _held, ...call } = scene.call;
  scene.call = { ...call, holding: false };
  return { leave: 'next' };
}
