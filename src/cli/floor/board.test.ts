import { describe, expect, it } from 'vitest';
import type { Floor } from './answers.ts';
import { board, press, type Board, type Wish } from './board.ts';
import { frame } from './frame.ts';
import { keysOf } from './screen.ts';

const caller = (call: string, place: number): Floor['waiting'][number] => ({
  place, call, from: '+1••••••••23', priority: 'P3', demand: 'care', since: '2026-03-10T08:59:18Z', waitedSeconds: 42, for: ['Customer Care'], rings: [], why: 'nobody is there',
});
const agent = (id: string, state = 'ready'): Floor['agents'][number] => ({ id, name: `Sample Agent ${id}`, state, presence: 'ready', since: '2026-03-10T08:59:00Z' });
const floorOf = (calls: readonly string[], agents: readonly string[] = ['amy', 'ben', 'bea']): Floor => ({
  at: '2026-03-10T09:00:00Z', waiting: calls.map((call, index) => caller(call, index + 1)), totals: { waiting: calls.length, talking: 0, longestWaitSeconds: 42 },
  agents: agents.map((id) => agent(id)), offers: [], switched: [], demands: ['care', 'logistics'],
});
const two = floorOf(['call-1', 'call-2']);

function typing(keys: readonly string[], floor: Floor | undefined = two, from: Board = board()): { state: Board; wishes: Wish[] } {
  const wishes: Wish[] = [];
  let state = from;
  for (const key of keys) {
    const pressed = press(state, key, floor);
    state = pressed.board;
    if (pressed.wish) wishes.push(pressed.wish);
  }
  return { state, wishes };
}

describe('the keys of the live floor', () => {
  it.each<[string, string[], Wish[]]>([
    ['p and a name pick for the first caller', ['p', 'a', 'm', 'y', 'enter'], [{ do: 'pick', call: 'call-1', agent: 'amy' }]],
    ['down selects the next one', ['down', 'p', 'a', 'm', 'y', 'enter'], [{ do: 'pick', call: 'call-2', agent: 'amy' }]],
    ['nobody goes below the last', ['j', 'j', 'j', 'k', 'w'], [{ do: 'why', call: 'call-1' }]],
    ['tab completes a name as far as it goes', ['p', 'a', 'tab', 'enter', 'p', 'b', 'tab', 'e', 'n', 'enter'], [{ do: 'pick', call: 'call-1', agent: 'amy' }, { do: 'pick', call: 'call-1', agent: 'been' }]],
    ['nothing typed calls a pick off', ['p', 'enter'], [{ do: 'pick', call: 'call-1', agent: null }]],
    ['m moves', ['m', 'l', 'tab', 'enter'], [{ do: 'move', call: 'call-1', demand: 'logistics' }]],
    ['m without a line does nothing', ['m', 'enter'], []],
    ['escape leaves a question', ['p', 'a', 'escape', 'enter', 'q'], [{ do: 'quit' }]],
    ['back takes a letter away', ['p', 'a', 'x', 'back', 'm', 'y', 'enter'], [{ do: 'pick', call: 'call-1', agent: 'amy' }]],
    ['r and a figure set the priority', ['r', '2'], [{ do: 'priority', call: 'call-1', priority: 'P2' }]],
    ['r and anything else does not', ['r', '7', '2'], []],
    ['s sets the presence of the selected agent', ['tab', 'down', 's', 'a'], [{ do: 'presence', agent: 'ben', presence: 'away' }]],
    ['u has nothing to set back at first', ['u'], []],
    ['a q in a name is a letter', ['p', 'q', 'enter'], [{ do: 'pick', call: 'call-1', agent: 'q' }]],
  ])('%s', (_what, keys, wishes) => {
    expect(typing(keys).wishes).toEqual(wishes);
  });

  it('mean the caller who was selected, also when the list changes meanwhile', () => {
    const begun = typing(['down', 'p', 'a', 'm', 'y']);
    expect(typing(['enter'], floorOf(['call-0', 'call-2']), begun.state).wishes).toEqual([{ do: 'pick', call: 'call-2', agent: 'amy' }]);
    const served = typing(['enter'], floorOf(['call-3']), begun.state);
    expect(served.wishes).toEqual([{ do: 'pick', call: 'call-2', agent: 'amy' }]);
  });

  it('set back what was changed last, once', () => {
    const undo = { do: 'priority', call: 'call-1', priority: 'P4' } as const;
    expect(typing(['u', 'u'], two, { ...board(), undo }).wishes).toEqual([undo]);
  });

  it.each([['p'], ['m'], ['r'], ['w'], ['s'], ['up'], ['down']])('%s on an empty floor asks for nothing', (key) => {
    expect(typing([key, 'enter'], floorOf([], [])).wishes).toEqual([]);
    expect(press(board(), key, undefined).wish).toBeUndefined();
  });

  it('come as characters, arrows as three of them', () => {
    const keys: string[] = [];
    const read = keysOf((key) => keys.push(key));
    for (const character of '\u001b[A\u001b[Bp\u007f\r\t\u001bq') read(character);
    expect(keys).toEqual(['escape', 'up', 'escape', 'down', 'p', 'back', 'enter', 'tab', 'escape', 'q']);
  });
});

describe('the picture of the floor', () => {
  const plain = { colour: false };
  const many = floorOf(Array.from({ length: 80 }, (_, index) => `call-${index + 1}`), Array.from({ length: 30 }, (_, index) => `agent-${index}`));

  it.each([[20, 5], [40, 12], [80, 24], [200, 60], [10, 2], [1, 1]])('fits %d by %d, whatever is shown', (columns, rows) => {
    for (const floor of [undefined, floorOf([], []), two, many]) {
      for (const state of [board(), typing(['p'], two).state, { ...board(), why: ['This call has been waiting for 0:42, and nobody of the engineers is signed in at all.'] }]) {
        const lines = frame(plain, state, { floor, lost: 'No answer.' }, { columns, rows });
        expect(lines).toHaveLength(rows);
        expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('keeps the selected caller in sight', () => {
    const lines = frame(plain, { ...board(), call: 'call-60' }, { floor: many }, { columns: 100, rows: 24 });
    expect(lines.filter((line) => line.startsWith('> '))).toHaveLength(2);
    expect(lines.find((line) => line.startsWith('> '))).toContain('call-60');
  });

  it('says that nobody waits and nobody is signed in', () => {
    const text = frame(plain, board(), { floor: floorOf([], []) }, { columns: 80, rows: 10 }).join('\n');
    expect(text).toContain('Nobody waits. Nobody talks.');
    expect(text).toContain('Nobody is signed in.');
  });

  it('leaves out what is least needed where there is little room', () => {
    const wide = frame(plain, board(), { floor: two }, { columns: 160, rows: 24 }).join('\n');
    const narrow = frame(plain, board(), { floor: two }, { columns: 50, rows: 24 }).join('\n');
    expect(wide).toMatch(/PLACE +CALL +PRI +LINE +WAITED +EXPECTED +FROM +FOR +WHY/);
    expect(narrow).not.toMatch(/FROM|FOR/);
    expect(narrow).toContain('nobody is there');
  });
});
