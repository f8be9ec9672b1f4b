// acknowledge: somebody on duty says that they have an escalation, or a P1 who waits, from now on.
import { giveBack } from '../agent-leg.ts';
import { agentScene, isPage } from '../scene.ts';
import { acknowledgeP1 } from '../summon.ts';
import type { StepKind } from './kind.ts';

export const acknowledge: StepKind<'acknowledge'> = {
  enter(_step, scene) {
    if (isPage(scene)) {
      const { escalation, agent } = scene.call;
      scene.call = { ...scene.call, acknowledged: true };
      scene.record('escalation', escalation.id, { ...escalation, state: 'acknowledged', owner: agent });
      scene.journal('acknowledged', { escalation: escalation.id, agent });
      return { leave: 'next' };
    }
    const agent = agentScene(scene);
    acknowledgeP1(agent);
    if (agent.call.stage === 'ringing' && agent.facts.offer?.state === 'live') giveBack(agent, 'declined');
    agent.call = { ...agent.call, stage: 'done' };
    return { leave: 'next' };
  },
};
