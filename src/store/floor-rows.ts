// The floor's rows in tables, and `publish`: the one place that says in which indexes a state stands and which timers it has.
import { rest, type AgentRow } from './agent-state.ts';
import { ENDED_KEPT_MS } from './bounds.ts';
import { refreshing, timer, widening } from './floor-deed.ts';
import type { ClassName, Offer, Wait, WaitStep } from './floor.ts';
import { tableOfClass } from './keys.ts';
import type { Step } from './step.ts';
import type { Tables } from './tables.ts';
import { cancelWork, setWork } from './work.ts';

/** A caller as stored: `cooled` says until when an agent is not to be rung for them again. */
export interface WaitRow extends Wait {
  cooled: Readonly<Record<string, number>>;
}

export const waitRow = (tables: Tables, id: string): WaitRow | undefined => tables.get<WaitRow>('wait', [id]);
export const agentRow = (tables: Tables, id: string): AgentRow | undefined => tables.get<AgentRow>('agent', [id]);
export const offerRow = (tables: Tables, id: string): Offer | undefined => tables.get<Offer>('offer', [id]);

export const isCooled = (wait: WaitRow, agent: string, now: number): boolean => (wait.cooled[agent] ?? 0) > now;

/** The cool-downs of a caller that are not over. */
export const coolingNow = (wait: WaitRow, now: number): WaitRow['cooled'] => Object.fromEntries(Object.entries(wait.cooled).filter(([, end]) => end > now));

/** Below its limit of offers a waiting caller can be matched. */
export const stands = (wait: Wait): boolean => wait.state === 'waiting' && wait.offers.length < wait.limit;

/** The classes of all steps that are due, in the order they came, each once. */
export const classesDue = (steps: readonly WaitStep[], now: number): ClassName[] =>
  [...new Set(steps.filter(({ from }) => from <= now).flatMap(({ classes }) => classes))];

function nextStep(steps: readonly WaitStep[], now: number): number | undefined {
  const later = steps.map(({ from }) => from).filter((from) => from > now);
  return later.length > 0 ? Math.min(...later) : undefined;
}

const placesOf = (wait: WaitRow | undefined) =>
  new Map(wait && stands(wait) ? wait.classes.map((name) => [tableOfClass('waiting', name), [wait.rank, wait.joined, wait.id]]) : []);

const scoresOf = (agent: AgentRow | undefined) =>
  new Map(agent?.state === 'ready' ? Object.entries(agent.classes).map(([name, base]) => [tableOfClass('ready', name), [base + agent.since, agent.id]]) : []);

/** Takes a row out of the indexes where it stood and puts it where it stands now. Doing it again changes nothing. */
function reindex(tables: Tables, before: ReturnType<typeof placesOf>, after: ReturnType<typeof placesOf>): void {
  for (const [table, place] of before) {
    if (after.get(table)?.join('\n') !== place.join('\n')) tables.remove(table, place);
  }
  for (const [table, place] of after) tables.put(table, place, true);
}

function setTimer(step: Step, id: string, at: number | undefined, deed: unknown): void {
  if (at === undefined) cancelWork(step, id);
  else setWork(step, { id, at, deed });
}

/** Ended callers and offers stay for a while, so that a late word about them is answered rather than unknown. */
export const forgetLater = (step: Step, table: 'wait' | 'offer', id: string): void =>
  step.tables.put('ended', [step.now + ENDED_KEPT_MS, table, id], true);

/** Writes a caller. `widened`: the timer of the next step is set anew even though the caller goes on waiting. */
export function publishWait(step: Step, wait: WaitRow, widened = false): void {
  const before = waitRow(step.tables, wait.id);
  step.tables.put('wait', [wait.id], wait);
  reindex(step.tables, placesOf(before), placesOf(wait));
  if (widened || before?.state !== wait.state) {
    setTimer(step, timer.widen(wait.id), wait.state === 'waiting' ? nextStep(wait.steps, step.now) : undefined, widening(wait.id));
  }
  if (wait.state === 'gone') {
    step.tables.remove('here', [wait.id]);
    if (before?.state !== 'gone') forgetLater(step, 'wait', wait.id);
  } else if (!before) {
    step.tables.put('here', [wait.id], true);
  }
  step.look.push({ wait: wait.id });
}

/** Writes an agent. `due`: their timers are set anew even where nothing changed, because one of them has just run out. */
export function publishAgent(step: Step, agent: AgentRow, due = false): void {
  const before = agentRow(step.tables, agent.id);
  step.tables.put('agent', [agent.id], agent);
  reindex(step.tables, scoresOf(before), scoresOf(agent));
  if (due || before?.until !== agent.until) {
    const until = agent.until !== undefined && agent.until > step.now ? agent.until : undefined;
    setTimer(step, timer.presence(agent.id), until, refreshing(agent.id));
  }
  if (due || before?.wrapUntil !== agent.wrapUntil) {
    setTimer(step, timer.wrap(agent.id), agent.wrapUntil, refreshing(agent.id));
  }
  const from = before?.state ?? 'offline';
  if (from !== agent.state) step.changes.push({ at: step.now, kind: 'agent-state', agent: agent.id, from, to: agent.state, because: step.cause });
  step.look.push({ agent: agent.id });
}

/** Writes an offer that is over, and gives its agents back to what they set. */
export function endOffer(step: Step, offer: Offer, why: NonNullable<Offer['why']>): void {
  step.tables.put('offer', [offer.id], { ...offer, state: 'over', why });
  forgetLater(step, 'offer', offer.id);
  cancelWork(step, timer.expire(offer.id));
  if (why === 'withdrawn' || why === 'expired') {
    setWork(step, { id: timer.over(offer.id), at: step.now, deed: { do: 'offer-over', offer: offer.id, why } });
  }
  for (const id of offer.agents) {
    const agent = agentRow(step.tables, id);
    if (agent?.offer === offer.id) publishAgent(step, rest(agent, step.now));
  }
}
