// One server for all services' tests: it plays the one it is given, and has moods.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked, Recorded, Understood } from './services.contract.ts';

/** `hang`: no answer ever; `drop`: the connection ends; a function changes what is translated; else this very answer. */
export type Mood = 'hang' | 'drop' | ((texts: readonly string[]) => readonly unknown[]) | { status: number; body: string; headers?: Record<string, string> };

export interface Playing {
  url: string;
  /** What was asked and understood, in order. */
  asked: Understood[];
  /** Requests that are not as documented. */
  strange: Asked[];
  mood: Mood | undefined;
  close(): Promise<void>;
}

export const saidIn = (to: string, text: string): string => `${to}: ${text}`;

export async function play(recorded: Recorded): Promise<Playing> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const asked: Asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
      const answer = (status: number, body: string, headers: Record<string, string> = {}) => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      const before = recorded.before?.(asked);
      if (before) return answer(before.status, JSON.stringify(before.body));
      const understood = recorded.understand(asked);
      if (understood === undefined) playing.strange.push(asked);
      if (understood === undefined || typeof understood === 'number') return answer(understood ?? 400, '{}');
      playing.asked.push(understood);
      const { mood } = playing;
      if (mood === 'hang') return;
      if (mood === 'drop') return void request.socket.destroy();
      if (typeof mood === 'object') return answer(mood.status, mood.body, mood.headers);
      const texts = understood.texts.map((text) => saidIn(understood.to, text));
      answer(200, JSON.stringify(recorded.reply((mood ? mood(texts) : texts) as string[], understood)));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const playing: Playing = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: [], strange: [], mood: undefined,
    close: () => new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
  };
  return playing;
}
