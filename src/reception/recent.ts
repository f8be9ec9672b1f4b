// Calls as this process left them last. The next turn of most of them comes here again, and need not read them first:
// whether somebody else changed one meanwhile is found out by the commit, which names the turn it read.
import { type Call, isOver } from '../call/call.ts';

export interface RecentCalls {
  get(id: string): Call | undefined;
  /** Which call a leg of the carrier's is: that never changes. */
  bySid(sid: string): string | undefined;
  put(call: Call): void;
}

export function recentCalls(most: number): RecentCalls {
  const calls = new Map<string, Call>();
  const sids = new Map<string, string>();

  function forget(call: Call | undefined): void {
    if (!call) return;
    calls.delete(call.id);
    if (call.sid !== undefined) sids.delete(call.sid);
  }

  return {
    get: (id) => calls.get(id),
    bySid: (sid) => sids.get(sid),
    put(call) {
      // Taken out first, so that the order of the map is that of their last turns.
      forget(calls.get(call.id));
      if (isOver(call)) return;
      calls.set(call.id, call);
      if (call.sid !== undefined) sids.set(call.sid, call.id);
      if (calls.size > most) forget(calls.values().next().value);
    },
  };
}
