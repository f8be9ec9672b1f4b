// Answers, put on the wire: JSON, problems, sounds with ranges, and streams of events.
import type { Request, Response } from 'express';
import type { ApiParts } from './parts.ts';
import type { Problem } from './problem.ts';
import { problem, problemBody } from './problem.ts';
import type { Answer } from './route.ts';
import { sendEvents } from './send-events.ts';

export async function send(request: Request, response: Response, answer: Answer, parts: Pick<ApiParts, 'clock' | 'stopping'>): Promise<void> {
  switch (answer.is) {
    case 'json':
      response.status(answer.status).set(answer.headers ?? {}).json(answer.body);
      return;
    case 'nothing':
      response.status(204).end();
      return;
    case 'problem':
      sendProblem(response, answer);
      return;
    case 'bytes':
      sendBytes(request, response, answer);
      return;
    case 'events':
      // HEAD asks about the stream and would wait for its end for ever.
      if (request.method === 'HEAD') response.status(200).type('text/event-stream').end();
      else await sendEvents(response, answer.events, parts);
  }
}

export function sendProblem(response: Response, told: Problem): void {
  response.status(told.status).set(told.headers ?? {}).type('application/problem+json').send(JSON.stringify(problemBody(told)));
}

/** One range is served as such, so that a player can jump; several at once are answered with the whole, as they may be. */
function sendBytes(request: Request, response: Response, { type, bytes }: Extract<Answer, { is: 'bytes' }>): void {
  response.set({ 'content-type': type, 'accept-ranges': 'bytes' });
  const ranges = request.range(bytes.length);
  if (ranges === -1) {
    sendProblem(response, problem('wrong-range', `the sound has ${bytes.length} bytes`, { headers: { 'content-range': `bytes */${bytes.length}` } }));
    return;
  }
  const range = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  if (!range) {
    response.status(200).end(bytes);
    return;
  }
  response.status(206).set('content-range', `bytes ${range.start}-${range.end}/${bytes.length}`).end(bytes.subarray(range.start, range.end + 1));
}
