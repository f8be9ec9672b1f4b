// GET /calls/{id}/why: why this caller still waits, why not a certain agent, what would move them, and why it went as it did.
import { z } from 'zod';
import type { Call } from '../../call/call.ts';
import { waitOf } from '../../call/call.ts';
import { callerOf } from '../../call/scene.ts';
import { pickOf } from '../../call/pick.ts';
import { nearest } from '../../flow/nearest.ts';
import { mayCome } from '../../routing/admits.ts';
import { serves } from '../../routing/explain-pair.ts';
import { type Floor, nextStep, reasonFor, reasonInWords, whyWaiting } from '../../routing/explain.ts';
import { historyInWords } from '../../routing/history.ts';
import { classInWords } from '../../routing/in-words.ts';
import type { FloorAgent, Wait } from '../../store/floor.ts';
import type { Written } from '../../store/store.ts';
import { given, idParams, idSchema, seconds, time, timeText } from './fields.ts';
import { entrySchema, entryView } from './journal.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { watchers } from './rights.ts';
import type { Route } from './route.ts';
import { invalidParameter, ok, route } from './route.ts';
import { callInWords } from './words.ts';

/** The last entries are what one asks about; the first are in the call's timeline. */
const LAST_ENTRIES = 20;
/** Sentences of the history; a long hunt has hundreds. */
const HISTORY_MAX = 40;
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
        priority: z.string().optional(),
        demand: z.string().optional().meta({ description: 'The line, as the centre file calls it.' }),
        picked: z.string().optional().meta({ description: 'The agent a supervisor has picked to be next.' }),
        ahead: z.int().meta({ description: 'Callers before this one among those who wait for any of the same people.' }),
        classes: z.array(people),
        offers: z.array(z.strictObject({ id: z.string(), agents: z.array(z.string()), class: z.string(), expires: time })),
        cooled: z.array(z.strictObject({ agent: z.string(), until: time })).meta({ description: 'Who passed or missed this call, and is not rung for it again before then.' }),
        widens: z.strictObject({ at: time, seconds: z.int(), classes: z.array(z.string()) }).optional(),
      })
      .optional()
      .meta({ description: 'Absent when the caller stands in no line.' }),
    agent: z
      .strictObject({ id: z.string(), reason: z.string().meta({ description: 'In one word: in-a-call, cooled, others-first, …' }), words: z.string() })
      .optional()
      .meta({ description: 'Why not this agent; only where one was asked about and the caller waits.' }),
    history: z.array(z.strictObject({ at: time, words: z.string() })).meta({ description: `How it was routed: who was rung and why them, and why not others. The last ${HISTORY_MAX}.` }),
    last: z.array(entrySchema),
  })
  .meta({ title: 'Why' });
type Why = z.output<typeof whySchema>;

const query = z.strictObject({ agent: idSchema.optional().meta({ description: 'Why not this agent?' }) });

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre' | 'people'>;

export const whyRoute = (parts: Parts): Route =>
  route({
    method: 'get', path: '/calls/{id}/why', summary: 'Why this caller still waits, and what would move them', roles: watchers,
    params: idParams, query, outcomes: [{ status: 200, body: whySchema }],
    async handle({ params: { id }, query: { agent } }) {
      const call = await parts.store.call(id);
      if (!call) return problem('not-found', `there is no call ${id}; finished ones are kept for a while only`);
      const asked = agent === undefined ? undefined : await askedAbout(parts, agent);
      if (asked && 'unknown' in asked) return invalidParameter('agent', asked.unknown);
      return ok(await why(parts, call, asked));
    },
  });

/** An agent somebody asks about, and whom they serve; one who never signed in stands in no class of the floor. */
interface Asked {
  id: string;
  floor: FloorAgent | undefined;
  admits: (name: string) => boolean;
}

async function askedAbout({ people: known, store }: Parts, id: string): Promise<Asked | { unknown: string }> {
  const [agent, floor] = await Promise.all([known.get(id), store.floor.agent(id)]);
  if (agent) return { id, floor, admits: (name) => mayCome(name, agent) };
  const near = nearest(id, (await known.all()).map((each) => each.id));
  return { unknown: `there is no agent ${id}${near === undefined ? '' : `, did you mean '${near}'?`}` };
}

async function why(parts: Parts, call: Call, asked: Asked | undefined): Promise<Why> {
  const { clock, centre } = parts;
  const [floor, entries] = await Promise.all([floorOf(parts, call), entriesOf(parts, callerOf(call))]);
  const history = entries.flatMap((entry) => {
    const told = historyInWords(entry, centre().teams);
    return told === undefined ? [] : [{ at: timeText(entry.at), words: told }];
  });
  const agent = asked && floor && whyNot(asked, floor);
  return {
    call: call.id,
    words: [`This call ${callInWords(call, clock.now())}.`, ...(floor ? whyWaiting(floor) : ['It stands in no line now.']), ...(agent ? [`${agent.words}.`] : [])],
    ...given('waiting', floor && waitingView(floor)), ...given('agent', agent), history: history.slice(-HISTORY_MAX), last: entries.slice(-LAST_ENTRIES).map(entryView),
  };
}

function whyNot({ id, floor: agent, admits }: Asked, floor: Floor): NonNullable<Why['agent']> {
  const reason = reasonFor(agent, admits, floor);
  return { id, reason: reason.is, words: reasonInWords(id, reason, floor) };
}

/** What there is to look at while the call stands in line. */
async function floorOf({ store, clock, centre }: Parts, call: Call): Promise<Floor | undefined> {
  const waitId = waitOf(call);
  const { wait, ahead } = (waitId === undefined ? undefined : await store.floor.inLine(waitId)) ?? { ahead: 0 };
  if (wait?.state !== 'waiting') return undefined;
  const [offers, cooled, agents, line] = await Promise.all([
    Promise.all(wait.offers.map((offer) => store.floor.offer(offer))), store.floor.cooled(wait.id), store.floor.agents(), store.floor.waits(),
  ]);
  const standing = call.role === 'caller' ? call.standing : undefined;
  const { teams, settings } = centre();
  return {
    now: clock.now(), wait: withClassesDue(wait, clock.now()), ahead, cooled, agents, line, teams, callsPerSecond: settings.callsPerSecond,
    offers: offers.filter((offer) => offer?.state === 'live').filter((offer) => offer !== undefined),
    ...given('priority', standing?.priority), ...given('demand', standing?.demand), ...given('picked', call.role === 'caller' ? pickOf(call) : undefined),
  };
}

/** A step that has just fallen due is told of as begun, before its timer has come. */
const withClassesDue = (wait: Wait, now: number): Wait =>
  ({ ...wait, classes: [...new Set([...wait.classes, ...wait.steps.filter(({ from }) => from <= now).flatMap(({ classes }) => classes)])] });

async function entriesOf({ store }: Pick<Parts, 'store'>, call: string): Promise<readonly Written[]> {
  const all: Written[] = [];
  for (let pages = 0; pages < JOURNAL_PAGES_MAX; pages += 1) {
    const next = await store.journal.read({ call, limit: JOURNAL_PAGE, ...given('after', all.at(-1)?.cursor) });
    all.push(...next);
    if (next.length < JOURNAL_PAGE) break;
  }
  return all;
}

function waitingView(floor: Floor): NonNullable<Why['waiting']> {
  const { wait, now, ahead, offers, agents, teams, cooled, priority, demand, picked } = floor;
  const widens = nextStep(wait, now);
  return {
    wait: wait.id, since: timeText(wait.joined), ...given('priority', priority), ...given('demand', demand), ...given('picked', picked?.agent), ahead,
    classes: wait.classes.map((name) => ({ class: name, name: classInWords(name, teams), ...count(agents.filter((each) => serves(each, name))) })),
    offers: offers.map((offer) => ({ id: offer.id, agents: [...offer.agents], class: offer.class, expires: timeText(offer.expires) })),
    cooled: Object.entries(cooled).map(([agent, until]) => ({ agent, until: timeText(until) })),
    ...given('widens', widens && { at: timeText(widens.from), seconds: seconds(widens.from - now), classes: [...widens.classes] }),
  };
}

function count(agents: readonly FloorAgent[]): Omit<NonNullable<Why['waiting']>['classes'][number], 'class' | 'name'> {
  const inState = (state: FloorAgent['state']) => agents.filter((agent) => agent.state === state).length;
  return { ready: inState('ready'), ringing: inState('offered'), busy: inState('busy'), wrapUp: inState('wrap'), away: inState('away') };
}
