// hangup: the last words.
import { agentLegEnded } from '../agent-leg.ts';
import { pageEnded } from '../page-leg.ts';
import { handIn } from '../keep-part.ts';
import { unreached } from '../called-back.ts';
import { isAgent, isCaller, isPage } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const hangup: StepKind<'hangup'> = {
  enter(step, scene, flows) {
    if (step.args.prompt !== undefined) scene.spoken.push(scene.say(step.args.prompt));
    // The leg's own end comes after this one and finds the call over.
    if (isPage(scene)) pageEnded(scene);
    // Somebody who leaves a conversation by the flow is told of like anybody who hangs up.
    if (isAgent(scene) && scene.call.stage === 'taken') agentLegEnded(scene, 'completed');
    if (isCaller(scene)) {
      handIn(scene);
      unreached(flows, scene, 'hung-up');
    }
    scene.journal('ended', { status: 'ended-by-us', during: 'flow' });
    return { stay: { is: 'over', at: scene.now, how: 'ended-by-us' }, tell: [{ do: 'hang-up' }] };
  },
};
