// escalate: an escalation on record, and a page to whoever has duty when nobody could come.
import { openEscalation } from '../open-escalation.ts';
import type { StepKind } from './kind.ts';

export const escalate: StepKind<'escalate'> = {
  enter(step, scene) {
    openEscalation(scene, scene.call.vars[step.args.reason ?? 'reason'] ?? 'other', step.args.page ? 'by-page' : 'no');
    return { leave: 'next' };
  },
};
