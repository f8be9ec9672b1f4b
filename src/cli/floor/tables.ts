// The floor as tables: callers, agents, phones that ring. As wide as the text, or cut to a terminal's width.
import { duration } from '../../routing/in-words.ts';
import { table } from '../table.ts';
import type { Floor } from './answers.ts';

export type Row = readonly string[];

/** Columns from the one least needed to the one most: a narrow terminal leaves out the first of them first. */
const CALLER_COLUMNS = ['PLACE', 'CALL', 'PRI', 'LINE', 'WAITED', 'EXPECTED', 'FROM', 'FOR', 'WHY'] as const;
const CALLERS_DROP = ['FROM', 'FOR', 'EXPECTED', 'CALL', 'LINE'] as const;
const AGENT_COLUMNS = ['AGENT', 'NAME', 'STATE', 'SINCE', 'CALL'] as const;
const AGENTS_DROP = ['NAME', 'CALL'] as const;

export const callerRows = (floor: Floor): Row[] => floor.waiting.map((one) => [
  String(one.place), one.call, one.priority ?? '', one.demand ?? '', duration(one.waitedSeconds * 1000), expectedWords(one.expected), one.from, one.for.join(' or '), `${one.callback ? 'callback: ' : ''}${one.why}`,
]);

/** `2:10–5:40`, without an end where that is further than anybody looked, and nothing where nobody can say. */
function expectedWords(expected: Floor['waiting'][number]['expected']): string {
  if (!expected) return '';
  const { fromSeconds, toSeconds } = expected;
  return `${duration(fromSeconds * 1000)}–${toSeconds === undefined ? '' : duration(toSeconds * 1000)}`;
}

const states: Readonly<Record<string, string>> = { ready: 'ready', offered: 'ringing', busy: 'in a call', wrap: 'wrap-up', away: 'away', offline: 'offline' };

export const agentRows = (floor: Floor): Row[] => floor.agents.map((one) => [one.id, one.name, stateWords(one, Date.parse(floor.at)), duration(Date.parse(floor.at) - Date.parse(one.since)), one.call ?? '']);

function stateWords({ state, presence, wrapUntil }: Floor['agents'][number], now: number): string {
  const word = states[state] ?? state;
  const then = presence === 'ready' || state === presence ? '' : `, then ${presence}`;
  return `${word}${state === 'wrap' && wrapUntil !== undefined ? ` ${duration(Date.parse(wrapUntil) - now)}` : ''}${then}`;
}

export function heading({ totals, switched }: Floor): string {
  const waiting = totals.waiting === 0 ? 'Nobody waits' : `${totals.waiting} ${totals.waiting === 1 ? 'waits' : 'wait'}, the longest for ${duration(totals.longestWaitSeconds * 1000)}`;
  return `${waiting}. ${totals.talking === 0 ? 'Nobody talks' : `${totals.talking} ${totals.talking === 1 ? 'talks' : 'talk'}`}.${switched.length === 0 ? '' : ` Switch: ${switched.join(', ')}.`}`;
}

export const callersTable = (floor: Floor, width = Infinity): string[] => fitted(CALLER_COLUMNS, CALLERS_DROP, callerRows(floor), width);
export const agentsTable = (floor: Floor, width = Infinity): string[] => fitted(AGENT_COLUMNS, AGENTS_DROP, agentRows(floor), width);

/** Leaves out columns until it fits, and cuts what is still too long. */
function fitted(columns: readonly string[], drop: readonly string[], rows: readonly Row[], width: number): string[] {
  const dropped = new Set<string>();
  for (const next of [...drop, undefined]) {
    const kept = columns.flatMap((name, index) => (dropped.has(name) ? [] : [index]));
    const lines = table(kept.map((index) => columns[index] ?? ''), rows.map((row) => kept.map((index) => row[index] ?? ''))).split('\n');
    if (next === undefined || Math.max(...lines.map((line) => [...line].length)) <= width) return lines.map((line) => cut(line, width));
    dropped.add(next);
  }
  return [];
}

export const cut = (line: string, width: number): string => {
  const letters = [...line];
  return letters.length <= width ? line : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
};

/** All of it, for a pipe or a glance. */
export function floorText(floor: Floor): string {
  const ringing = floor.offers.flatMap(({ agents, call, expires }) => agents.map((agent) => `  ${agent} for ${call}, ${duration(Date.parse(expires) - Date.parse(floor.at))} more at most`));
  return [
    heading(floor),
    ...(floor.waiting.length > 0 ? ['', ...callersTable(floor)] : []),
    ...(floor.waiting.length < floor.totals.waiting ? [`… and ${floor.totals.waiting - floor.waiting.length} more`] : []),
    '', ...(floor.agents.length > 0 ? agentsTable(floor) : ['Nobody is signed in.']),
    ...(ringing.length > 0 ? ['', 'Phones that ring:', ...ringing] : []),
  ].join('\n');
}
