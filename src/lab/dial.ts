// Dial: into a room, or to other phones. What both share stands here: action, time limit, the star, and what a redirect does.
import { dialNumbers } from './dial-numbers.ts';
import { dialRoom } from './dial-room.ts';
import { timeLimitSecondsDefault } from './limits.ts';
import { actionOf, type Perform, type Stage, type Stop } from './stage.ts';
import { wholeNumber, type Verb } from './twiml.ts';

/** What a kind of Dial reports and obeys. */
export interface Dialled {
  /** Lets go of whatever was dialled. */
  release(why: Stop | 'star' | 'time-limit'): void;
  voice(ms: number, words: string): void;
}

/** Called once by the dialled side when it is over by itself; without fields the next verb runs, action or not. */
export type DialEnd = (params?: Record<string, string>) => void;

export const dial: Perform = (verb, stage) => {
  const { leg, carrier } = stage;
  let over = false;
  let cancelLimit = () => undefined as void;

  const finish: DialEnd = (params) => {
    if (over) return;
    over = true;
    cancelLimit();
    if (!params) return stage.next();
    const action = actionOf(verb, stage);
    if (action) stage.go({ ...action, params });
    else if (!verb.attributes['action']) stage.next();
  };

  const room = verb.children.find(({ name }) => name === 'Conference');
  const dialled: Dialled = room ? dialRoom(room, stage, finish) : dialNumbers(verb, stage, finish);
  const letGo = (why: 'star' | 'time-limit') => {
    if (over) return;
    dialled.release(why);
    finish(room ? { DialCallStatus: 'answered' } : { DialCallStatus: 'completed' });
  };
  const limitMs = wholeNumber(verb.attributes['timeLimit'], timeLimitSecondsDefault) * 1_000;
  if (!over) cancelLimit = leg.after(limitMs, () => letGo('time-limit'));

  return {
    /** A room carries no keys. Only the star is heard, and only where `hangupOnStar` asks for it; it takes this leg alone out. */
    key(key) {
      if (key === '*' && verb.attributes['hangupOnStar'] === 'true') letGo('star');
    },
    voice: (ms, words) => dialled.voice(ms, words),
    stop(why: Stop) {
      if (over) return;
      over = true;
      cancelLimit();
      dialled.release(why);
      if (why === 'redirected' || carrier.faults.dialActionOnHangUp) tellAction(verb, stage, room ? 'answered' : 'completed');
    },
  };
};

/** A leg that is redirected still asks Dial's action, or the Redirect that follows; nobody obeys the answer (changelog on Dial behaviour). */
function tellAction(verb: Verb, stage: Stage, status: string): void {
  const action = actionOf(verb, stage);
  if (action) return stage.tell({ ...action, params: { DialCallStatus: status } });
  const { following } = stage;
  const url = following?.name === 'Redirect' ? stage.resolve(following.text) : undefined;
  if (url !== undefined) stage.tell({ url, method: 'POST' });
}
