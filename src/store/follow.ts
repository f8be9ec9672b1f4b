// Following the journal: a bell for what this process writes, a short poll for what others write. Every adapter follows this way.
import { FOLLOW_BATCH, FOLLOW_POLL_MS } from './bounds.ts';
import type { Page, Written } from './store.ts';

/** Rings for everybody who waits at that moment. */
export class Bell {
  #waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Until the bell rings, the time is over, or the signal is given. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        done();
      };
      const timer = setTimeout(wake, ms);
      timer.unref();
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.add(wake);
      if (signal.aborted) wake();
    });
  }
}

export interface Followed {
  read: (page: Page) => Promise<readonly Written[]>;
  last: () => Promise<string>;
  bell: Bell;
}

/** `after` undefined: what is written from this moment on, also before the first entry is asked for. */
export function follow(journal: Followed, after: string | undefined, signal: AbortSignal): AsyncIterable<Written> {
  const start = after === undefined ? journal.last().then((cursor) => ({ cursor }), (error: unknown) => ({ error })) : Promise.resolve({ cursor: after });
  return entriesFrom(journal, start, signal);
}

type Start = { cursor: string } | { error: unknown };

async function* entriesFrom({ read, bell }: Followed, start: Promise<Start>, signal: AbortSignal): AsyncIterable<Written> {
  const begun = await start;
  if ('error' in begun) throw begun.error;
  let { cursor } = begun;
  while (!signal.aborted) {
    const entries = await read({ after: cursor, limit: FOLLOW_BATCH });
    for (const entry of entries) {
      if (signal.aborted) return;
      yield entry;
      cursor = entry.cursor;
    }
    if (entries.length === 0) await bell.wait(FOLLOW_POLL_MS, signal);
  }
}
