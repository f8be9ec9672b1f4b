// The listener: the carrier's REST API and the phones' control API on one port, for this machine only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Carrier } from './carrier.ts';
import { createControl } from './control.ts';
import { requestBytesMax } from './limits.ts';
import { ConnectionReset, type Rest } from './rest/rest.ts';
import type { Robots } from './robots.ts';

export interface Listening {
  url: string;
  /** Every leg ends here without a word to the service, so that no timer of theirs is left. */
  close(): Promise<void>;
}

const loopback = ['127.0.0.1', '::1', 'localhost'];

export async function listen(parts: { carrier: Carrier; rest: Rest; robots: Robots }, port: number, host: string): Promise<Listening> {
  if (!loopback.includes(host)) throw new Error(`the lab listens on this machine only: host "${host}", expected one of ${loopback.join(', ')}`);
  const control = createControl(parts);
  const server = createServer((request, response) => {
    void answer(parts, control, request, response).catch((error: unknown) => {
      if (!(error instanceof ConnectionReset)) parts.carrier.log.error(0, `the lab failed on ${request.method} ${request.url}: ${String(error)}`);
      request.socket.destroy();
    });
  });
  await new Promise<void>((done, failed) => server.once('error', failed).listen(port, host, done));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host === '::1' ? '[::1]' : host}:${bound}`,
    close: () => new Promise((done, failed) => {
      parts.carrier.exchange.drop();
      server.close((error) => (error ? failed(error) : done()));
      server.closeAllConnections();
    }),
  };
}

async function answer({ rest }: { rest: Rest }, control: ReturnType<typeof createControl>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url: path = '/' } = request;
  if (!isLocal(request)) return json(response, 403, { error: 'the lab answers to this machine only' });
  const text = await readBody(request);
  if (text === undefined) return json(response, 413, { error: `more than ${requestBytesMax} bytes` });
  if (!path.startsWith('/lab/')) {
    const { status, body } = await rest.request({ method, path, form: new URLSearchParams(text), auth: basicAuth(request) });
    if (!Buffer.isBuffer(body)) return json(response, status, body);
    response.writeHead(status, { 'content-type': 'audio/x-wav', 'content-length': body.length }).end(body);
    return;
  }
  const body = parseJson(text);
  if (body === undefined) return json(response, 400, { error: 'the body is not JSON' });
  const answered = control(method, path.slice('/lab/'.length), body.value);
  if (answered.kind === 'json') return json(response, answered.status, answered.body);
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const close = answered.open((event, data) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  response.once('close', close);
}

/** By address, and by the name asked for: a page on the web could otherwise reach us through a name it has pointed here. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const from = socket.remoteAddress ?? '';
  const name = (headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return (from === '::1' || from.startsWith('127.') || from.startsWith('::ffff:127.')) && (loopback.includes(name) || name.startsWith('127.')) && isOwnPage(headers.origin);
}

function isOwnPage(origin: string | undefined): boolean {
  return origin === undefined || (URL.canParse(origin) && loopback.includes(new URL(origin).hostname.replace(/^\[|\]$/g, '')));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > requestBytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): { value: unknown } | undefined {
  if (text === '') return { value: {} };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function basicAuth({ headers }: IncomingMessage): { user: string; password: string } | undefined {
  const [, encoded] = /^Basic (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? undefined : JSON.stringify(body));
}
