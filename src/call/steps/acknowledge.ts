// acknowledge: somebody on duty pressed 1 on a page, and has the escalation from now on.
import { isPage } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const acknowledge: StepKind<'acknowledge'> = {
  enter(_step, scene) {
    if (!isPage(scene)) throw new Error('only a page can be acknowledged');
    const { escalation, agent } = scene.call;
    scene.call = { ...scene.call, acknowledged: true };
    scene.record('escalation', escalation.id, { ...escalation, state: 'acknowledged', owner: agent });
    scene.journal('acknowledged', { escalation: escalation.id, agent });
    return { leave: 'next' };
  },
};
