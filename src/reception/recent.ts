// Calls as this process left them last. The next turn of most of them comes here again, and need not read them first:
// whether somebody else changed one meanwhile is found out by the commit, which names the turn it read.
import { type Call, isOver } from '../call/call.ts';

export interface RecentCalls {
  get(id: string): Call | undefined;
  put(call: Call): void;
}

export function recentCalls(most: number): RecentCalls {
  const calls = new Map<string, Call>();
  return {
    get: (id) => calls.get(id),
    put(call) {
      // Taken out first, so that the order of the map is that of their last turns.
      calls.delete(call.id);
      if (isOver(call)) return;
      calls.set(call.id, call);
      if (calls.size <= most) return;
      const [oldest] = calls.keys();
      if (oldest !== undefined) calls.delete(oldest);
    },
  };
}
