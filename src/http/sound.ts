// The sound of a voicemail for the carrier to play: by an address we have signed ourselves, since the carrier shows no token.
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface SoundParts {
  /** The voicemail that an address of ours is about. */
  asked: (target: string) => string | undefined;
  voicemailAudio: (id: string) => Promise<Buffer | undefined>;
  /** Told of what went wrong; the phone hears nothing then. */
  failed: (error: unknown) => void;
}

export function serveSound({ asked, voicemailAudio, failed }: SoundParts, request: IncomingMessage, response: ServerResponse): void {
  const id = asked(request.url ?? '/');
  const found = id === undefined ? Promise.resolve(undefined) : voicemailAudio(id);
  found.then((sound) => {
    if (!sound) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('no such sound\n');
    response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': sound.length, 'cache-control': 'private, no-store' });
    response.end(request.method === 'HEAD' ? undefined : sound);
  }).catch((error: unknown) => {
    failed(error);
    response.destroy();
  });
}
