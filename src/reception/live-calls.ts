// Every call under way, a bounded page at a time: with thousands of them no turn waits until all are read.
import type { Call } from '../call/call.ts';
import type { Store } from '../store/store.ts';
import { breathe } from './breathe.ts';

/** A millisecond's worth. */
const PAGE = 50;

export async function* liveCalls({ calls }: Pick<Store, 'calls'>): AsyncGenerator<Call> {
  let after: string | undefined;
  for (;;) {
    const page = await calls({ live: true, limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
    await breathe();
  }
}

/** Undefined where there are more. */
export async function liveCallsUpTo(store: Pick<Store, 'calls'>, most: number): Promise<Call[] | undefined> {
  const found: Call[] = [];
  for await (const call of liveCalls(store)) {
    if (found.length === most) return undefined;
    found.push(call);
  }
  return found;
}
