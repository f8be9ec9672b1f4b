// colleague: somebody of ours, by the staff id an agent has keyed, to be consulted or to take the caller over.
import { agentScene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const colleague: StepKind<'colleague'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    const found = agent.known('colleague');
    if (!found) return { need: { need: 'colleague', digits: agent.call.vars[step.args.by] ?? '' } };
    if (found.is === 'unknown' || found.id === agent.call.agent) return { leave: 'unknown' };
    agent.set({ to: found.id });
    return { leave: found.state === 'ready' ? 'found' : 'away' };
  },
};
