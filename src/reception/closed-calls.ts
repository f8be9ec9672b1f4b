// Records of closed-hours calls are kept as long as the calls themselves.
import type { ClosedCallRecord } from '../call/closed-call.ts';
import type { Store } from '../store/store.ts';

/** Their ids begin with the time, so the oldest come first. */
export async function forgetOldClosedCalls({ records }: Pick<Store, 'records'>, before: number, limit: number): Promise<void> {
  for (const { id, value } of await records.list<ClosedCallRecord>('closed-call', { limit })) if (value.at < before) await records.remove('closed-call', id);
}
