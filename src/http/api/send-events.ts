// A stream of server-sent events: each with its id, a comment when nothing happens, and an end that leaves nothing running.
import { once } from 'node:events';
import type { Response } from 'express';
import type { Clock } from '../../clock.ts';
import type { StreamEvent } from './route.ts';

/** Proxies close a line on which nothing passes for half a minute or more. */
export const KEEP_OPEN_MS = 15_000;
/** Whoever reads slower than this is let go, and comes back with the last id they saw. */
const SLOW_READER_MS = 30_000;

export async function sendEvents(
  response: Response,
  events: (gone: AbortSignal) => AsyncIterable<StreamEvent>,
  parts: { clock: Clock; stopping?: AbortSignal },
): Promise<void> {
  const left = new AbortController();
  const leave = () => left.abort();
  response.once('close', leave);
  const gone = AbortSignal.any([left.signal, ...(parts.stopping ? [parts.stopping] : [])]);
  response.status(200).set({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  response.flushHeaders();
  const quiet = keepOpen(response, parts.clock);
  try {
    for await (const event of events(gone)) {
      if (!response.write(eventText(event))) await drained(response, gone);
    }
  } catch (error) {
    // Leaving ends whatever the stream was waiting for; anything else is a fault, which a begun answer can only tell by ending.
    if (!gone.aborted) throw error;
  } finally {
    quiet();
    response.off('close', leave);
    response.end();
  }
}

/** Without a name of its own every event reaches a browser's `onmessage`; its kind stands in the data. */
export const eventText = ({ id, data }: StreamEvent): string => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

function keepOpen(response: Response, clock: Clock): () => void {
  let cancel = () => {};
  const comment = () => {
    response.write(': still here\n\n');
    cancel = clock.after(KEEP_OPEN_MS, comment);
  };
  // The first one goes out at once, so that a reader knows the stream is open.
  comment();
  return () => cancel();
}

async function drained(response: Response, gone: AbortSignal): Promise<void> {
  await once(response, 'drain', { signal: AbortSignal.any([gone, AbortSignal.timeout(SLOW_READER_MS)]) });
}
