// Who may take a call in a line, from when on: the demand of the centre, with the facts of this call and who is there.
import { demandClasses, demandSteps } from '../routing/demand.ts';
import { extraHeadStartS } from '../routing/rank.ts';
import { personClass } from '../routing/who.ts';
import type { ClassName, WaitStep } from '../store/floor.ts';
import type { Need } from './facts.ts';
import { personsOf, ruleFacts } from './rule-facts.ts';
import { isCaller, type Scene } from './scene.ts';

export interface LineUp {
  steps: WaitStep[];
  /** Everybody the steps come to admit. */
  classes: ClassName[];
  /** Whether the line asks for the engineer of the case, and whether they are there. */
  assigned: 'none' | 'here' | 'away';
  /** Somebody of those whom the line comes to ask is there; only asked where there are several kinds of them. */
  staffed: boolean;
  /** What a rule of the line adds to the head start. */
  extraS: number;
}

/** A need, until it is known who of them is there. `since`: when they came into that line. */
export function lineUp(scene: Scene, demand: string, since = scene.now): { need: Need } | LineUp {
  const rule = ruleFacts(scene);
  const persons = personsOf(scene);
  const facts = { ...persons, rule };
  const classes = demandClasses(scene.centre, demand, facts);
  const there = scene.known('there');
  const asks = asksForAssigned(scene, demand);
  if (!there && (classes.length > 1 || (asks && classes.length > 0))) return { need: { need: 'who-is-there', classes } };
  const present = new Set(there ?? []);
  const engineer = persons.assigned === undefined || !asks ? undefined : personClass(persons.assigned);
  const steps = demandSteps(scene.centre, demand, { ...facts, now: since, there: present });
  return {
    steps: isMadeP1(scene) ? atOnce(steps, scene.now) : steps,
    classes,
    assigned: engineer === undefined ? 'none' : present.has(engineer) ? 'here' : 'away',
    staffed: present.size > 0,
    extraS: extraHeadStartS(scene.centre, demand, rule),
  };
}

const asksForAssigned = ({ centre }: Scene, demand: string): boolean =>
  Object.hasOwn(centre.demands, demand) && (centre.demands[demand]?.steps ?? []).some(({ who }) => who.includes('assigned'));

/** The lines of those who come as a P1 are written for a P1; any other may have steps that are waited for. */
const isMadeP1 = (scene: Scene): boolean => isCaller(scene) && scene.call.prioritySet === 'P1';

/** Everybody from now on. */
export function atOnce(steps: readonly WaitStep[], now: number): WaitStep[] {
  const classes = [...new Set(steps.flatMap((step) => step.classes))];
  return classes.length > 0 ? [{ from: now, classes }] : [];
}
