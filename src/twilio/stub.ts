// A carrier's REST server for the tests of the provider: it answers as it is told, and keeps what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  authorization: string | undefined;
}

export type Reply =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Takes the request and says nothing, or cuts the line. */
  | 'silence' | 'reset'
  /** Begins an answer and lets it trickle without ever ending it. */
  | 'trickle';

export interface Stub {
  url: string;
  asked: Asked[];
  /** How many connections were opened to ask it. */
  connections: number;
  /** The answers to come, in order; the last one stays. */
  replies: Reply[];
  close(): Promise<void>;
}

export async function openStub(): Promise<Stub> {
  const asked: Asked[] = [];
  const stub: Stub = { url: '', asked, connections: 0, replies: [], close: () => new Promise((done) => { server.closeAllConnections(); server.close(() => done()); }) };
  const server = createServer((request, response) => void take(request).then((one) => {
    asked.push(one);
    answer(response, (stub.replies.length > 1 ? stub.replies.shift() : stub.replies[0]) ?? { status: 500 });
  }));
  server.on('connection', () => stub.connections++);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;
}

async function take(request: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const part of request) body += String(part);
  const [path = '', query = ''] = (request.url ?? '').split('?');
  return { method: request.method ?? '', path, query: new URLSearchParams(query), form: new URLSearchParams(body), authorization: request.headers.authorization };
}

function answer(response: ServerResponse, reply: Reply): void {
  if (reply === 'silence') return;
  if (reply === 'reset') return void response.destroy();
  if (reply === 'trickle') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    return void response.on('close', () => clearInterval(timer));
  }
  const { status, body = {}, headers = {} } = reply;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(Buffer.isBuffer(body) ? body : status === 204 ? undefined : JSON.stringify(body));
}
