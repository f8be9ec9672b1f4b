// One keep-alive connection to a service, as the carrier has it. A raw socket, so that the one who asks costs little.
import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type Form = Readonly<Record<string, string>>;

export interface Served {
  port: number;
  /** What the carrier calls the service, and signs. */
  base: string;
  token: string;
}

/** Not ok and empty: the connection ended, and nobody knows whether it was heard. */
export interface Answer {
  ok: boolean;
  body: string;
}

export class Connection {
  readonly #to: Served;
  #socket: Socket | undefined;
  #buffer = '';
  #done: ((answer: Answer) => void) | undefined;

  constructor(to: Served) {
    this.#to = to;
  }

  /** A signed webhook, one at a time; `target` is a path and its query. */
  post(target: string, form: Form): Promise<Answer> {
    const text = requestOf(this.#to, target, form);
    return new Promise((done) => {
      this.#done = done;
      (this.#socket ??= this.#open()).write(text);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  /** The service ends a connection on which nothing was asked for some seconds; the next question opens another. */
  #open(): Socket {
    const socket = connect(this.#to.port, '127.0.0.1');
    socket.setNoDelay(true);
    // One character a byte, so that lengths are the same.
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#answer({ ok: false, body: '' });
    });
    return socket;
  }

  #answer(answer: Answer): void {
    const done = this.#done;
    this.#done = undefined;
    done?.(answer);
  }

  #read(chunk: string): void {
    this.#buffer += chunk;
    const head = this.#buffer.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#buffer.slice(0, head))?.[1] ?? 0);
    if (this.#buffer.length < head + 4 + length) return;
    const ok = /^HTTP\/1\.1 20[04]/.test(this.#buffer);
    const answer = { ok, body: ok ? this.#buffer.slice(head + 4) : this.#buffer.slice(0, head) };
    this.#buffer = '';
    this.#answer(answer);
  }
}

function requestOf({ port, base, token }: Served, target: string, form: Form): string {
  const names = Object.keys(form).sort();
  const signature = createHmac('sha1', token).update(base + target + names.map((name) => name + (form[name] ?? '')).join('')).digest('base64');
  const body = names.map((name) => `${name}=${encodeURIComponent(form[name] ?? '')}`).join('&');
  return `POST ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-Twilio-Signature: ${signature}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n${body}`;
}

/** Where the leg comes back to after this document, below the service's own address. */
export function nextTarget({ base }: Served, document: string): string | undefined {
  return /(?:action="|<Redirect[^>]*>)([^"<#]+)/.exec(document)?.[1]?.replaceAll('&amp;', '&').slice(base.length);
}
