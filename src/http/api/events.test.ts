import { request } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import supertest from 'supertest';
import { afterEach, describe, expect, it } from 'vitest';
import { NOW, testApi } from '../../../test/support/api.ts';
import { READERS_MAX } from './events.ts';
import { KEEP_OPEN_MS } from './send-events.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function open(): ReturnType<typeof testApi> & { stopping: AbortController; server: Server; read: (headers?: Record<string, string>, query?: string) => Promise<Reader> } {
  const stopping = new AbortController();
  const api = testApi({ stopping: stopping.signal });
  const server = api.app.listen(0, '127.0.0.1').setMaxListeners(0);
  closing.push(() => new Promise((closed) => {
    server.closeAllConnections();
    server.close(() => closed());
  }));
  return { ...api, stopping, server, read: (headers, query) => reader(server, headers, query) };
}

interface Reader {
  response: IncomingMessage;
  text: () => string;
  /** Resolves once the text holds this so many times. */
  has: (part: string, times?: number) => Promise<void>;
  ended: Promise<void>;
  leave: () => void;
}

async function reader(server: Server, headers: Record<string, string> = {}, query = ''): Promise<Reader> {
  if (!server.listening) await new Promise((up) => server.once('listening', up));
  const { port } = server.address() as AddressInfo;
  return new Promise((opened, failed) => {
    const asked = request({ host: '127.0.0.1', port, path: `/api/v1/events${query}`, headers: { authorization: 'Bearer reader-token', ...headers } }, (response) => {
      let text = '';
      const waiting = new Set<() => void>();
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        for (const look of waiting) look();
      });
      const ended = new Promise<void>((done) => response.once('close', done));
      response.on('error', () => {});
      const has = (part: string, times = 1) => new Promise<void>((found) => {
        const look = () => {
          if (text.split(part).length > times) found();
        };
        waiting.add(look);
        look();
      });
      opened({ response, text: () => text, has, ended, leave: () => asked.destroy() });
    });
    asked.on('error', failed);
    asked.end();
  });
}

describe('the stream of events', () => {
  it('tells what happens as it happens, each with its id', async () => {
    const { read, store } = open();
    const { response, has, text } = await read();
    expect(response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    await has(': still here');
    await store.journal.append([{ at: NOW, kind: 'call-arrived', call: 'call-0001' }]);
    await has('call-arrived');
    const [written] = await store.journal.read({ limit: 1 });
    expect(text()).toContain(`id: ${written?.cursor}\ndata: {"cursor":"${written?.cursor}","at":"2026-03-10T09:00:00.000Z","kind":"call-arrived"`);
  });

  it('goes on after the last id a reader saw', async () => {
    const { read, store } = open();
    await store.journal.append(['one', 'two', 'three'].map((kind) => ({ at: NOW, kind })));
    const [first, second] = await store.journal.read({ limit: 2 });
    const again = await read({ 'last-event-id': second!.cursor }, `?after=${first!.cursor}`);
    await again.has('"kind":"three"');
    expect(again.text()).not.toContain('"kind":"two"');
    const asked = await read({}, `?after=${first!.cursor}`);
    await asked.has('"kind":"three"');
    expect(asked.text()).toContain('"kind":"two"');
  });

  it('keeps the line open while nothing happens', async () => {
    const { read, clock } = open();
    const { has } = await read();
    await has(': still here');
    await clock.push(KEEP_OPEN_MS);
    await has(': still here', 2);
  });

  it('ends when the server is being stopped', async () => {
    const { read, stopping } = open();
    const { response, has, ended } = await read();
    await has(': still here');
    stopping.abort();
    await ended;
    expect(response.complete).toBe(true);
  });

  it('has room for so many readers, and again once they leave', async () => {
    const { read } = open();
    const readers = await Promise.all(Array.from({ length: READERS_MAX }, () => read()));
    await Promise.all(readers.map(({ has }) => has(': still here')));
    const refused = await read();
    expect(refused.response.statusCode).toBe(503);
    expect(refused.response.headers['retry-after']).toBe('10');
    readers[0]!.leave();
    let status: number | undefined;
    for (let tries = 0; tries < 100 && status !== 200; tries += 1) {
      await new Promise((done) => setTimeout(done, 10));
      status = (await read()).response.statusCode;
    }
    expect(status).toBe(200);
  });

  it('refuses an id that never was one', async () => {
    const { read } = open();
    expect((await read({ 'last-event-id': 'a b' })).response.statusCode).toBe(422);
  });

  it('is only asked about by HEAD, and does not begin', async () => {
    const { app } = testApi();
    const { status, headers } = await supertest(app).head('/api/v1/events').set('authorization', 'Bearer reader-token');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
  });

  it('is not for agents', async () => {
    const { read } = open();
    expect((await read({ authorization: 'Bearer amy-token' })).response.statusCode).toBe(403);
  });
});
