// What one looks at to decide, read from tables: heads of classes, places in line, and pairs that were missed.
import { isFree, type AgentRow } from './agent-state.ts';
import { AHEAD_MOST, MISSED_DEPTH } from './bounds.ts';
import { agentRow, isCooled, stands, waitRow, type WaitRow } from './floor-rows.ts';
import { lineOf, otherSide } from '../routing/pair.ts';
import { partnerFor } from './floor-pairs.ts';
import { headOfLine, type ClassRow } from './floor-verbs.ts';
import type { ClassName, FloorAgent, InLine, LinePlace, Look, Pair, Wait, Who } from './floor.ts';
import { classKey, tableOfClass } from './keys.ts';
import { comparePlace, compareText } from './order.ts';
import { first, type Tables } from './tables.ts';

export interface Sight {
  tables: Tables;
  now: number;
}

export const asWait = ({ cooled: _cooled, ...wait }: WaitRow): Wait => wait;
export const asAgent = ({ at: _at, ...agent }: AgentRow): FloorAgent => agent;

/** The agent longest ready in a class who may be rung for this caller; of a pair class, the first for whom there is an interpreter. */
function headOfReady(sight: Sight, name: ClassName, wait: WaitRow) {
  const { tables, now } = sight;
  const side = otherSide(name);
  for (const { place } of tables.walk(tableOfClass('ready', name))) {
    const agent = agentRow(tables, place[1] as string);
    if (!agent || !isFree(agent, now) || isCooled(wait, agent.id, now)) continue;
    const head = { agent: agent.id, class: name, score: place[0] as number, since: agent.since };
    if (side === undefined) return head;
    const interpreter = partnerFor(sight, side, agent.id, wait);
    if (interpreter !== undefined) return { ...head, interpreter };
  }
  return undefined;
}

/** By the side of the class somebody serves: who the two are. */
const pairOf = (name: ClassName, id: string, partner: string | undefined): { pair?: Pair } =>
  (partner === undefined ? {} : { pair: name === lineOf(name) ? { agent: id, interpreter: partner } : { agent: partner, interpreter: id } });

function lookForWait(sight: Sight, id: string): Look | undefined {
  const wait = waitRow(sight.tables, id);
  if (!wait) return undefined;
  const heads = stands(wait) ? wait.classes.flatMap((name) => headOfReady(sight, name, wait) ?? []) : [];
  heads.sort((a, b) => a.score - b.score || compareText(a.agent, b.agent) || compareText(a.class, b.class));
  return { for: 'wait', wait: asWait(wait), agents: heads };
}

function lookForAgent(sight: Sight, id: string): Look | undefined {
  const agent = agentRow(sight.tables, id);
  if (!agent) return undefined;
  const heads = (isFree(agent, sight.now) ? Object.keys(agent.classes) : []).flatMap((name) => {
    const head = headOfLine(sight, name, id);
    return head ? [{ wait: asWait(head.wait), class: lineOf(name), ...pairOf(name, id, head.partner) }] : [];
  });
  heads.sort((a, b) => comparePlace(a.wait, b.wait) || compareText(a.class, b.class) || compareText(a.pair?.agent ?? '', b.pair?.agent ?? ''));
  return { for: 'agent', agent: asAgent(agent), waits: heads };
}

export const look = (sight: Sight, who: Who): Look | undefined =>
  'wait' in who ? lookForWait(sight, who.wait) : lookForAgent(sight, who.agent);

/** Of those a step touched, the ones for whom there is something to decide, each once. */
export function sift({ tables, now }: Sight, touched: readonly Who[]): Who[] {
  const seen = new Map(touched.map((who) => ['wait' in who ? `w ${who.wait}` : `a ${who.agent}`, who]));
  return [...seen.values()].filter((who) => {
    if ('wait' in who) return stands(waitRow(tables, who.wait) as WaitRow);
    return isFree(agentRow(tables, who.agent) as AgentRow, now);
  });
}

/** The first callers of the class who could be matched with one of its first ready agents. */
function missedIn({ tables, now }: Sight, name: string): WaitRow[] {
  const agents = [...first(tables.walk(`ready/${name}`), MISSED_DEPTH)]
    .map(({ place }) => agentRow(tables, place[1] as string))
    .filter((agent) => agent !== undefined && isFree(agent, now)) as AgentRow[];
  const waits = agents.length === 0 ? [] : [...first(tables.walk(`waiting/${name}`), MISSED_DEPTH)];
  return waits.flatMap(({ place }) => {
    const wait = waitRow(tables, place[2] as string);
    const side = otherSide(wait?.classes.find((each) => classKey(each) === name) ?? '');
    return wait && agents.some(({ id }) => !isCooled(wait, id, now) && (side === undefined || partnerFor({ tables, now }, side, id, wait) !== undefined)) ? [wait] : [];
  });
}

/** Only classes with both sides non-empty are looked into. */
export function missed(sight: Sight, limit: number): Who[] {
  const found = new Map<string, WaitRow>();
  for (const table of sight.tables.named('waiting/')) for (const wait of missedIn(sight, table.slice('waiting/'.length))) found.set(wait.id, wait);
  return [...found.values()].sort(comparePlace).slice(0, limit).map(({ id }) => ({ wait: id }));
}

/** A caller, and how many stand before them in any of their classes; those for whom a phone rings already do not count. */
export function inLine(tables: Tables, id: string): InLine | undefined {
  const row = waitRow(tables, id);
  return row && { wait: asWait(row), ahead: row.state === 'waiting' ? before(tables, row) : 0 };
}

/** The same for a place in line, whether or not anybody stands there yet. */
export function before(tables: Tables, at: LinePlace & { id: string }): number {
  const [only, ...more] = at.classes;
  if (only !== undefined && more.length === 0) return tables.before(tableOfClass('waiting', only), [at.rank, at.joined, at.id], AHEAD_MOST);
  const found = new Set<string>();
  for (const name of at.classes) {
    for (const { place } of first(tables.walk(tableOfClass('waiting', name)), AHEAD_MOST)) {
      const [rank, joined, id] = place as [number, number, string];
      if (comparePlace({ id, rank, joined }, at) >= 0) break;
      found.add(id);
    }
  }
  return Math.min(found.size, AHEAD_MOST);
}

/** Every class of the registry, by name. */
export const classRows = (tables: Tables): ClassRow[] => [...tables.walk<ClassRow>('class')].map(({ value }) => value);

export const classRow = (tables: Tables, name: ClassName): ClassRow | undefined => tables.get<ClassRow>('class', [classKey(name)]);
