// The sounds a document names. They are the same for everybody, so the carrier may keep them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { loopSeconds, musicSegment } from '../sound/music.ts';
import { recordedAsked } from '../prompts/recorded.ts';
import { ringing } from '../sound/ringing.ts';

/** The sound of a prompt, where somebody has recorded it. */
export type ReadRecorded = (asked: { language: string; key: string }) => Promise<Buffer | undefined>;

export const isAudio = (target: string): boolean => target.startsWith('/audio/');

/** `/audio/hold.wav?from=0&seconds=20`: a piece of the hold music, so that it goes on where it was. `/audio/prompts/en/case.ask.wav`: a recorded prompt. */
export function serveAudio(request: IncomingMessage, response: ServerResponse, recorded?: ReadRecorded): void {
  const url = new URL(request.url ?? '/', 'http://audio.invalid');
  const asked = recorded && recordedAsked(url.pathname);
  if (asked) return void recorded(asked).then((sound) => (sound ? send(sound, request, response) : gone(response, 404)), () => gone(response, 500));
  if (url.pathname === '/audio/ringing.wav') return send(ringing(), request, response);
  const from = whole(url.searchParams.get('from') ?? '0', loopSeconds);
  const seconds = whole(url.searchParams.get('seconds') ?? '20', loopSeconds);
  if (url.pathname !== '/audio/hold.wav' || from === undefined || seconds === undefined || seconds === 0) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('no such sound; expected /audio/hold.wav?from=0&seconds=20 or /audio/ringing.wav\n');
    return;
  }
  send(musicSegment(from % loopSeconds, seconds), request, response);
}

function gone(response: ServerResponse, status: 404 | 500): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end('this prompt has no recording that could be read\n');
}

function send(sound: Buffer, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': sound.length, 'cache-control': 'public, max-age=86400' });
  response.end(request.method === 'HEAD' ? undefined : sound);
}

function whole(text: string, most: number): number | undefined {
  const number = Number(text);
  return /^\d{1,4}$/.test(text) && number <= most ? number : undefined;
}
