// What the demands of a centre file say of its people, regions and teams: who can never come, and rules that can never hold.
import { hintFor } from '../flow/nearest.ts';
import { couldAdmit } from '../routing/possible.ts';
import { resolve, termNamed } from '../routing/resolve.ts';
import { covers, RULE_FACTS } from '../routing/rules.ts';
import type { Conditions } from '../routing/rules.ts';
import { interpreterClass, isPerson, readAtom } from '../routing/who.ts';
import type { Asked } from '../routing/who.ts';
import { contradictions } from './contradictions.ts';
import type { WrittenDemand } from './demand-schema.ts';
import type { Finding, Path } from './issues.ts';
import type { CentreFile } from './schema.ts';
import { writeDuration } from './value.ts';

export function demandFindings(file: CentreFile): Finding[] {
  return Object.entries(file.demands).flatMap(([demand, written]): Finding[] => [
    ...written.steps.flatMap((step, index) => [
      ...whoFindings(step.who, ['demands', demand, ...written.at, index, 'who'], file),
      ...whenFindings(step.when, ['demands', demand, ...written.at, index, 'when'], file),
      ...interpreterFindings(step, ['demands', demand, ...written.at, index, 'interpreter'], file),
    ]),
    ...order(written, ['demands', demand, ...written.at]),
    ...everybodyServed(demand, written, file),
    ...firstFindings(written, ['demands', demand, 'first'], file),
  ]);
}

/** Every journey that a rule asks for, which some flow must set. */
export const journeysOf = ({ demands }: Pick<CentreFile, 'demands'>): { name: string; path: Path }[] =>
  Object.entries(demands).flatMap(([demand, { at, steps, first }]) => [
    ...steps.flatMap(({ when }, index) => namedIn(when, ['demands', demand, ...at, index])),
    ...first.flatMap(({ when }, index) => namedIn(when, ['demands', demand, 'first', index])),
  ]);

const namedIn = (when: Conditions | undefined, path: Path): { name: string; path: Path }[] =>
  (when?.journey ?? []).map((name, index) => ({ name, path: [...path, 'when', 'journey', index] }));

type Step = WrittenDemand['steps'][number];

function whoFindings({ who, atoms }: Step['who'], path: Path, file: CentreFile): Finding[] {
  const wrong = atoms.flatMap(({ atom, path: below }) => atomFindings(readAtom(atom), [...path, ...below], file));
  if (wrong.length > 0 || file.agents.length === 0) return wrong;
  return who.filter((one) => !file.agents.some((agent) => couldAdmit(termNamed(one), agent, file.regions))).map((one) => ({
    path: placeOf(one, atoms, path), message: `no agent of this file can ever be '${one}'`, hint: 'expected somebody in the team who has all that is asked for',
  }));
}

/** A way that is one atom is pointed at itself, anything else at the whole. */
const placeOf = (one: string, atoms: Step['who']['atoms'], path: Path): Path => [...path, ...(atoms.find(({ atom }) => atom === one)?.path ?? [])];

function atomFindings(asked: Asked | undefined, path: Path, file: CentreFile): Finding[] {
  if (asked === undefined || 'person' in asked) return [];
  if ('team' in asked) return named('team', asked.team, Object.keys(file.teams), path);
  if ('agent' in asked) return named('agent', asked.agent, file.agents.map(({ id }) => id), path);
  if ('skill' in asked) return skillFindings(asked, path, file);
  if ('next' in asked) return furtherFindings(asked.next, path, file);
  if ('region' in asked) return asked.region === 'caller' ? [] : named('region', asked.region, Object.keys(file.regions), path);
  return [];
}

/** People of the API may interpret too, so it is no mistake. */
function interpreterFindings({ interpreter }: Step, path: Path, { agents }: CentreFile): Finding[] {
  if (!interpreter || agents.length === 0 || agents.some(({ interprets }) => interprets !== undefined)) return [];
  return [{ path, level: 'warning', message: 'no agent of this file interprets', hint: 'expected an agent with interprets: and the languages' }];
}

function named(what: string, name: string, known: readonly string[], path: Path): Finding[] {
  return known.includes(name) ? [] : [{ path, message: `there is no ${what} '${name}'`, ...hintFor(name, known) }];
}

function skillFindings({ skill, level }: { skill: string; level: number }, path: Path, { agents }: CentreFile): Finding[] {
  if (agents.length === 0) return [];
  const known = [...new Set(agents.flatMap(({ skills }) => Object.keys(skills)))];
  if (skill !== 'case' && !known.includes(skill)) return [{ path, message: `nobody has the skill '${skill}'`, ...hintFor(skill, known) }];
  const best = Math.max(0, ...agents.flatMap(({ skills }) => (skill === 'case' ? Object.values(skills) : [skills[skill] ?? 0])));
  if (best >= level) return [];
  const what = skill === 'case' ? 'any product family' : `'${skill}'`;
  return [{ path, message: `nobody has level ${level} in ${what}`, hint: `the highest there is is ${best}` }];
}

function furtherFindings(next: number, path: Path, { regions }: CentreFile): Finding[] {
  const most = Math.max(0, ...Object.values(regions).map(({ neighbours }) => neighbours.length));
  return next <= most ? [] : [{ path, message: `no region has ${next === 1 ? 'a neighbour' : `${next} neighbours`}`, hint: `expected neighbours: of the regions, which have ${most} at most` }];
}

function whenFindings(when: Conditions | undefined, path: Path, file: CentreFile): Finding[] {
  if (!when) return [];
  if (Object.keys(when).length === 0) return [{ path, key: true, message: 'expected a condition', hint: `such as ${RULE_FACTS.slice(0, 4).join(', ')}` }];
  const regions = Object.keys(file.regions);
  const families = [...new Set(file.agents.flatMap(({ skills }) => Object.keys(skills)))];
  return [
    ...(when.region ?? []).flatMap((region, index) => named('region', region, regions, [...path, 'region', index])),
    ...(when.product ?? []).flatMap((product, index): Finding[] => (families.includes(product) || file.agents.length === 0 ? [] : [{
      path: [...path, 'product', index], level: 'warning', message: `no agent knows the product family '${product}'`, ...hintFor(product, families),
    }])),
    ...contradictions(when).map((told): Finding => ({ path, key: true, ...told })),
  ];
}

function firstFindings({ first }: WrittenDemand, path: Path, file: CentreFile): Finding[] {
  return first.flatMap(({ when }, index) => {
    const before = first.findIndex((other) => covers(other.when, when));
    return [
      ...whenFindings(when, [...path, index, 'when'], file),
      ...(before < index ? [{ path: [...path, index, 'when'], key: true as const, message: 'this can never hold: an earlier rule takes all these calls', hint: `see rule ${before + 1}, or put this one before it` }] : []),
    ];
  });
}

function order({ steps }: WrittenDemand, path: Path): Finding[] {
  return steps.flatMap((step, index): Finding[] => {
    const at = [...path, index, 'after'];
    const before = steps[index - 1]?.after ?? 0;
    if (index === 0) return (step.after ?? 0) === 0 ? [] : [{ path: at, message: 'the first step begins at once', hint: 'leave its after: out' }];
    const conditional = step.when !== undefined || steps[index - 1]?.when !== undefined;
    if (step.after === undefined && conditional && before === 0) return [];
    if (step.after === undefined) return [{ path: at, message: `'after' is missing`, hint: 'expected when this step begins, such as 20s; who may answer at once belongs into the first step' }];
    return step.after > before || (conditional && step.after === before) ? [] : [{ path: at, message: `a step begins later than the one before it (${writeDuration(before)})` }];
  });
}

/** Whoever stands in line must be somebody's to answer, whatever is not known of them. */
function everybodyServed(demand: string, { steps }: WrittenDemand, { regions }: CentreFile): Finding[] {
  const unconditional = steps.filter(({ when, interpreter }) => when === undefined && !interpreter);
  const left = Object.keys(regions).find((region) => unconditional.every(({ who }) => resolve(who.who, { region }, regions).length === 0));
  // A line of interpreters is where an agent asks for one, in a language they have chosen.
  if (left === undefined || steps.every(({ who }) => who.who.every((one) => one === interpreterClass('caller')))) return [];
  const path = ['demands', demand];
  if (steps.every(({ who }) => who.who.every(isPerson))) {
    return [{ path, key: true, message: `only the assigned engineer may take '${demand}'`, hint: 'add a step with a team: the engineer may be away, and some callers have none' }];
  }
  return [{ path, key: true, message: `some callers of region '${left}' would wait for nobody in '${demand}'`, hint: 'add a step that names a team and has no when:' }];
}
