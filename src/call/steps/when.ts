// when: the first rule that holds names the way out. On an agent's leg the facts are those of the caller it is about.
import type { conditionFacts } from '../../flow/verbs.ts';
import { openNow } from '../../hours/open-now.ts';
import type { CallerCall } from '../call.ts';
import type { Facts } from '../facts.ts';
import { customerOf, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

type FactName = (typeof conditionFacts)[number];

export const when: StepKind<'when'> = {
  enter(step, scene) {
    const rule = step.args.find(({ is }) => Object.entries(is).every(([name, wanted]) => matches(factOf(name as FactName, scene), wanted)));
    return { leave: rule?.go ?? 'otherwise' };
  },
};

const matches = (fact: string, wanted: string | readonly string[] | undefined): boolean =>
  wanted !== undefined && (typeof wanted === 'string' ? fact === wanted : wanted.includes(fact));

function factOf(name: FactName, scene: Scene): string {
  const call = customerOf(scene);
  switch (name) {
    case 'consulted': return scene.call.vars['consulted'] ?? 'no';
    case 'journey': case 'provisional': case 'assigned': return call?.vars[name] ?? '';
    case 'priority': return call?.vars['priority'] ?? call?.case?.priority ?? '';
    case 'region': return call?.region ?? '';
    case 'language': return scene.call.language;
    case 'open': return call && isOpen(call, scene.facts) ? 'yes' : 'no';
    case 'verified': return call?.case?.verified ? 'yes' : 'no';
    case 'plan': return call?.case?.plan ?? call?.vars['plan'] ?? 'none';
    case 'entitlement': return call?.case?.entitlement ?? '';
    case 'case': return call?.case ? 'yes' : 'no';
  }
}

function isOpen(call: CallerCall, facts: Facts): boolean {
  const region = facts.centre.regions[call.region];
  return region === undefined || openNow(region.hours, facts.now).open;
}
