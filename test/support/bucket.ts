// A server on this machine that keeps objects as S3 does: PUT, GET, HEAD, DELETE by path, signatures checked. It can stumble and be slow.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signV4 } from '../../src/keep/sign-v4.ts';

export const [keyId, secret, region] = ['a-key', 'a secret of the bucket', 'here-1'];

export class BucketServer {
  readonly objects = new Map<string, Buffer>();
  /** What it answers, whatever it is asked. */
  answers: number | undefined;
  slowMs = 0;
  /** Keeps only so many bytes of what it is sent, and says that all is well. */
  cutsAt: number | undefined;
  readonly #server: Server;
  readonly #timers = new Set<NodeJS.Timeout>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const timer = setTimeout(() => {
          this.#timers.delete(timer);
          this.#serve(request, Buffer.concat(chunks), response);
        }, this.slowMs);
        this.#timers.add(timer);
      });
    });
  }

  static async open(): Promise<BucketServer> {
    const server = new BucketServer();
    await new Promise<void>((done) => server.#server.listen(0, '127.0.0.1', done));
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`;
    return server;
  }

  url = '';

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#server.closeAllConnections();
    await new Promise<void>((done) => this.#server.close(() => done()));
  }

  #serve(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const [method = '', path = ''] = [request.method, request.url];
    if (this.answers !== undefined) return void response.writeHead(this.answers).end('<Error/>');
    if (!this.#isSigned(request, body)) return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    const found = this.objects.get(path);
    switch (method) {
      case 'PUT':
        this.objects.set(path, body.subarray(0, this.cutsAt ?? body.length));
        return void response.writeHead(200, { etag: createHash('md5').update(body).digest('hex') }).end();
      case 'DELETE':
        this.objects.delete(path);
        return void response.writeHead(204).end();
      default:
        if (!found) return void response.writeHead(404).end(method === 'HEAD' ? undefined : '<Error><Code>NoSuchKey</Code></Error>');
        response.writeHead(200, { 'content-length': found.length }).end(method === 'HEAD' ? undefined : found);
    }
  }

  /** Signs what came anew, by the time it says, and compares. */
  #isSigned(request: IncomingMessage, body: Buffer): boolean {
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(request.headers['x-amz-date'])) ?? [];
    const now = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
    const ours = signV4({ method: request.method ?? '', url: new URL(request.url ?? '/', `http://${request.headers.host}`), region, keyId, secret, now, body });
    return ours['authorization'] === request.headers.authorization;
  }
}
