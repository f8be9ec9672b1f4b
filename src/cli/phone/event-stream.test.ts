import { describe, expect, it } from 'vitest';
import { eventsIn } from './event-stream.ts';
import type { StreamedEvent } from './event-stream.ts';

async function read(...chunks: readonly (string | Uint8Array)[]): Promise<StreamedEvent[]> {
  const bytes = (async function* () {
    for (const chunk of chunks) yield await Promise.resolve(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
  })();
  const events: StreamedEvent[] = [];
  for await (const event of eventsIn(bytes)) events.push(event);
  return events;
}

describe('a stream of events', () => {
  it('is read however it is cut', async () => {
    const text = 'event: heard\ndata: {"text":"¡Hola!"}\n\n: still here\n\nid: 4\ndata: 1\n\n';
    const bytes = new TextEncoder().encode(text);
    const expected = [{ event: 'heard', data: { text: '¡Hola!' } }, { event: 'message', data: 1 }];
    expect(await read(text)).toEqual(expected);
    for (let cut = 1; cut < bytes.length; cut += 1) expect(await read(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(expected);
  });

  it('may end its lines as the web does, and break off in the middle', async () => {
    expect(await read('event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2')).toEqual([{ event: 'a', data: 1 }]);
  });
});
