// wrap: the agent ends wrap-up, or takes some minutes more.
import { PUT_DOWN_MS } from '../agent-leg.ts';
import { agentScene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const wrap: StepKind<'wrap'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    const engineer = agent.known('engineer');
    if (!engineer) return { need: { need: 'engineer', agent: agent.call.agent } };
    const wrapUntil = agent.now + (step.args.then === 'ready' ? PUT_DOWN_MS : step.args.minutes * 60_000);
    // At their desk they may have said otherwise meanwhile, and be rung already.
    if (engineer.state !== 'offered' && engineer.state !== 'busy') agent.floor({ verb: 'extend-wrap', agent: agent.call.agent, wrapUntil });
    agent.journal('wrap-up', { until: wrapUntil });
    return { leave: 'next' };
  },
};
