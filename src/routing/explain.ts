// Why a caller still waits, why not this agent, and what would move them: sentences from what the floor says now.
import type { Priority } from '../case/priority.ts';
import type { ClassName, FloorAgent, Offer, Wait } from '../store/floor.ts';
import { comparePlace } from '../store/order.ts';
import { missingFor, pairNow, serves } from './explain-pair.ts';
import { classInWords, duration, listed } from './in-words.ts';
import { readPair } from './pair.ts';

/** Everything that is looked at. Of a caller in line; those taken or gone have a history only. */
export interface Floor {
  now: number;
  wait: Wait;
  ahead: number;
  /** Of the wait, live ones only. */
  offers: readonly Offer[];
  /** Who is not rung for this caller again before when. */
  cooled: Readonly<Record<string, number>>;
  /** Everybody who has ever signed in. */
  agents: readonly FloorAgent[];
  /** Everybody who waits. */
  line: readonly Wait[];
  teams: Readonly<Record<string, { name: string }>>;
  callsPerSecond: number;
  priority?: Priority;
  demand?: string;
  picked?: { agent: string; until: number };
}

/** Why this agent does not take this caller now; or that their phone rings, or is just about to. */
export type Reason =
  | { is: 'rings'; until: number }
  | { is: 'not-asked' }
  | { is: 'asked-later'; from: number }
  | { is: 'offline' }
  | { is: 'away'; since: number }
  | { is: 'rings-for-another' }
  | { is: 'in-a-call'; since: number }
  | { is: 'wrap-up'; until: number }
  | { is: 'cooled'; until: number }
  | { is: 'at-limit'; ring: number }
  | { is: 'others-first'; ahead: number }
  /** They are free, and nobody is who would have to come with them. */
  | { is: 'alone'; without: ClassName }
  | { is: 'free' };

/** `admits`: whether a class admits them; somebody who never signed in has no classes on the floor. */
export function reasonFor(agent: FloorAgent | undefined, admits: (name: ClassName) => boolean, floor: Floor): Reason {
  const { wait, offers, now } = floor;
  const rung = agent && offers.find(({ agents }) => agents.includes(agent.id));
  if (rung) return { is: 'rings', until: rung.expires };
  const from = askedFrom(wait, admits);
  if (from === undefined) return { is: 'not-asked' };
  if (from > now) return { is: 'asked-later', from };
  return agent ? stateOf(agent, floor) : { is: 'offline' };
}

/** When a step begins that admits them: the first one, if several do. */
function askedFrom({ steps, classes }: Wait, admits: (name: ClassName) => boolean): number | undefined {
  if (classes.some(admits)) return -Infinity;
  const froms = steps.filter((step) => step.classes.some(admits)).map(({ from }) => from);
  return froms.length === 0 ? undefined : Math.min(...froms);
}

function stateOf(agent: FloorAgent, floor: Floor): Reason {
  if (agent.until !== undefined && agent.until <= floor.now && agent.state !== 'busy' && agent.state !== 'offered') return { is: 'offline' };
  switch (agent.state) {
    case 'offline': return { is: 'offline' };
    case 'away': return { is: 'away', since: agent.since };
    case 'busy': return { is: 'in-a-call', since: agent.since };
    case 'offered': return { is: 'rings-for-another' };
    case 'wrap': return { is: 'wrap-up', until: agent.wrapUntil ?? floor.now };
    case 'ready': return whyNotRung(agent, floor);
  }
}

function whyNotRung(agent: FloorAgent, floor: Floor): Reason {
  const { wait, cooled, line, now } = floor;
  const until = cooled[agent.id];
  if (until !== undefined && until > now) return { is: 'cooled', until };
  if (wait.offers.length >= wait.limit) return { is: 'at-limit', ring: wait.offers.length };
  const first = line.filter((other) => other.id !== wait.id && other.state === 'waiting' && other.offers.length < other.limit
    && comparePlace(other, wait) < 0 && missingFor(agent, other, floor) === undefined);
  if (first.length > 0) return { is: 'others-first', ahead: first.length };
  const missing = missingFor(agent, wait, floor);
  return missing?.is === 'without' ? { is: 'alone', without: missing.who } : { is: 'free' };
}

/** The reason with its name, as a sentence without its stop. */
export function reasonInWords(agent: string, reason: Reason, { now, callsPerSecond, teams }: Pick<Floor, 'now' | 'callsPerSecond' | 'teams'>): string {
  switch (reason.is) {
    case 'rings': return `${agent}’s phone rings for this caller, for ${duration(reason.until - now)} more at most`;
    case 'not-asked': return `${agent} is not among those this caller waits for, now or later`;
    case 'asked-later': return `${agent} may answer in ${duration(reason.from - now)}, when the next people are asked`;
    case 'offline': return `${agent} is not signed in`;
    case 'away': return `${agent} is away, for ${duration(now - reason.since)} now`;
    case 'rings-for-another': return `${agent} is being rung for another caller`;
    case 'in-a-call': return `${agent} is in a call, for ${duration(now - reason.since)} now`;
    case 'wrap-up': return `${agent} is in wrap-up for ${duration(reason.until - now)} more at most`;
    case 'cooled': return `${agent} passed or missed this call, and is not rung for it again for ${duration(reason.until - now)}`;
    case 'at-limit': return `${agent} is free, but ${reason.ring === 1 ? 'another phone rings for this caller already' : `${reason.ring} phones ring for this caller already, and no more may`}`;
    case 'others-first': return `${agent} is free, but ${reason.ahead === 1 ? 'a caller better placed comes first' : `${reason.ahead} callers better placed come first`}`;
    case 'alone': return `${agent} is free, but ${classInWords(reason.without, teams)} is not`;
    case 'free': return `${agent} is free and is rung as soon as the dial line lets us: ${callsPerSecond} new ${callsPerSecond === 1 ? 'call' : 'calls'} a second`;
  }
}

/** People named one by one in an answer; a class of hundreds is told by its counts. */
const NAMED_MAX = 8;

/** Whom a class has, by what they do now: named as long as they are few. */
export function classNow(name: ClassName, floor: Floor): { ready: number; words: string } {
  const members = membersOf([name], floor);
  const ready = members.filter(({ state }) => state === 'ready').length;
  if (members.length === 0) return { ready, words: 'nobody is signed in' };
  if (readPair(name)) return { ready, words: pairNow(name, floor.agents, floor.teams) };
  if (members.length > NAMED_MAX) return { ready, words: counted(members) };
  return { ready, words: members.map((agent) => reasonInWords(agent.id, reasonFor(agent, servedBy(agent), floor), floor)).join('; ') };
}

/** Those of the classes who are signed in. */
const membersOf = (names: readonly ClassName[], { agents }: Floor): FloorAgent[] => agents.filter((agent) => agent.state !== 'offline' && names.some((name) => serves(agent, name)));

const servedBy = (agent: FloorAgent) => (name: ClassName): boolean => serves(agent, name);

function counted(members: readonly FloorAgent[]): string {
  const told = ([['ready', 'ready'], ['offered', 'ringing'], ['busy', 'in a call'], ['wrap', 'in wrap-up'], ['away', 'away']] as const)
    .map(([state, word]) => ({ word, number: members.filter((agent) => agent.state === state).length }))
    .filter(({ number }) => number > 0);
  return listed(told.map(({ number, word }) => `${number} ${word}`));
}

/** The whole answer for a caller in line. */
export function whyWaiting(floor: Floor): string[] {
  const { wait, now, ahead, teams } = floor;
  const name = (of: ClassName) => classInWords(of, teams);
  const next = nextStep(wait, now);
  return [
    ...lineInWords(floor),
    `It waits for ${listed(wait.classes.map(name), 'or') || 'nobody yet'}, with ${ahead === 0 ? 'nobody' : ahead} ahead.`,
    ...pickedInWords(floor),
    ...wait.classes.map((of) => `${name(of)}: ${classNow(of, floor).words}.`),
    ...cooledElsewhere(floor),
    ...(next ? [`In ${duration(next.from - now)} ${listed(next.classes.map(name))} may answer too: ${nextInWords(next.classes, floor)}.`] : floor.picked ? [] : ['Nobody else will be asked later: this is the last step.']),
    whatMoves(floor),
  ];
}

function lineInWords({ priority, demand }: Floor): string[] {
  return priority === undefined || demand === undefined ? [] : [`It is a ${priority} in the line ${demand}.`];
}

function pickedInWords({ picked, now }: Floor): string[] {
  return picked ? [`A supervisor has picked ${picked.agent} for it, before all others; if they have not taken it in ${duration(picked.until - now)}, it is back at its old place.`] : [];
}

/** Of the steps to come the next one, without those who may answer already. */
export function nextStep({ steps, classes }: Wait, now: number): { from: number; classes: readonly ClassName[] } | undefined {
  const later = steps.filter((step) => step.from > now).map(({ from, classes: of }) => ({ from, classes: of.filter((name) => !classes.includes(name)) })).filter((step) => step.classes.length > 0);
  return later.sort((a, b) => a.from - b.from)[0];
}

function nextInWords(classes: readonly ClassName[], floor: Floor): string {
  const there = membersOf(classes, floor);
  if (there.length === 0) return 'nobody of them is signed in';
  const ready = there.filter(({ state }) => state === 'ready').map(({ id }) => id);
  if (ready.length === 0) return `none of them is free, ${there.length} ${there.length === 1 ? 'is' : 'are'} signed in`;
  return `${ready.length > NAMED_MAX ? ready.length : listed(ready)} ${ready.length === 1 ? 'is' : 'are'} free`;
}

/** Cool-downs of people who are not told of with their class, since they are not signed in or are too many. */
function cooledElsewhere(floor: Floor): string[] {
  const told = new Set(floor.wait.classes.flatMap((name) => {
    const members = membersOf([name], floor);
    return members.length > NAMED_MAX ? [] : members.filter(({ state }) => state === 'ready').map(({ id }) => id);
  }));
  return Object.entries(floor.cooled).filter(([agent]) => !told.has(agent)).map(([agent, until]) => `${reasonInWords(agent, { is: 'cooled', until }, floor)}.`);
}

/** The same in a few words, for a list. `there`: everybody signed in. */
export function whyShort({ classes, steps, offers, limit }: Wait, there: readonly FloorAgent[], now: number): string {
  const members = there.filter((agent) => classes.some(servedBy(agent)));
  const next = steps.map(({ from }) => from).filter((from) => from > now).sort((a, b) => a - b)[0];
  const wider = next === undefined ? '' : `, others in ${duration(next - now)}`;
  if (offers.length >= limit) return 'as many phones ring as may';
  if (members.length === 0) return `nobody is there${wider}`;
  const ready = members.filter(({ state }) => state === 'ready');
  const free = ready.length;
  const missing = ready.map((agent) => missingFor(agent, { classes }, { agents: there }));
  const [alone] = missing;
  if (alone?.is === 'without' && !missing.includes(undefined)) return `waits for ${classInWords(alone.who, {})}${wider}`;
  if (free > 0) return `${free} free, others come first or have passed${wider}`;
  const away = members.filter(({ state }) => state === 'away').length;
  return `${away === members.length ? `${away} away` : `${members.length - away} at work, none free`}${wider}`;
}

/** What would change it soonest, in one sentence. */
function whatMoves(floor: Floor): string {
  const { wait, offers, agents, now } = floor;
  if (offers.length > 0) return `It is moved by ${offers.length === 1 ? 'whoever is rung pressing 1' : 'the first of them to press 1'}; if nobody does, the next are rung.`;
  const reasons = agents.map((agent) => reasonFor(agent, servedBy(agent), floor));
  const has = (...kinds: Reason['is'][]) => reasons.some(({ is }) => kinds.includes(is));
  if (has('free')) return 'Somebody is free: it is offered as soon as a new call may be dialled.';
  if (has('others-first')) return 'Callers better placed come first: it moves as they are taken.';
  const ends = reasons.flatMap((reason) => (reason.is === 'cooled' || reason.is === 'wrap-up' ? [reason.until] : reason.is === 'asked-later' ? [reason.from] : [])).filter((end) => end > now);
  const soonest = ends.length > 0 ? `, or in ${duration(Math.min(...ends) - now)} a cool-down, a wrap-up or the next step` : '';
  if (has('in-a-call', 'wrap-up', 'rings-for-another', 'cooled')) return `The next of them who becomes free moves it${soonest}.`;
  return wait.classes.length === 0 || has('asked-later') ? `It moves when the next people are asked${soonest && ` in ${duration(Math.min(...ends) - now)}`}.` : 'Somebody of them who signs in as ready moves it.';
}
