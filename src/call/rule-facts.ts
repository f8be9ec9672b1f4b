// The facts of a call that rules may look at, each a word: a flow's `when` and the demands of the centre ask for the same ones.
import type { Plan } from '../case/case.ts';
import { type Priority, readPriority } from '../case/priority.ts';
import { isExpertToExpert, isRoundTheClock, readPlan } from '../centre/served.ts';
import { closedIn } from '../door/door.ts';
import type { Persons } from '../routing/resolve.ts';
import { RULE_FACTS } from '../routing/rules.ts';
import type { RuleFact, RuleFacts } from '../routing/rules.ts';
import { languageNeeded } from './needed.ts';
import { customerOf, type Scene } from './scene.ts';

/** A fact of the caller whom this leg is about; empty where it is not known. */
export function ruleFact(name: RuleFact, scene: Scene): string {
  const call = customerOf(scene);
  switch (name) {
    case 'journey': return call?.vars['journey'] ?? '';
    case 'priority': return call?.vars['priority'] ?? call?.case?.priority ?? '';
    case 'region': return call?.region ?? '';
    case 'language': return scene.call.language;
    case 'open': return yesNo(call !== undefined && closedIn(scene.centre, scene.facts.switched, call.region, scene.now) === undefined);
    case 'served': return yesNo(call !== undefined && (neverCloses(scene) || ruleFact('open', scene) === 'yes'));
    case 'expert-to-expert': return yesNo(isExpertToExpert(scene.centre, callerPriority(scene), planOf(scene)));
    case 'service-manager': return yesNo(call?.case?.serviceManager !== undefined && hasServiceManager(scene));
    case 'verified': return yesNo(call?.case?.verified);
    case 'plan': return call?.case?.plan ?? call?.vars['plan'] ?? 'none';
    case 'entitlement': return call?.case?.entitlement ?? '';
    case 'product': return call?.case?.product?.toLowerCase() ?? '';
    case 'escalated': return yesNo(call?.case?.escalated);
    case 'certified': return yesNo(call?.case?.certified);
    case 'network-down': return yesNo(call?.vars['journey'] === 'network-down');
  }
}

const planOf = (scene: Scene): Plan | undefined => readPlan(ruleFact('plan', scene));

/** Whoever is worked for at any hour finds no door closed. */
export const neverCloses = (scene: Scene, priority = callerPriority(scene)): boolean => isRoundTheClock(scene.centre, priority, planOf(scene));

function hasServiceManager(scene: Scene): boolean {
  const plan = planOf(scene);
  return plan !== undefined && scene.centre.plans[plan].serviceManager;
}

const yesNo = (holds: boolean | undefined): string => (holds ? 'yes' : 'no');

export const ruleFacts = (scene: Scene): RuleFacts => Object.fromEntries(RULE_FACTS.map((name) => [name, ruleFact(name, scene)]));

/** Whom a demand may name of this call. */
export function personsOf(scene: Scene): Persons {
  const customer = customerOf(scene);
  const { assignedTo, deputy, serviceManager, product } = customer?.case ?? {};
  return {
    ...(assignedTo === undefined ? {} : { assigned: assignedTo }),
    ...(deputy === undefined ? {} : { deputy }),
    ...(serviceManager === undefined ? {} : { serviceManager }),
    ...(product === undefined ? {} : { product }),
    ...(customer === undefined ? {} : { region: customer.region, language: (scene.call.role === 'agent' ? scene.call.vars['interpret'] : undefined) ?? languageNeeded(customer) }),
  };
}

/** Without a case and without a word of it, nothing is urgent. */
export const callerPriority = (scene: Scene): Priority => readPriority(ruleFact('priority', scene)) ?? 'P4';
