// What a leg is told without a new turn: when it comes back with an older document's answer, or on its way into the room.
import type { Call } from './call.ts';
import { roomFor } from './caller-leg.ts';
import type { Instruction } from './instruction.ts';

/** Seconds of music between two looks for the room. */
const LOOK_AGAIN_S = 2;

/** Where the leg stands: what it should be following now. Asking for it changes nothing. */
export function standingAnswer(call: Call): readonly Instruction[] {
  return call.doing.is === 'joining' ? roomFor(call.doing.wait) : call.answer;
}

/**
 * A caller claimed by an agent is fetched into the room by the carrier, at our request. Until that had its time, a turn
 * gets music and no keys: with the room as the answer, the late fetch would pull the caller out again and end it for all.
 */
export function lateAnswer(call: Call, now: number, joinS: number): readonly Instruction[] {
  if (call.doing.is === 'joining' && now - call.doing.since < joinS * 1000) {
    return [{ do: 'music', fromS: 0, seconds: LOOK_AGAIN_S }, { do: 'again' }];
  }
  return standingAnswer(call);
}
