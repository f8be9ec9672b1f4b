// A report: a row for each interval and each line, priority, region and language in it, one for all of them, and the calls behind a figure.
import { endOf, figuresOf, isIn, occupancy, waitsAt, type Between, type Facts, type Figures, type Rules } from './figures.ts';
import { addToSaid, type Said } from './honesty.ts';
import { addToPromises, noPromises, type Promised, type Tried } from './promises.ts';
import { addToStaff, noStaff, type Handling, type OfferOver, type Span } from './staff.ts';
import { addToVisits, noVisits, waitOf, type Key, type Visit } from './visits.ts';
import type { Entry } from '../store/store.ts';

export const INTERVAL_MS = 15 * 60_000;
export const DIMENSIONS = ['queue', 'priority', 'region', 'language'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export interface History extends Facts {
  spans: readonly Span[];
  said: readonly Said[];
}

/** Takes the journal in, entry by entry. */
export function readHistory(): { add: (entry: Entry) => void; history: () => History } {
  const [visits, staff, promises, said] = [noVisits(), noStaff(), noPromises(), new Map<Visit, Said>()];
  return {
    add(entry) {
      addToVisits(visits, entry);
      addToStaff(staff, visits, entry);
      addToPromises(promises, entry);
      addToSaid(said, visits, entry);
    },
    history: () => ({ visits: visits.all, handled: staff.handled, offers: staff.offers, promises: [...promises.all.values()], tries: promises.tries, spans: staff.spans, said: [...said.values()] }),
  };
}

export type Filter = Partial<Record<Dimension, string>>;

export interface Asked extends Between {
  by: readonly Dimension[];
  only: Filter;
  rules: Rules;
}

export interface Row extends Partial<Key> {
  at: number;
  figures: Figures;
  /** Of everybody there: an agent serves several lines. */
  occupancy?: number;
}

export const passes = (filter: Filter) => (each: Key): boolean => DIMENSIONS.every((name) => filter[name] === undefined || filter[name] === each[name]);

const only = ({ visits, handled, offers, promises, tries }: Facts, keep: (each: Key) => boolean): Facts =>
  ({ visits: visits.filter(keep), handled: handled.filter(keep), offers: offers.filter(keep), promises: promises.filter(keep), tries: tries.filter(keep) });

/** The rows of one interval after the other, so that whoever asks may do something else in between. Where nothing happened and nobody waited there is none. */
export function* rowsByInterval(history: History, asked: Asked): Generator<Row[]> {
  const facts = only(history, passes(asked.only));
  const visits = buckets(facts.visits, asked, ({ at, outcome }) => ({ from: at, to: outcome.is === 'waiting' ? Infinity : outcome.at }));
  const [handled, offers] = [buckets(facts.handled, asked, moment), buckets(facts.offers, asked, moment)];
  const promises = buckets(facts.promises, asked, ({ asked: from, ended }) => ({ from, to: ended?.at ?? Infinity }));
  const tries = buckets(facts.tries, asked, moment);
  const spans = buckets(history.spans, asked, ({ from, to = Infinity }) => ({ from, to }));
  for (let from = startOf(asked.from), n = 0; from < asked.to; from += INTERVAL_MS, n++) {
    const between = { from, to: from + INTERVAL_MS };
    const busy = occupancyOf(spans.get(n) ?? [], between);
    const here: Facts = { visits: visits.get(n) ?? [], handled: handled.get(n) ?? [], offers: offers.get(n) ?? [], promises: promises.get(n) ?? [], tries: tries.get(n) ?? [] };
    yield grouped(here, asked.by).map(({ key, facts: own }) => ({ at: from, ...key, figures: figuresOf(own, between, asked.rules), ...busy }));
  }
}

/** The whole time as one row. */
export function wholeOf(history: History, { from, to, only: filter, rules }: Omit<Asked, 'by'>): Omit<Row, 'at'> {
  return { figures: figuresOf(only(history, passes(filter)), { from, to }, rules), ...occupancyOf(history.spans, { from, to }) };
}

export const startOf = (at: number): number => Math.floor(at / INTERVAL_MS) * INTERVAL_MS;

function occupancyOf(spans: readonly Span[], between: Between): { occupancy?: number } {
  const share = occupancy(spans, between);
  return share === undefined ? {} : { occupancy: share };
}

const moment = ({ at }: { at: number }): Between => ({ from: at, to: at });

/** What touches which interval, by the interval's number: each is looked at where it counts, not in every row. */
function buckets<T>(list: readonly T[], asked: Between, of: (each: T) => Between): Map<number, T[]> {
  const found = new Map<number, T[]>();
  const [first, last] = [startOf(asked.from), startOf(asked.to - 1)];
  for (const each of list) {
    const { from, to } = of(each);
    for (let at = Math.max(first, startOf(from)); at <= Math.min(last, to); at += INTERVAL_MS) {
      const number = (at - first) / INTERVAL_MS;
      const bucket = found.get(number);
      if (bucket) bucket.push(each);
      else found.set(number, [each]);
    }
  }
  return found;
}

interface Group {
  key: Partial<Key>;
  facts: { visits: Visit[]; handled: Handling[]; offers: OfferOver[]; promises: Promised[]; tries: Tried[] };
}

function grouped(facts: Facts, by: readonly Dimension[]): { key: Partial<Key>; facts: Facts }[] {
  const groups = new Map<string, Group>();
  const groupOf = (each: Key) => {
    const name = by.map((dimension) => each[dimension]).join('\n');
    const group: Group = groups.get(name) ?? { key: Object.fromEntries(by.map((dimension) => [dimension, each[dimension]])), facts: { visits: [], handled: [], offers: [], promises: [], tries: [] } };
    groups.set(name, group);
    return group.facts;
  };
  for (const visit of facts.visits) groupOf(visit).visits.push(visit);
  for (const each of facts.handled) groupOf(each).handled.push(each);
  for (const offer of facts.offers) groupOf(offer).offers.push(offer);
  for (const promised of facts.promises) groupOf(promised).promises.push(promised);
  for (const tried of facts.tries) groupOf(tried).tries.push(tried);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** The figures that lead to calls. */
export const FIGURES = ['waiting-at-start', 'joined', 'answered', 'abandoned', 'short', 'flowed-out', 'waiting-at-end', 'late'] as const;
export type FigureName = (typeof FIGURES)[number];

/** The calls behind a figure, each once, in the order they came. `late`: answered after the threshold. */
export function callsBehind({ visits }: Pick<History, 'visits'>, figure: FigureName, { from, to, only, rules }: Omit<Asked, 'by'>): string[] {
  const ended = (is: Visit['outcome']['is'], test: (waitedMs: number) => boolean = () => true) => (visit: Visit): boolean =>
    visit.outcome.is === is && isIn(endOf(visit) ?? Infinity, { from, to }) && test(waitOf(visit) ?? 0);
  const tests: Record<FigureName, (visit: Visit) => boolean> = {
    'waiting-at-start': (visit) => waitsAt(visit, from), 'joined': ({ at }) => isIn(at, { from, to }), 'answered': ended('answered'), 'abandoned': ended('abandoned'),
    'short': ended('abandoned', (ms) => ms <= rules.shortMs), 'flowed-out': ended('flowed-out'), 'waiting-at-end': (visit) => waitsAt(visit, to), 'late': ended('answered', (ms) => ms > rules.withinMs),
  };
  return [...new Set(visits.filter(passes(only)).filter(tests[figure]).map(({ call }) => call))];
}
