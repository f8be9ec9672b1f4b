// One picture of the live floor: lines that fit the terminal, whatever its size.
import type { Terminal } from '../terminal.ts';
import { paint } from '../terminal.ts';
import type { Floor } from './answers.ts';
import { agentOf, callOf, HELP, type Board } from './board.ts';
import { agentsTable, callersTable, cut, heading } from './tables.ts';

export interface Size {
  columns: number;
  rows: number;
}

export interface Seen {
  floor: Floor | undefined;
  /** Why there is nothing newer, and for how long. */
  lost?: string;
}

export function frame(terminal: Pick<Terminal, 'colour'>, state: Board, { floor, lost }: Seen, { columns, rows }: Size): string[] {
  const foot = footOf(state, lost).map((line) => cut(line, columns));
  const room = Math.max(0, rows - foot.length);
  const body = state.why ? wrapped(state.why, columns) : floor ? lists(terminal, state, floor, columns, room) : ['Looking …'];
  return [...body.slice(0, room), ...Array.from({ length: Math.max(0, room - body.length) }, () => ''), ...foot.map((line) => paint(terminal, lost === undefined ? 'dim' : 'yellow', line))].slice(0, rows);
}

function footOf(state: Board, lost: string | undefined): string[] {
  const asked = questionOf(state) ?? state.note ?? (state.why ? 'any key: back' : HELP);
  return [...(lost === undefined ? [] : [lost]), asked];
}

function questionOf({ typing, choosing, call, agent }: Board): string | undefined {
  if (typing?.what === 'pick') return `Who takes ${call ?? ''} next? (nobody: call it off) ${typing.text}_`;
  if (typing?.what === 'move') return `To which line does ${call ?? ''} go? ${typing.text}_`;
  if (choosing === 'priority') return `Priority of ${call ?? ''}: 1, 2, 3 or 4?`;
  return choosing === 'presence' ? `${agent ?? 'The one selected'} is: r ready, a away, o offline?` : undefined;
}

/** Callers have two thirds of the room; whoever is selected is always in sight. */
function lists(terminal: Pick<Terminal, 'colour'>, state: Board, floor: Floor, width: number, room: number): string[] {
  const callers = floor.waiting.length === 0 ? [] : callersTable(floor, width - 2);
  const agents = floor.agents.length === 0 ? [] : agentsTable(floor, width - 2);
  const forAgents = Math.max(3, Math.min(agents.length, room - callers.length - 3, Math.max(room - 3 - Math.ceil((room * 2) / 3), 3)));
  const spare = Math.max(3, room - 3 - Math.min(agents.length || 1, forAgents));
  const chosen = { callers: floor.waiting.findIndex(({ call }) => call === callOf(state, floor)), agents: floor.agents.findIndex(({ id }) => id === agentOf(state, floor)) };
  const marked = (lines: readonly string[], pane: Board['pane'], most: number) => inSight(lines, chosen[pane], most).map(({ line, at }) => mark(terminal, line, at === chosen[pane], pane === state.pane, at < 0));
  return [
    cut(heading(floor), width), '',
    ...(callers.length === 0 ? [] : marked(callers, 'callers', spare)),
    ...(callers.length === 0 ? [] : ['']),
    ...(agents.length === 0 ? ['Nobody is signed in.'] : marked(agents, 'agents', Math.max(3, room - 3 - Math.min(callers.length, spare)))),
  ];
}

/** The head line, and of the rows as many as there is room for around the one selected. `at`: -1 for the head. */
function inSight(lines: readonly string[], chosen: number, most: number): { line: string; at: number }[] {
  const rows = Math.max(1, most - 1);
  const from = Math.max(0, Math.min(chosen - Math.floor(rows / 2), lines.length - 1 - rows));
  return [{ line: lines[0] ?? '', at: -1 }, ...lines.slice(1 + from, 1 + from + rows).map((line, index) => ({ line, at: from + index }))];
}

function mark(terminal: Pick<Terminal, 'colour'>, line: string, isChosen: boolean, isHere: boolean, isHead: boolean): string {
  if (isHead) return paint(terminal, isHere ? 'bold' : 'dim', `  ${line}`);
  return isChosen ? paint(terminal, isHere ? 'cyan' : 'dim', `> ${line}`) : `  ${line}`;
}

function wrapped(lines: readonly string[], width: number): string[] {
  return lines.flatMap((line) => {
    const words = line.split(' ');
    const out = [words.shift() ?? ''];
    for (const word of words) {
      const last = out.at(-1) ?? '';
      if ([...last, ...word].length + 1 <= width) out[out.length - 1] = `${last} ${word}`;
      else out.push(word);
    }
    return out.map((part) => cut(part, width));
  });
}
