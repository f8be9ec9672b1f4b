// Gives a voicemail's sound to the address in TRANSCRIPT_URL and takes what was said: signed JSON there, JSON with `text` back.
import type { Log } from '../log.ts';
import type { ToWrite, TranscriptHook } from '../reception/transcribe.ts';
import { signedHeaders } from './sign.ts';

/** Shorter than the lease of the work that asks. A service that needs longer answers 202 and is asked again with the same id. */
const ANSWER_MS_MAX = 10_000;
/** Five minutes of talk are some five thousand characters. */
const TEXT_MAX = 20_000;
/** JSON with every character escaped. */
const BODY_MAX = 8 * TEXT_MAX;

export function createTranscriptHook({ url, secret, log }: { url: string; secret: string; log: Log }): TranscriptHook {
  return async (part, now) => {
    const answer = await ask(url, secret, part, now);
    if (typeof answer !== 'string') return answer;
    log.warn({ voicemail: part.voicemail, part: part.part, why: answer }, 'TRANSCRIPT_URL has not written a voicemail down');
    return /^it refused/.test(answer) ? 'refused' : 'later';
  };
}

/** The sound goes along, so that the receiver needs no way to us. The words themselves are for the record alone, never for the log. */
async function ask(url: string, secret: string, part: ToWrite, now: number): Promise<{ text: string } | string> {
  const { audio, ...about } = part;
  const body = JSON.stringify({ ...about, type: 'audio/wav', audio: audio.toString('base64') });
  try {
    const response = await fetch(url, {
      method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS_MAX),
      headers: { 'content-type': 'application/json', ...signedHeaders(secret, { id: part.id, at: now, body }) },
    });
    if (response.status === 200) return textIn(await response.text());
    await response.body?.cancel();
    if (response.status === 202) return 'it is still at work';
    return `it ${response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429 ? 'refused' : 'answered'} with ${response.status}`;
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'no answer in time' : 'it cannot be reached';
  }
}

function textIn(body: string): { text: string } | string {
  if (body.length > BODY_MAX) return 'it refused: the answer is too long';
  try {
    const { text } = JSON.parse(body) as { text?: unknown };
    return typeof text === 'string' && text.length <= TEXT_MAX ? { text } : `it refused: expected a text of at most ${TEXT_MAX} characters`;
  } catch {
    return 'it refused: expected JSON with text';
  }
}
