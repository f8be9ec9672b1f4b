// end: the agent's key ends the call for all.
import { dismissConsulted, finishTalk } from '../agent-leg.ts';
import { agentScene, others } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const end: StepKind<'end'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    dismissConsulted(agent);
    for (const member of others(agent.facts.customer?.members ?? [], agent.call.id)) agent.tell(member.leg, { tell: 'caller-gone' });
    agent.tell(agent.call.caller, { tell: 'end' });
    finishTalk(agent);
    agent.call = { ...agent.call, holding: false };
    return { leave: 'next' };
  },
};
