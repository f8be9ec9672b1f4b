// transfer, give, outside: the agent leaves the caller, who waits again with music, in a line of the caller flows or for one colleague, or is put through to an outside number.
import type { E164 } from '../../phone/number.ts';
import { lineFor } from '../begin.ts';
import type { AgentCall } from '../call.ts';
import { dismissConsulted, finishTalk } from '../agent-leg.ts';
import { backMs } from '../given.ts';
import type { GivenTo } from '../event.ts';
import { agentsIn } from '../pair.ts';
import { agentScene, others, type Outcome, type Scene } from '../scene.ts';
import { OUTSIDE_NUMBER, REFUSAL } from './dialable.ts';
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

/** The gate is asked while the agent is still with the caller, so that nobody is put through to a number that is not rung. */
export const outside: StepKind<'outside'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    const number = agent.call.vars[OUTSIDE_NUMBER] as E164 | undefined;
    const { customer } = agent.facts;
    if (number === undefined || haveCompany(agent)) return { leave: 'unavailable' };
    // Whoever has hung up meanwhile is not rung for: their end is on its way here.
    const gate = customer && customer.doing.is !== 'over' ? agent.known('gate') : { ok: true as const };
    if (!gate && customer) return { need: { need: 'gate', to: number, from: lineFor(agent.centre, customer.line).number, use: 'transfer' } };
    if (!gate || gate.ok) return giveOn(agent, { number });
    agent.set({ [REFUSAL]: gate.why });
    return { leave: 'refused' };
  },
};

function giveOn(scene: Scene<AgentCall>, to: GivenTo, wrapMs?: number): Outcome {
  const { id, agent, caller } = scene.call;
  if (haveCompany(scene)) return { leave: 'unavailable' };
  dismissConsulted(scene);
  scene.tell(caller, { tell: 'given', leg: id, agent, to });
  scene.journal('gave', 'agent' in to ? { for: to.agent } : 'number' in to ? { for: 'outside' } : { flow: to.flow, step: to.step });
  finishTalk(scene, wrapMs);
  const { heldSince: _held, ...call } = scene.call;
  scene.call = { ...call, holding: false };
  return { leave: 'next' };
}

/** With others in the conversation the room would end for them: whoever wants to go just hangs up, and the caller has company. */
const haveCompany = ({ call, facts }: Scene<AgentCall>): boolean => agentsIn(others(facts.customer?.members ?? [], call.id)).length > 0;
