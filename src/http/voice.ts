// The way in for the carrier: raw form, signature, what it means, the reception, the document. Plain node:http, for speed.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { isFault } from '../faults.ts';
import type { Log } from '../log.ts';
import type { Reception, Told } from '../reception/reception.ts';
import { readForm } from '../twilio/form.ts';
import { pathOf, signedUrl, splitTarget, verifySignature } from '../twilio/signature.ts';
import { legEnd, readWebhook, type Read } from '../twilio/webhook.ts';
import type { Documents } from './documents.ts';

/** The carrier's forms have a few kilobytes. */
const BODY_BYTES_MAX = 64 * 1024;

export interface VoiceParts {
  reception: Reception;
  documents: Documents;
  publicUrl: () => string;
  /** Every one of them verifies, while tokens rotate. */
  authTokens: readonly string[];
  clock: Clock;
  log: Log;
  refused: () => void;
  turned: (kind: string, outcome: 'answered' | 'apologised', ms: number) => void;
}

export interface Answer {
  status: number;
  body: string;
  type?: 'text/xml' | 'text/plain';
  kind?: Read['kind'];
  outcome?: 'answered' | 'apologised';
}

const xml = (body: string): Answer => ({ status: 200, body, type: 'text/xml' });
const nothing: Answer = { status: 204, body: '' };

/** A webhook as it came, whatever brought it. */
export interface VoiceRequest {
  method: string;
  /** Path and query. */
  target: string;
  contentType: string | undefined;
  signature: string | undefined;
  body: Buffer;
}

export const isVoice = (target: string, publicUrl: string): boolean => {
  const path = pathOf(publicUrl, target);
  return path === '/voice' || path.startsWith('/voice/');
};

export function createVoice(parts: VoiceParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const began = performance.now();
    bodyOf(request)
      .then((body) => (body === undefined ? tooLarge : answerVoice(parts, requestOf(request, body))))
      .then(({ status, body, type, kind = 'refused', outcome = 'answered' }) => {
        response.writeHead(status, { ...(type ? { 'content-type': `${type}; charset=utf-8` } : {}), 'content-length': Buffer.byteLength(body) });
        response.end(body);
        parts.turned(kind, outcome, performance.now() - began);
      })
      .catch((error: unknown) => {
        parts.log.error({ error }, 'an answer to the carrier could not be sent');
        response.destroy();
      });
  };
}

const tooLarge: Answer = { status: 413, body: `expected at most ${BODY_BYTES_MAX} bytes\n`, type: 'text/plain' };

function requestOf(request: IncomingMessage, body: Buffer): VoiceRequest {
  return { method: request.method ?? '', target: request.url ?? '/', contentType: request.headers['content-type'], signature: header(request, 'x-twilio-signature'), body };
}

/** Never throws: whatever goes wrong, the caller hears something. */
export async function answerVoice(parts: VoiceParts, request: VoiceRequest): Promise<Answer> {
  const { publicUrl, clock, log } = parts;
  const { target, body, contentType } = request;
  if (request.method !== 'POST' && request.method !== 'GET') return { status: 405, body: 'expected POST\n', type: 'text/plain' };
  if (body.length > 0 && !/^application\/x-www-form-urlencoded\b/i.test(contentType ?? '')) {
    return { status: 415, body: 'expected application/x-www-form-urlencoded\n', type: 'text/plain' };
  }
  const where = splitTarget(publicUrl(), target);
  const form = readForm(body.toString());
  if (!verifySignature({ url: signedUrl(publicUrl(), target), rawBody: body, contentType, header: request.signature, tokens: parts.authTokens, form })) {
    parts.refused();
    log.warn({ path: where.path }, 'a webhook without a valid signature was refused: is PUBLIC_URL the address the carrier uses, and TWILIO_AUTH_TOKEN current?');
    return { status: 403, body: 'the signature does not verify\n', type: 'text/plain' };
  }
  const read = readWebhook({ path: where.path, query: readForm(where.query), form, at: clock.now() });
  try {
    const answer = await dispatch(parts, read);
    log.info({ webhook: read.kind, ...('call' in read ? { call: read.call } : {}), ...('turn' in read ? { turn: read.turn } : {}), status: answer.status }, 'webhook');
    return { ...answer, kind: read.kind };
  } catch (error) {
    log.error({ error, webhook: read.kind }, 'a turn failed; the caller is asked for a moment');
    return { ...recover(parts, read, target, error), kind: read.kind, outcome: 'apologised' };
  }
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

async function dispatch({ reception, documents, log }: VoiceParts, read: Read): Promise<Answer> {
  switch (read.kind) {
    case 'incoming': return told(documents, await reception.arrive(read));
    case 'turn': return told(documents, await reception.turn(read.call, read.turn, read.event, read.sid));
    case 'document': return told(documents, await reception.document(read.call));
    case 'hold': return xml(documents.holdMusic());
    case 'ringing': return xml(documents.ringing());
    case 'leg-status': {
      const end = legEnd(read.status);
      if (end) await reception.legEnded(read.call, end);
      else await reception.legSeen(read.call, read.sid);
      return nothing;
    }
    case 'line-status': {
      const end = legEnd(read.status);
      if (end) await reception.lineEnded(read.sid, end);
      return nothing;
    }
    case 'room':
      if (read.event === 'join' && read.sid !== undefined) await reception.seenInRoom(read.sid, read.room, read.conference);
      return nothing;
    case 'recording':
      if (read.status === 'completed') await reception.recordingThere(read.call, read);
      return nothing;
    case 'conversation':
      if (read.status === 'completed') await reception.conversationThere(read.call, read);
      return nothing;
    case 'announce': {
      const call = await reception.document(read.call);
      return call ? xml(documents.announcement(call.call, read.what)) : nothing;
    }
    case 'message':
      await reception.messageStatus(read.message, read.status, read.code);
      return nothing;
    case 'bad':
      log.warn({ why: read.why }, 'a signed webhook could not be read');
      return { status: 400, body: `${read.why}\n`, type: 'text/plain' };
  }
}

/** A leg of a call that is kept nowhere any more: a goodbye, since an empty document would be silence. */
const told = (documents: Documents, what: Told): Answer => xml(what ? documents.render(what.call, what.instructions) : documents.sorry());

/** What a caller hears after trouble: one moment and the same turn again, some times, and then the duty number by itself. */
function recover({ documents }: VoiceParts, read: Read, target: string, error: unknown): Answer {
  if (read.kind !== 'incoming' && read.kind !== 'turn' && read.kind !== 'document') return { status: 503, body: 'not now\n', type: 'text/plain' };
  return xml(documents.trouble(target, !isFault(error) || error.retry, read.kind === 'turn' ? read.event : undefined));
}

/** Undefined where it is longer than anything the carrier sends. Plain events: an iterator over chunks costs as much as a small turn. */
function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_BYTES_MAX) chunks.push(chunk);
    });
    request.on('end', () => done(length > BODY_BYTES_MAX ? undefined : chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', fail);
  });
}
