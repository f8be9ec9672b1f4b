// A small outside directory for tests: the contract as its other side might keep to it, with a switch for every mood.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `drop`: the connection ends without an answer; `hang`: no answer ever comes. */
export type Mood = { status: number; body?: string; headers?: Record<string, string> } | 'drop' | 'hang';

export async function startDirectoryServer() {
  const cases = new Map<string, unknown>();
  const requests: string[] = [];
  const state: { answer: ((request: IncomingMessage) => Mood | undefined) | undefined } = { answer: undefined };
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const mood = state.answer?.(request) ?? usual(request);
    if (mood === 'hang') return;
    if (mood === 'drop') {
      request.socket.destroy();
      return;
    }
    response.writeHead(mood.status, { 'content-type': 'application/json', ...mood.headers }).end(mood.body);
  });

  function usual({ url = '', headers }: IncomingMessage): Mood {
    if (headers.authorization !== 'Bearer good-token') return { status: 401 };
    const { pathname, searchParams } = new URL(url, 'http://directory.example');
    if (pathname === '/v1/cases') {
      const after = searchParams.get('after') ?? '';
      const list = [...cases].filter(([number]) => number > after).sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
      return { status: 200, body: JSON.stringify(list.slice(0, Number(searchParams.get('limit')))) };
    }
    const found = cases.get(pathname.replace('/v1/cases/', ''));
    return found === undefined ? { status: 404 } : { status: 200, body: JSON.stringify(found) };
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cases,
    /** Addresses asked for, in order. */
    requests: requests as readonly string[],
    set answer(answer: (request: IncomingMessage) => Mood | undefined) { state.answer = answer; },
    close: () => new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
}
