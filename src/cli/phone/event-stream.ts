// Server-sent events out of a stream of bytes.

export interface StreamedEvent {
  event: string;
  data: unknown;
}

/** Comments and events without data are passed over. */
export async function* eventsIn(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const read = readBlock(block);
      if (read) yield read;
    }
  }
}

function readBlock(block: string): StreamedEvent | undefined {
  const lines = block.split('\n').map((line) => /^(event|data): ?(.*)$/.exec(line)).filter((found) => found !== null);
  const field = (name: string) => lines.filter(([, of]) => of === name).map(([, , value = '']) => value);
  const data = field('data');
  return data.length === 0 ? undefined : { event: field('event')[0] ?? 'message', data: JSON.parse(data.join('\n')) as unknown };
}
