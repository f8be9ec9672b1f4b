// GET /calls/{id}/why: why this caller is still waiting, and what would move them.
import { z } from 'zod';
import type { Call } from '../../call/call.ts';
import { waitOf } from '../../call/call.ts';
import type { FloorAgent, Offer, Wait } from '../../store/floor.ts';
import type { Written } from '../../store/store.ts';
import { given, idParams, nothingAsked, seconds, time, timeText } from './fields.ts';
import { entrySchema, entryView } from './journal.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { classesNow } from './queues.ts';
import { watchers } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';
import { callInWords, classInWords, duration } from './words.ts';

/** The last entries are what one asks about; the first are in the call's timeline. */
const LAST_ENTRIES = 20;
const JOURNAL_PAGE = 500;
/** A call with more entries than this is shown from there on. */
const JOURNAL_PAGES_MAX = 20;

const people = z.strictObject({ class: z.string(), name: z.string(), ready: z.int(), ringing: z.int(), busy: z.int(), wrapUp: z.int(), away: z.int() });
const whySchema = z
  .strictObject({
    call: z.string(),
    words: z.array(z.string()).meta({ description: 'The whole answer in sentences.' }),
    waiting: z
      .strictObject({
        wait: z.string(),
        since: time,
        ahead: z.int().meta({ description: 'Callers before this one among those who wait for any of the same people.' }),
        classes: z.array(people),
        offers: z.array(z.strictObject({ id: z.string(), agents: z.array(z.string()), class: z.string(), expires: time })),
        widens: z.strictObject({ at: time, seconds: z.int(), classes: z.array(z.string()) }).optional(),
      })
      .optional()
      .meta({ description: 'Absent when the caller stands in no line.' }),
    last: z.array(entrySchema),
  })
  .meta({ title: 'Why' });
type Why = z.output<typeof whySchema>;

export interface WhyFacts {
  call: Call;
  wait?: Wait;
  ahead: number;
  offers: readonly Offer[];
  agents: readonly FloorAgent[];
  last: readonly Written[];
  teams: Readonly<Record<string, { name: string }>>;
  now: number;
}

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre'>;

export const whyRoute = (parts: Parts): Route =>
  route({
    method: 'get', path: '/calls/{id}/why', summary: 'Why this caller still waits, and what would move them', roles: watchers,
    params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: whySchema }],
    async handle({ params: { id } }) {
      const call = await parts.store.call(id);
      if (!call) return problem('not-found', `there is no call ${id}; finished ones are kept for a while only`);
      return ok(why(await gather(parts, call)));
    },
  });

async function gather({ store, clock, centre }: Parts, call: Call): Promise<WhyFacts> {
  const waitId = waitOf(call);
  const wait = waitId === undefined ? undefined : await store.floor.wait(waitId);
  const [ahead, offers, agents, last] = await Promise.all([
    wait ? store.floor.ahead(wait.id) : 0,
    Promise.all((wait?.offers ?? []).map((offer) => store.floor.offer(offer))),
    store.floor.agents(),
    lastEntries({ store }, call.role === 'caller' ? call.id : call.caller),
  ]);
  return { call, ...given('wait', wait), ahead, offers: offers.filter((offer) => offer !== undefined), agents, last, teams: centre().teams, now: clock.now() };
}

async function lastEntries({ store }: Pick<ApiParts, 'store'>, call: string): Promise<readonly Written[]> {
  let last: readonly Written[] = [];
  for (let pages = 0; pages < JOURNAL_PAGES_MAX; pages += 1) {
    const from = last.at(-1)?.cursor;
    const next = await store.journal.read({ call, limit: JOURNAL_PAGE, ...given('after', from) });
    last = [...last, ...next].slice(-LAST_ENTRIES);
    if (next.length < JOURNAL_PAGE) break;
  }
  return last;
}

export function why(facts: WhyFacts): Why {
  const { call, wait, last } = facts;
  const waiting = wait?.state === 'waiting' ? waitingView(wait, facts) : undefined;
  const words = [`This call ${callInWords(call, facts.now)}.`, ...(waiting ? sentences(waiting, facts) : ['It stands in no line now.'])];
  return { call: call.id, words, ...given('waiting', waiting), last: last.map(entryView) };
}

type Waiting = NonNullable<Why['waiting']>;

function waitingView(wait: Wait, { ahead, offers, agents, teams, now }: WhyFacts): Waiting {
  const widens = [...wait.steps].filter(({ from }) => from > now).sort((a, b) => a.from - b.from)[0];
  return {
    wait: wait.id,
    since: timeText(wait.joined),
    ahead,
    classes: classesNow(wait, now).map((name) => ({ class: name, name: classInWords(name, teams), ...count(agents.filter(({ classes }) => Object.hasOwn(classes, name))) })),
    offers: offers.filter(({ state }) => state === 'live').map((offer) => ({ id: offer.id, agents: [...offer.agents], class: offer.class, expires: timeText(offer.expires) })),
    ...given('widens', widens && { at: timeText(widens.from), seconds: seconds(widens.from - now), classes: [...widens.classes] }),
  };
}

function count(agents: readonly FloorAgent[]): Omit<Waiting['classes'][number], 'class' | 'name'> {
  const inState = (state: FloorAgent['state']) => agents.filter((agent) => agent.state === state).length;
  return { ready: inState('ready'), ringing: inState('offered'), busy: inState('busy'), wrapUp: inState('wrap'), away: inState('away') };
}

function sentences(waiting: Waiting, { teams, now }: WhyFacts): string[] {
  const { classes, offers, widens, ahead } = waiting;
  const whom = classes.map(({ name }) => name).join(' or ');
  return [
    `It waits for ${whom || 'nobody yet'}, with ${ahead === 0 ? 'nobody' : ahead} ahead.`,
    ...classes.map((of) => `${of.name}: ${staffed(of)}.`),
    ...offers.map(({ agents, expires }) => `The phone of ${agents.join(' and ')} is ringing, for ${duration(Date.parse(expires) - now)} more at most.`),
    ...(widens ? [`In ${duration(widens.seconds * 1000)} ${widens.classes.map((name) => classInWords(name, teams)).join(' and ')} may answer too.`] : ['Nobody else will be asked later: this is the last step.']),
    ...(offers.length === 0 ? [whatMoves(classes)] : []),
  ];
}

function staffed(of: Waiting['classes'][number]): string {
  const parts = ([['ready', of.ready], ['ringing', of.ringing], ['in a call', of.busy], ['in wrap-up', of.wrapUp], ['away', of.away]] as const).filter(([, number]) => number > 0);
  return parts.length === 0 ? 'nobody is signed in' : parts.map(([state, number]) => `${number} ${state}`).join(', ');
}

function whatMoves(classes: Waiting['classes']): string {
  const any = (of: (one: Waiting['classes'][number]) => number) => classes.some((one) => of(one) > 0);
  if (any(({ ready }) => ready)) return 'Somebody is ready: they passed this caller a moment ago, or somebody better placed comes first, or the dial line is busy.';
  if (any(({ wrapUp, busy, ringing }) => wrapUp + busy + ringing)) return 'The next of them who becomes free moves it.';
  return 'Somebody of them who signs in as ready moves it.';
}
