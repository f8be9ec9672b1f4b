// The figures of one row of a report, from the visits, conversations and offers that belong to it.
import { serviceLevel, type Counted, type ServiceLevel } from './service-level.ts';
import type { Handling, OfferOver, OfferResult, Span } from './staff.ts';
import type { CallbackEnd } from '../call/callback.ts';
import type { Promised, Tried } from './promises.ts';
import { waitOf, type Reason, type Visit } from './visits.ts';

/** An interval, its end not included. */
export interface Between {
  from: number;
  to: number;
}

/** How the figures are made; a report prints it. `shortMs`: who left sooner counts as short. */
export interface Rules {
  level: ServiceLevel;
  withinMs: number;
  shortMs: number;
}

export interface Figures extends Counted {
  waitingAtStart: number;
  joined: number;
  flowedOutBy: Partial<Record<Reason, number>>;
  waitingAtEnd: number;
  /** Whether who was there and who came are who went and who is there still. */
  conserved: boolean;
  /** Undefined where nobody counts: no traffic. */
  serviceLevel?: number;
  meanAnswerMs?: number;
  meanAbandonMs?: number;
  waitMs?: Spread;
  handled: number;
  meanHandleMs?: number;
  offers: Record<OfferResult, number>;
  nonResponse?: number;
  callbacks: CallbackFigures;
}

/** Of what was promised; the waits in line of who was promised are among the visits as well. */
export interface CallbackFigures extends Record<CallbackEnd, number> {
  openAtStart: number;
  asked: number;
  openAtEnd: number;
  /** Whether what was open and what was asked for is what has ended and what is open still. */
  conserved: boolean;
  /** How often customers were rung, and how often in vain. */
  tries: number;
  inVain: number;
  /** From asking to talking. */
  meanKeptMs?: number;
  keptMs?: Spread;
}

export interface Spread {
  p50: number;
  p90: number;
  p95: number;
  max: number;
}

export interface Facts {
  visits: readonly Visit[];
  handled: readonly Handling[];
  offers: readonly OfferOver[];
  promises: readonly Promised[];
  tries: readonly Tried[];
}

export const isIn = (at: number, { from, to }: Between): boolean => at >= from && at < to;

/** Undefined while it waits. */
export const endOf = ({ outcome }: Visit): number | undefined => (outcome.is === 'waiting' ? undefined : outcome.at);

export const waitsAt = (visit: Visit, at: number): boolean => visit.at < at && (endOf(visit) ?? Infinity) >= at;

export function figuresOf({ visits, handled, offers, ...promised }: Facts, between: Between, rules: Rules): Figures {
  const ended = visits.filter((visit) => isIn(endOf(visit) ?? Infinity, between));
  const waits = (is: Visit['outcome']['is']): number[] => ended.filter(({ outcome }) => outcome.is === is).map((visit) => waitOf(visit) ?? 0);
  const [answers, leaves] = [waits('answered'), waits('abandoned')];
  const out = ended.flatMap(({ outcome }) => (outcome.is === 'flowed-out' ? [outcome.reason] : []));
  const within = (list: readonly number[], most: number): number => list.filter((ms) => ms <= most).length;
  const counted: Counted = {
    answered: answers.length, answeredInTime: within(answers, rules.withinMs), abandoned: leaves.length, abandonedInTime: within(leaves, rules.withinMs),
    short: within(leaves, rules.shortMs), flowedOut: out.length,
  };
  const stock = { waitingAtStart: visits.filter((visit) => waitsAt(visit, between.from)).length, joined: visits.filter(({ at }) => isIn(at, between)).length, waitingAtEnd: visits.filter((visit) => waitsAt(visit, between.to)).length };
  const done = handled.filter(({ at }) => isIn(at, between));
  const rung = countBy(offers.filter(({ at }) => isIn(at, between)).map(({ result }) => result));
  return {
    ...stock, ...counted, flowedOutBy: countBy(out), conserved: stock.waitingAtStart + stock.joined === answers.length + leaves.length + out.length + stock.waitingAtEnd,
    ...defined('serviceLevel', serviceLevel(rules.level, counted)), ...defined('meanAnswerMs', mean(answers)), ...defined('meanAbandonMs', mean(leaves)), ...defined('waitMs', spread(ended.map((visit) => waitOf(visit) ?? 0))),
    handled: done.length, ...defined('meanHandleMs', mean(done.map(({ talkMs, wrapMs }) => talkMs + wrapMs))), ...responses(rung), callbacks: callbacksOf(promised, between),
  };
}

const defined = <K extends string, V>(name: K, value: V | undefined): { [name in K]?: V } => (value === undefined ? {} : ({ [name]: value } as { [name in K]?: V }));

const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);
const mean = (list: readonly number[]): number | undefined => (list.length === 0 ? undefined : sum(list) / list.length);

export function countBy<K extends string>(list: readonly K[]): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const each of list) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

function responses(rung: Partial<Record<OfferResult, number>>): Pick<Figures, 'offers' | 'nonResponse'> {
  const offers = { accepted: 0, declined: 0, 'timed-out': 0, failed: 0, withdrawn: 0, ...rung };
  const all = sum(Object.values(offers));
  return { offers, ...defined('nonResponse', all === 0 ? undefined : (all - offers.accepted) / all) };
}

function callbacksOf({ promises, tries }: Pick<Facts, 'promises' | 'tries'>, between: Between): CallbackFigures {
  const openAt = (at: number): number => promises.filter(({ asked, ended }) => asked < at && (ended?.at ?? Infinity) >= at).length;
  const ended = promises.flatMap(({ asked, ended: end }) => (end && isIn(end.at, between) ? [{ how: end.how, ms: end.at - asked }] : []));
  const ends = { kept: 0, declined: 0, escalated: 0, ...countBy(ended.map(({ how }) => how)) };
  const keptMs = ended.filter(({ how }) => how === 'kept').map(({ ms }) => ms);
  const stock = { openAtStart: openAt(between.from), asked: promises.filter(({ asked }) => isIn(asked, between)).length, openAtEnd: openAt(between.to) };
  const rung = tries.filter(({ at }) => isIn(at, between));
  return {
    ...stock, ...ends, conserved: stock.openAtStart + stock.asked === ended.length + stock.openAtEnd,
    tries: rung.filter(({ inVain }) => !inVain).length, inVain: rung.filter(({ inVain }) => inVain).length,
    ...defined('meanKeptMs', mean(keptMs)), ...defined('keptMs', spread(keptMs)),
  };
}

/** The nearest rank: a wait that somebody really had. */
export function spread(list: readonly number[]): Spread | undefined {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? undefined : { p50: at(0.5), p90: at(0.9), p95: at(0.95), max: at(1) };
}

/** Talk with holds and wrap-up, over that and being ready; breaks and ringing are in neither. Undefined while nobody is there. */
export function occupancy(spans: readonly Span[], { from, to }: Between): number | undefined {
  const spent = (...states: Span['state'][]): number =>
    sum(spans.filter(({ state }) => states.includes(state)).map((span) => Math.max(0, Math.min(span.to ?? Infinity, to) - Math.max(span.from, from))));
  const [busy, idle] = [spent('busy', 'wrap'), spent('ready')];
  return busy + idle === 0 ? undefined : busy / (busy + idle);
}
