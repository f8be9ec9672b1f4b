// code: what the call came to, by the centre's list of two-digit codes. It is kept on the leg and told to the caller's call.
import { agentScene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const code: StepKind<'code'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    const keyed = agent.call.vars[step.args.by] ?? '';
    if (!Object.hasOwn(agent.centre.codes, keyed)) return { leave: 'unknown' };
    agent.call = { ...agent.call, code: keyed };
    agent.tell(agent.call.caller, { tell: 'coded', code: keyed });
    agent.journal('coded', { code: keyed });
    return { leave: 'next' };
  },
};
