// Somebody outside who is told of things by signed HTTP: keeps what was posted, and can be made to fail.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedHeaders } from '../../src/notify/sign.ts';

export interface Post {
  /** Whether its signature is that of the body, the id and the time. */
  signed: boolean;
  id: string;
  at: number;
  body: Readonly<Record<string, unknown>>;
}

export class Receiver {
  readonly secret = 'whsec_c2l4dGVlbiBsZXR0ZXJzIG9mIHNlY3JldA==';
  readonly posts: Post[] = [];
  /** What it answers; undefined: nothing, until it is asked again. */
  answers: number | undefined = 204;
  /** What stands in its answer. */
  says = '';
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        this.posts.push(this.#read(request, body));
        if (this.answers !== undefined) response.writeHead(this.answers, { location: '/elsewhere' }).end(this.says === '' ? undefined : this.says);
      });
    });
  }

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((done) => receiver.#server.listen(0, '127.0.0.1', done));
    receiver.#server.unref();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/alarms?key=theirs`;
  }

  forgets(): void {
    this.posts.length = 0;
    this.answers = 204;
    this.says = '';
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #read(request: IncomingMessage, body: string): Post {
    const header = (name: string) => String(request.headers[name]);
    const [id, at] = [header('webhook-id'), Number(header('webhook-timestamp')) * 1000];
    const signed = signedHeaders(this.secret, { id, at, body })['webhook-signature'] === header('webhook-signature');
    return { signed, id, at, body: JSON.parse(body) as Post['body'] };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
