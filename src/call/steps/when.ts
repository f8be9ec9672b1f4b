// when: the first rule that holds names the way out. On an agent's leg the facts are those of the caller it is about.
import type { conditionFacts } from '../../flow/verbs.ts';
import { ruleFact } from '../rule-facts.ts';
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
    case 'provisional': case 'assigned': return call?.vars[name] ?? '';
    case 'supervisor': return scene.call.role === 'staff' && scene.call.supervisor ? 'yes' : 'no';
    case 'case': return call?.case ? 'yes' : 'no';
    default: return ruleFact(name, scene);
  }
}
