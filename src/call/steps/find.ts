// find: the case behind a number, and what this caller may know of it.
import type { Case } from '../../case/case.ts';
import { isCertified } from '../../case/certified.ts';
import type { CaseFacts } from '../call.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const find: StepKind<'find'> = {
  enter(step, scene) {
    const number = scene.call.vars[step.args.by] ?? '';
    const found = scene.known('case');
    if (!found) return { need: { need: 'case', number } };
    switch (found.is) {
      case 'failed':
        scene.journal('case', { found: 'failed' });
        return { leave: 'failed' };
      case 'unknown':
        return unknown(scene, step.args.tries);
      case 'found':
        return foundCase(scene, found.case, found.contact, step.args.tries);
    }
  },
};

/** To anyone but a contact of the case, closed, not entitled and unknown sound the same: nothing is told by the answer. */
function foundCase(scene: Scene, value: Case, contact: boolean, tries: number): Outcome {
  const open = value.status === 'open';
  if (!contact && !open) return unknown(scene, tries);
  const entitled = mayCall(value, scene);
  if (!contact && !entitled) return unknown(scene, tries);
  const caller = callerScene(scene);
  caller.call = { ...caller.call, case: factsOf(value, contact, scene.now), ...(value.region === undefined ? {} : { region: value.region }) };
  if (contact && value.contact?.language !== undefined) caller.set({ 'contact-language': value.contact.language });
  scene.journal('case', { found: open ? 'open' : 'closed', case: value.number, contact });
  if (open && Object.keys(scene.centre.management).length > 0) scene.work({ do: 'watch', case: value.number }, undefined, `watch:${value.number}`);
  if (!open) return { leave: 'closed' };
  return { leave: entitled ? 'found' : 'not-entitled' };
}

/** By an active contract of a plan that has support by telephone; what the directory does not tell is held against nobody. */
const mayCall = ({ entitlement = 'active', plan }: Case, { centre }: Scene): boolean => entitlement === 'active' && (plan === undefined || centre.plans[plan].phone);

function unknown(scene: Scene, most: number): Outcome {
  const tries = Number(scene.call.vars['find-tries'] ?? '0') + 1;
  scene.set({ 'find-tries': String(tries) });
  scene.journal('case', { found: 'unknown', tries });
  return { leave: tries >= most ? 'missed' : 'unknown' };
}

/** What is known of a case to all who have to do with it. */
export function factsOf(value: Case, verified: boolean, now: number): CaseFacts {
  const { number, priority, assignedTo, deputy, serviceManager, region, product, plan, entitlement } = value;
  return {
    number, priority, verified, escalated: value.escalated ?? false, certified: verified && isCertified(value, now),
    ...(assignedTo === undefined ? {} : { assignedTo }),
    ...(deputy === undefined ? {} : { deputy }),
    ...(serviceManager === undefined ? {} : { serviceManager }),
    ...(region === undefined ? {} : { region }),
    ...(product === undefined ? {} : { product }),
    ...(plan === undefined ? {} : { plan }),
    ...(entitlement === undefined ? {} : { entitlement }),
    ...(value.targets?.response === undefined ? {} : { response: value.targets.response }),
  };
}
