// The floor's verbs in tables: each checks its conditions, then publishes what it changed. Read this as the specification.
import { busy, extendWrap, finish, isFree, isSummonable, neverThere, offered, refresh, renew, setPresence, type AgentRow } from './agent-state.ts';
import { expiry, refreshing, timer } from './floor-deed.ts';
import { agentRow, classesDue, coolingNow, endOffer, forgetLater, isCooled, offerRow, publishAgent, publishWait, waitRow, type WaitRow } from './floor-rows.ts';
import type { ClassName, FloorVerb, Offer, Wait } from './floor.ts';
import { classKey, tableOfClass } from './keys.ts';
import { lineOf, otherSide } from '../routing/pair.ts';
import { partnerFor } from './floor-pairs.ts';
import { comparePlace } from './order.ts';
import { tally } from './records.ts';
import { refuse, Refused, type Step } from './step.ts';
import { cancelWork, setWork } from './work.ts';

type Verb<V extends FloorVerb['verb']> = Extract<FloorVerb, { verb: V }>;

/** What the registry knows of a class: the version it came with, and whether the agents it admits were filled in. */
export interface ClassRow {
  name: ClassName;
  version: number;
  full: boolean;
}

export const registryVersion = (step: Pick<Step, 'tables'>): number => step.tables.get<number>('count', ['classes']) ?? 0;

const knownWait = (step: Step, id: string): WaitRow => waitRow(step.tables, id) ?? refuse('no-such-wait');
const knownAgent = (step: Step, id: string): AgentRow => agentRow(step.tables, id) ?? refuse('no-such-agent');
const knownOffer = (step: Step, id: string): Offer => offerRow(step.tables, id) ?? refuse('no-such-offer');

function join(step: Step, { wait, instead }: Verb<'join'>): void {
  const known = waitRow(step.tables, wait.id);
  if (known) return void step.look.push({ wait: wait.id });
  mustBeOpen(step, wait.steps);
  const { id, call, rank, joined, steps, limit } = wait;
  publishWait(step, { id, call, state: 'waiting', rank, joined, steps, limit, classes: classesDue(steps, step.now), offers: [], cooled: instead === undefined ? {} : leaveFor(step, instead, id) });
}

function mustBeOpen(step: Step, steps: Wait['steps']): void {
  for (const name of new Set(steps.flatMap(({ classes }) => classes))) {
    if (!step.tables.get<ClassRow>('class', [classKey(name)])?.full) throw new Refused({ why: 'class-not-open', class: name });
  }
}

/** Leaves one place in line for another: the cool-downs that go along, with their ends as timers of the new place. */
function leaveFor(step: Step, instead: string, id: string): WaitRow['cooled'] {
  const before = knownWait(step, instead);
  if (before.state !== 'waiting') refuse('not-waiting');
  leave(step, { verb: 'leave', wait: instead });
  const cooled = coolingNow(before, step.now);
  for (const [agent, until] of Object.entries(cooled)) setWork(step, { id: timer.cool(agent, id), at: until, deed: refreshing(agent) });
  return cooled;
}

function widen(step: Step, verb: Verb<'widen'>): void {
  const wait = knownWait(step, verb.wait);
  if (wait.state !== 'waiting') return;
  publishWait(step, { ...wait, classes: [...new Set([...wait.classes, ...classesDue(wait.steps, step.now)])] }, true);
}

function rerank(step: Step, { wait: id, rank, limit, steps }: Verb<'rerank'>): void {
  const wait = knownWait(step, id);
  if (steps && wait.state !== 'waiting') refuse('not-waiting');
  if (wait.state === 'gone') return;
  const moved = { ...wait, rank, limit: limit ?? wait.limit };
  publishWait(step, steps ? restepped(step, moved, steps) : moved, steps !== undefined);
}

/** By another line-up: phones of whom it does not admit stop. */
function restepped(step: Step, wait: WaitRow, steps: Wait['steps']): WaitRow {
  mustBeOpen(step, steps);
  const classes = classesDue(steps, step.now);
  const offers = wait.offers.filter((id) => {
    const offer = knownOffer(step, id);
    const rings = ringsOn(step, offer, classes);
    if (!rings) endOffer(step, offer, 'withdrawn');
    return rings;
  });
  return { ...wait, steps, classes, offers };
}

const ringsOn = ({ tables }: Step, { summons, agents }: Offer, classes: readonly ClassName[]): boolean =>
  summons === true || (agents.length > 1 ? classes.some((name) => takesBoth(tables, name, agents)) : agents.every((id) => classes.some((name) => agentRow(tables, id)?.classes[name] !== undefined)));

const takesBoth = (tables: Step['tables'], name: ClassName, agents: readonly string[]): boolean =>
  agents.every((id, index) => agentRow(tables, id)?.classes[index === 0 ? name : otherSide(name) ?? name] !== undefined);

function leave(step: Step, verb: Verb<'leave'>): void {
  const wait = knownWait(step, verb.wait);
  if (wait.state === 'gone') return;
  withdraw(step, wait, undefined);
  if (wait.state === 'talking') for (const id of wait.offers) forgetLater(step, 'offer', id);
  publishWait(step, { ...wait, state: 'gone', offers: [], cooled: {} });
}

/** Ends every live offer of a caller but the one that was taken, and the cool-downs, which are about this caller alone. */
function withdraw(step: Step, wait: WaitRow, taken: string | undefined): void {
  for (const id of wait.offers) {
    const offer = offerRow(step.tables, id);
    if (offer?.state === 'live' && id !== taken) endOffer(step, offer, 'withdrawn');
  }
  for (const agent of Object.keys(wait.cooled)) cancelWork(step, timer.cool(agent, wait.id));
}

function dialSlot(step: Step, { perSecond, first, legs = 1 }: Verb<'dial-slot'>): void {
  const count = (name: string) => step.tables.get<number>('count', [name]) ?? 0;
  const next = Math.max(count('dial'), first ? 0 : count('dial-wish'));
  if (next > step.now) throw new Refused({ why: 'no-slot', next });
  step.tables.put('count', ['dial'], step.now + legs * Math.ceil(1000 / perSecond));
}

/** The caller an offer would be for; undefined where that very offer is out already. */
function waitFor(step: Step, { offer, wait: id, limit }: { offer: string; wait: string; limit?: number }): WaitRow | undefined {
  const known = offerRow(step.tables, offer);
  if (known) return known.state === 'live' && known.wait === id ? undefined : refuse('offer-over');
  const wait = knownWait(step, id);
  if (wait.state !== 'waiting') refuse('not-waiting');
  if (wait.offers.length >= (limit ?? wait.limit)) refuse('at-limit');
  return wait;
}

function ring(step: Step, wait: WaitRow, agents: readonly AgentRow[], { verb, offer: id, class: name, expires }: Verb<'claim' | 'summon'>): void {
  const offer: Offer = { id, wait: wait.id, agents: agents.map((agent) => agent.id), class: name, made: step.now, expires, state: 'live', ...(verb === 'summon' && { summons: true }) };
  step.tables.put('offer', [id], offer);
  for (const agent of agents) publishAgent(step, offered(agent, id, step.now));
  publishWait(step, { ...wait, offers: [...wait.offers, id] });
  setWork(step, { id: timer.expire(id), at: expires, deed: expiry(id) });
}

function summon(step: Step, verb: Verb<'summon'>): void {
  const wait = waitFor(step, verb);
  if (!wait) return;
  const agent = agentRow(step.tables, verb.agent) ?? neverThere(verb.agent, step.now);
  if (!isSummonable(agent)) refuse('not-free');
  if (isCooled(wait, agent.id, step.now)) refuse('cooled');
  ring(step, wait, [agent], verb);
}

function claim(step: Step, verb: Verb<'claim'>): void {
  const wait = waitFor(step, verb);
  if (!wait) return;
  if (!wait.classes.includes(verb.class)) refuse('not-admitted');
  const beside = otherSide(verb.class);
  if (beside !== undefined && verb.agents.length !== 2) refuse('not-admitted');
  const agents = verb.agents.map((id) => knownAgent(step, id));
  for (const [index, agent] of agents.entries()) {
    if (!isFree(agent, step.now)) refuse('not-free');
    if (agent.classes[index === 1 && beside !== undefined ? beside : verb.class] === undefined) refuse('not-admitted');
    if (isCooled(wait, agent.id, step.now)) refuse('cooled');
    if (somebodyBetterPlaced(step, agent, wait)) refuse('better-placed');
  }
  ring(step, wait, agents, verb);
}

/** Whether in any of the agent's classes a caller stands before this one, whom the agent could be rung for. */
function somebodyBetterPlaced(step: Step, agent: AgentRow, wait: WaitRow): boolean {
  return Object.keys(agent.classes).some((name) => headOfLine(step, name, agent.id, wait) !== undefined);
}

/**
 * The best placed caller of a class for whom this agent is not cooled, and who comes with them where it takes two: a caller nobody could come
 * to stands before nobody. `than`: only somebody better placed than this one.
 */
export function headOfLine(step: Pick<Step, 'tables' | 'now'>, name: ClassName, agent: string, than?: WaitRow): { wait: WaitRow; partner?: string } | undefined {
  const side = otherSide(name);
  if (side !== undefined && partnerFor(step, side, agent) === undefined) return undefined;
  for (const { place } of step.tables.walk(tableOfClass('waiting', lineOf(name)))) {
    const [rank, joined, id] = place as [number, number, string];
    if (than && comparePlace({ rank, joined, id }, than) >= 0) return undefined;
    const wait = waitRow(step.tables, id);
    if (!wait || isCooled(wait, agent, step.now)) continue;
    if (side === undefined) return { wait };
    const partner = partnerFor(step, side, agent, wait);
    if (partner !== undefined) return { wait, partner };
  }
  return undefined;
}

function agree(step: Step, verb: Verb<'agree'>): void {
  const offer = knownOffer(step, verb.offer);
  if (offer.state !== 'live') refuse('offer-over');
  if (!offer.agents.includes(verb.agent)) refuse('not-admitted');
  if (offer.agreed?.includes(verb.agent)) return;
  if (offer.agreed) refuse('other-agreed');
  step.tables.put('offer', [offer.id], { ...offer, agreed: [verb.agent] });
}

function accept(step: Step, verb: Verb<'accept'>): void {
  const offer = knownOffer(step, verb.offer);
  if (offer.state === 'accepted') return;
  if (offer.state === 'over') refuse('offer-over');
  const wait = knownWait(step, offer.wait);
  if (wait.state !== 'waiting') refuse('not-waiting');
  if (verb.agent !== undefined && offer.agents.some((id) => id !== verb.agent && !offer.agreed?.includes(id))) refuse('other-not-agreed');
  step.tables.put('offer', [offer.id], { ...offer, state: 'accepted' });
  cancelWork(step, timer.expire(offer.id));
  for (const id of offer.agents) publishAgent(step, busy(knownAgent(step, id), step.now));
  withdraw(step, wait, offer.id);
  publishWait(step, { ...wait, state: 'talking', offers: [offer.id], cooled: {} });
}

function returned(step: Step, verb: Verb<'return'>): void {
  const offer = knownOffer(step, verb.offer);
  if (offer.state !== 'live') return;
  const wait = knownWait(step, offer.wait);
  const until = step.now + verb.coolMs;
  const cooled: Record<string, number> = { ...coolingNow(wait, step.now) };
  if (verb.coolMs > 0) {
    for (const agent of verb.agent === undefined ? offer.agents.filter((id) => !offer.agreed?.includes(id)) : [verb.agent]) {
      cooled[agent] = until;
      setWork(step, { id: timer.cool(agent, wait.id), at: until, deed: refreshing(agent) });
    }
  }
  publishWait(step, { ...wait, offers: wait.offers.filter((id) => id !== offer.id), cooled });
  endOffer(step, offer, verb.why);
}

function presence(step: Step, verb: Verb<'presence'>): void {
  if (verb.at !== registryVersion(step)) refuse('classes-moved');
  publishAgent(step, setPresence(agentRow(step.tables, verb.agent), verb, step.now));
}

function reclass(step: Step, { agent: id, classes, at, until }: Verb<'reclass'>): void {
  if (at !== registryVersion(step)) refuse('classes-moved');
  const agent = knownAgent(step, id);
  const ends = until === undefined || agent.until === undefined ? {} : { until: Math.min(agent.until, until) };
  publishAgent(step, { ...agent, classes, at, ...ends });
}

/** The window is the tally's of that key, so both forget it alike. */
function once(step: Step, { key, ms }: Verb<'once'>): void {
  if (tally(step.tables, key, ms, step.now, 0) > 0) refuse('lately');
  tally(step.tables, key, ms, step.now);
}

function extend(step: Step, verb: Verb<'extend-wrap'>): void {
  publishAgent(step, extendWrap(knownAgent(step, verb.agent), verb.wrapUntil, step.now) ?? refuse('not-free'));
}

/** Does one verb, or throws `Refused`. */
export function doVerb(step: Step, verb: FloorVerb): void {
  switch (verb.verb) {
    case 'join': return join(step, verb);
    case 'widen': return widen(step, verb);
    case 'rerank': return rerank(step, verb);
    case 'leave': return leave(step, verb);
    case 'dial-slot': return dialSlot(step, verb);
    case 'dial-wish': return step.tables.put('count', ['dial-wish'], verb.until);
    case 'claim': return claim(step, verb);
    case 'summon': return summon(step, verb);
    case 'agree': return agree(step, verb);
    case 'accept': return accept(step, verb);
    case 'return': return returned(step, verb);
    case 'presence': return presence(step, verb);
    case 'reclass': return reclass(step, verb);
    case 'renew': return publishAgent(step, renew(knownAgent(step, verb.agent), verb.until, step.now));
    case 'finish': return publishAgent(step, finish(knownAgent(step, verb.agent), verb.wrapUntil, step.now));
    case 'extend-wrap': return extend(step, verb);
    case 'refresh': return publishAgent(step, refresh(knownAgent(step, verb.agent), step.now), true);
    case 'once': return once(step, verb);
  }
}
