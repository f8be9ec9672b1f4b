// A callback that is asked for on a customer's behalf: nobody is on the phone, and the place in line begins when it is due.
import type { Case } from '../case/case.ts';
import type { Priority } from '../case/priority.ts';
import type { Centre, Line } from '../centre/centre.ts';
import type { Flows } from '../flow/verbs.ts';
import { chooseLanguage } from '../language/tag.ts';
import { rankOf } from '../routing/rank.ts';
import { beginCaller } from './begin.ts';
import { type Callback, callableFrom, type Numbered, promiseCallback } from './callback.ts';
import type { CallerCall, Standing } from './call.ts';
import type { Effects } from './effects.ts';
import type { Facts } from './facts.ts';
import { type Place, stepAt } from './place.ts';
import { callerPriority } from './rule-facts.ts';
import { openScene, type Scene } from './scene.ts';
import { factsOf } from './steps/find.ts';
import { withPriority } from './supervise.ts';

export interface AskedFor {
  to: Numbered;
  /** `contact`: the number is one of the case's. */
  about?: { case: Case; contact: boolean };
  /** The line they are to stand in; without it, the one that closed hours promise a call in. */
  demand?: string;
  priority?: Priority;
  due?: number;
  language?: string;
  /** By the engineer of the case, when they are back. */
  engineer?: true;
  /** With whose token. */
  by: string;
}

export type CallbackAsked = { is: 'promised'; callback: Callback; effects: Effects } | { is: 'no-line'; known: readonly string[] } | { is: 'no-engineer' } | { is: 'no-language'; served: readonly string[] };

/** A promise like any other, but for who asked: their word does not make the customer awake. */
export function askCallback(flows: Flows, facts: Facts, asked: AskedFor): CallbackAsked {
  const reaches = reachesOf(flows);
  const reach = asked.demand === undefined ? openingOf(flows) : reaches.get(asked.demand);
  const line = reach && lineAt(flows, reach);
  if (!line) return { is: 'no-line', known: [...reaches.keys()] };
  const scene = openScene(callFor(flows, facts, asked), facts);
  const { languages } = lineFor(facts.centre, scene.call.region);
  if (asked.language !== undefined && !languages.includes(asked.language)) return { is: 'no-language', served: languages };
  const engineer = asked.engineer && scene.call.case?.assignedTo;
  if (asked.engineer && engineer === undefined) return { is: 'no-engineer' };
  const due = callableFrom(scene, { to: asked.to, asked: facts.now, askedBy: asked.by }, Math.max(facts.now, asked.due ?? facts.now));
  const callback = promiseCallback(scene, flows, { to: asked.to, standing: { ...line, ...placeOf(scene) }, due, by: asked.by, ...(engineer !== undefined && { engineer }) });
  return { is: 'promised', callback, effects: scene.effects };
}

/** Where each line is reached for first. */
function reachesOf(flows: Flows): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const { name, kind, steps } of Object.values(flows.flows)) {
    for (const [step, { verb, args }] of Object.entries(steps)) {
      if (kind === 'caller' && verb === 'reach' && !found.has(args.demand)) found.set(args.demand, { flow: name, step });
    }
  }
  return found;
}

/** The line of those who are promised a call for when somebody is at work again. */
function openingOf(flows: Flows): Place | undefined {
  for (const { steps } of Object.values(flows.flows)) {
    for (const { verb, args } of Object.values(steps)) if (verb === 'promise' && args.opening) return args.opening;
  }
  return undefined;
}

function lineAt(flows: Flows, reach: Place): Pick<Standing, 'demand' | 'hold' | 'reach'> | undefined {
  const step = stepAt(flows, reach);
  return step.verb === 'reach' ? { ...step.args, reach } : undefined;
}

/** Who may answer is found when it is due; nobody has waited before. */
function placeOf(scene: Scene<CallerCall>): Pick<Standing, 'classes' | 'priority' | 'joined' | 'entered' | 'rank' | 'limit'> {
  const { now, centre } = scene;
  const priority = callerPriority(scene);
  return { classes: [], priority, joined: now, entered: now, rank: rankOf(now, priority, centre), limit: centre.priorities[priority].offers };
}

/** The call they would have made, from which the promise takes what is known of them. It is kept nowhere. */
function callFor(flows: Flows, { centre, fresh, now }: Facts, { to, about, priority, language }: AskedFor): CallerCall {
  const begun = beginCaller(centre, flows, { id: fresh, sid: '', from: to.number, to: '', now });
  const region = about?.case.region ?? begun.region;
  const line = lineFor(centre, region);
  const contact = about?.contact === true ? about.case.contact?.language : undefined;
  const wanted = [language, contact, begun.language].filter((one) => one !== undefined);
  const call: CallerCall = {
    ...begun, region, line: line.number, language: chooseLanguage(wanted, line.languages) ?? begun.language,
    ...(about && { case: factsOf(about.case, about.contact, now) }),
  };
  return priority === undefined ? call : withPriority(call, priority);
}

/** They are called from the line of their own region where there is one. */
const lineFor = ({ lines }: Centre, region: string): Line => {
  const line = lines.find((each) => each.region === region) ?? lines[0];
  if (!line) throw new Error('the centre has no line');
  return line;
};
