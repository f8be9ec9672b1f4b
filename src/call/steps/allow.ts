// allow: counts something against a limit per calling number. It never hangs up on anybody; it only chooses the way.
import type { StepKind } from './kind.ts';

export const allow: StepKind<'allow'> = {
  enter(step, scene) {
    const tally = scene.known('tally');
    if (tally === undefined) return { need: { need: 'tally', what: step.args.what, hours: step.args.hours } };
    const within = tally <= step.args.times;
    if (!within) scene.journal('limit', { what: step.args.what });
    return { leave: within ? 'yes' : 'no' };
  },
};
