// The live floor: looked at each second, drawn anew with each key. A lost connection is said, and the last picture stays.
import type { Clock } from '../../clock.ts';
import { duration } from '../../routing/in-words.ts';
import { ask, type ApiOptions } from '../api-client.ts';
import { exits, Leave, type Exit } from '../exits.ts';
import type { Terminal } from '../terminal.ts';
import { whyAnswer, whyText } from '../why.ts';
import { agentAnswer, askFloor, outcome, supervise, undoing, type Act, type Floor } from './answers.ts';
import { board, press, type Wish } from './board.ts';
import { frame } from './frame.ts';
import { keysOf, type Screen } from './screen.ts';

const LOOK_MS = 1_000;

export interface Live {
  api: ApiOptions;
  terminal: Terminal;
  clock: Clock;
  screen: Screen;
  keys: NonNullable<Terminal['keys']>;
}

/** Runs until q, or an interrupt. */
export function watchFloor({ api, terminal, clock, screen, keys }: Live): Promise<Exit> {
  let state = board();
  let floor: Floor | undefined;
  let lostAt: number | undefined;
  let over = false;
  let cancel = (): void => undefined;
  let looking = false;

  return new Promise((done, fail) => {
    const end = (ended: () => void): void => {
      if (over) return;
      over = true;
      cancel();
      offKeys();
      offInterrupt();
      screen.close();
      ended();
    };
    const draw = (): void => {
      if (over) return;
      const lost = lostAt === undefined ? undefined : `No answer from ${api.api} for ${duration(clock.now() - lostAt)}; what you see is from before. Trying again each second.`;
      screen.draw(frame(terminal, state, { floor, ...(lost === undefined ? {} : { lost }) }, screen.size()));
    };
    /** A token that may not look is no reason to go on; an API that is away is. */
    const failed = (error: unknown): void => {
      if (error instanceof Leave && error.exit === exits.upstream) lostAt ??= clock.now();
      else end(() => fail(asError(error)));
    };
    const look = async (): Promise<void> => {
      if (looking || over) return draw();
      looking = true;
      try {
        floor = await askFloor(api);
        lostAt = undefined;
      } catch (error) {
        failed(error);
      }
      looking = false;
      draw();
    };
    const again = (): void => {
      cancel = clock.after(LOOK_MS, () => {
        void look();
        again();
      });
    };
    const carryOut = async (wish: Wish): Promise<void> => {
      if (wish.do === 'quit') return end(() => done(exits.ok));
      try {
        if (wish.do === 'why') {
          const told = await ask(api, 'GET', `/calls/${encodeURIComponent(wish.call)}/why`, whyAnswer);
          state = { ...state, why: whyText(told).split('\n') };
        } else state = { ...state, ...(await act(api, wish)) };
      } catch (error) {
        if (!(error instanceof Leave)) throw error;
        state = { ...state, note: error.message };
      }
      await look();
      draw();
    };
    const offKeys = keys(keysOf((key) => {
      const pressed = press(state, key, floor);
      state = pressed.board;
      draw();
      if (pressed.wish) carryOut(pressed.wish).catch((error: unknown) => end(() => fail(asError(error))));
    }));
    const offInterrupt = terminal.onInterrupt(() => end(() => done(exits.ok)));
    draw();
    void look();
    again();
  });
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

async function act(api: ApiOptions, wish: Act): Promise<{ note: string; undo?: Exclude<Act, { do: 'presence' }> }> {
  if (wish.do === 'presence') {
    const set = await ask(api, 'PUT', `/agents/${encodeURIComponent(wish.agent)}/presence`, agentAnswer, { presence: wish.presence });
    return { note: `${set.id} is ${set.state}` };
  }
  const answer = await supervise(api, wish);
  const undo = undoing(wish, answer);
  return { note: outcome(wish, answer), ...(undo && { undo }) };
}
