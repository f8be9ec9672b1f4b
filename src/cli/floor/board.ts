// The live floor as a state and keys: what is selected, what is being typed, and what a key asks for. Nothing is asked or drawn here.
import type { Act, Floor, Supervision } from './answers.ts';

export interface Board {
  pane: 'callers' | 'agents';
  /** The selected caller's call, and the selected agent; they stay selected wherever they move in the list. */
  call?: string;
  agent?: string;
  /** What is being typed. */
  typing?: { what: 'pick' | 'move'; text: string };
  /** One key more is awaited. */
  choosing?: 'priority' | 'presence';
  /** Told below the lists, until the next key. */
  note?: string;
  /** The answer of `why`, over the lists. */
  why?: readonly string[];
  /** What sets the last change back. */
  undo?: Supervision;
}

export type Wish = Act | { do: 'why'; call: string } | { do: 'quit' };

export const board = (): Board => ({ pane: 'callers' });

export const HELP = '↑↓ select · Tab callers/agents · p pick · m move · r priority · s presence · w why · u undo · q quit';

/** A key, as a word for those that are no letter: up, down, tab, enter, back, escape. */
export function press(before: Board, key: string, floor: Floor | undefined): { board: Board; wish?: Wish } {
  const { note: _note, ...state } = before;
  if (state.why) return { board: without(state, 'why'), ...(key === 'q' ? { wish: { do: 'quit' } } : {}) };
  if (state.typing) return typedKey(state, state.typing, key, floor);
  if (state.choosing) return chosen(without(state, 'choosing'), state.choosing, key, floor);
  switch (key) {
    case 'q': return { board: state, wish: { do: 'quit' } };
    case 'up': case 'k': return { board: moved(state, floor, -1) };
    case 'down': case 'j': return { board: moved(state, floor, 1) };
    case 'tab': return { board: { ...state, pane: state.pane === 'callers' ? 'agents' : 'callers' } };
    case 'p': return withCall(state, floor, { typing: { what: 'pick', text: '' } });
    case 'm': return withCall(state, floor, { typing: { what: 'move', text: '' } });
    case 'r': return withCall(state, floor, { choosing: 'priority' });
    case 's': return agentOf(state, floor) === undefined ? { board: { ...state, note: 'Nobody is signed in.' } } : { board: { ...state, pane: 'agents', choosing: 'presence' } };
    case 'w': return asks(state, floor, (call) => ({ do: 'why', call }));
    case 'u': return state.undo ? { board: without(state, 'undo'), wish: state.undo } : { board: { ...state, note: 'There is nothing to set back.' } };
    case '?': return { board: { ...state, note: HELP } };
    default: return { board: state };
  }
}

function without<K extends keyof Board>(state: Board, name: K): Board {
  const { [name]: _gone, ...rest } = state;
  return rest as Board;
}

/** Who is selected: whoever was, or the first, where they have gone. */
export const callOf = ({ call }: Board, floor: Floor | undefined): string | undefined => floor?.waiting.find((one) => one.call === call)?.call ?? floor?.waiting[0]?.call;
export const agentOf = ({ agent }: Board, floor: Floor | undefined): string | undefined => floor?.agents.find((one) => one.id === agent)?.id ?? floor?.agents[0]?.id;

function moved(state: Board, floor: Floor | undefined, by: 1 | -1): Board {
  const ids = state.pane === 'callers' ? (floor?.waiting ?? []).map(({ call }) => call) : (floor?.agents ?? []).map(({ id }) => id);
  const at = ids.indexOf((state.pane === 'callers' ? callOf(state, floor) : agentOf(state, floor)) ?? '');
  const next = ids[Math.min(ids.length - 1, Math.max(0, at + by))];
  if (next === undefined) return state;
  return state.pane === 'callers' ? { ...state, call: next } : { ...state, agent: next };
}

/** Whoever is selected now is meant, also if the list changes while something is typed. */
function withCall(state: Board, floor: Floor | undefined, more: Partial<Board>): { board: Board } {
  const call = callOf(state, floor);
  return { board: call === undefined ? { ...state, note: 'Nobody waits.' } : { ...state, ...more, call } };
}

function asks(state: Board, floor: Floor | undefined, wish: (call: string) => Wish): { board: Board; wish?: Wish } {
  const call = callOf(state, floor);
  return call === undefined ? { board: { ...state, note: 'Nobody waits.' } } : { board: { ...state, call }, wish: wish(call) };
}

const NAME_MAX = 64;

function typedKey(state: Board, typing: NonNullable<Board['typing']>, key: string, floor: Floor | undefined): { board: Board; wish?: Wish } {
  const done = without(state, 'typing');
  switch (key) {
    case 'escape': return { board: done };
    case 'back': return { board: { ...state, typing: { ...typing, text: typing.text.slice(0, -1) } } };
    case 'tab': return { board: { ...state, typing: { ...typing, text: completed(typing, floor) } } };
    case 'enter': return entered(done, typing);
    default: return { board: /^[\w:-]$/.test(key) && typing.text.length < NAME_MAX ? { ...state, typing: { ...typing, text: typing.text + key } } : state };
  }
}

/** Nothing typed after p calls a pick off; the API knows the names, and names the nearest where one is wrong. */
function entered(state: Board, { what, text }: NonNullable<Board['typing']>): { board: Board; wish?: Wish } {
  const { call } = state;
  if (call === undefined) return { board: state };
  if (what === 'pick') return { board: state, wish: { do: 'pick', call, agent: text === '' ? null : text } };
  return text === '' ? { board: state } : { board: state, wish: { do: 'move', call, demand: text } };
}

/** As far as all names agree that begin like this. */
function completed({ what, text }: NonNullable<Board['typing']>, floor: Floor | undefined): string {
  const names = (what === 'pick' ? (floor?.agents ?? []).map(({ id }) => id) : floor?.demands ?? []).filter((name) => name.startsWith(text));
  const [first = text] = names;
  let length = first.length;
  while (!names.every((name) => name.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}

const presences: Readonly<Record<string, string>> = { r: 'ready', a: 'away', o: 'offline' };

function chosen(state: Board, what: 'priority' | 'presence', key: string, floor: Floor | undefined): { board: Board; wish?: Wish } {
  if (what === 'priority') return state.call !== undefined && /^[1-4]$/.test(key) ? { board: state, wish: { do: 'priority', call: state.call, priority: `P${key}` } } : { board: state };
  const [agent, presence] = [agentOf(state, floor), presences[key]];
  return agent !== undefined && presence !== undefined ? { board: { ...state, agent }, wish: { do: 'presence', agent, presence } } : { board: state };
}
