// One request to a service, and what came of it in our words. What the service says in its errors is not for the log: it may repeat the text.
import { type Failed, failed, type Untranslated } from './translator.ts';

export interface ToPost {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  signal: AbortSignal;
  /** What the service tells in the body of an error, where its status does not tell enough. */
  whyOf?: (body: unknown, status: number) => Untranslated | undefined;
}

export type Posted = { ok: true; body: unknown } | Failed;

/** Translations of the longest text there is fit several times over. */
export const ANSWER_BYTES_MAX = 1_000_000;
const RETRY_AFTER_S_MAX = 3_600;

export async function post({ url, headers, body, signal, whyOf }: ToPost): Promise<Posted> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const answer = parsed(await bounded(response));
    if (response.ok) return answer === undefined ? failed('garbled') : { ok: true, body: answer };
    return failed(whyOf?.(answer, response.status) ?? whyOfStatus(response.status), waitOf(response.headers.get('retry-after')));
  } catch {
    return failed(signal.aborted ? 'slow' : 'unreachable');
  }
}

function whyOfStatus(status: number): Untranslated {
  switch (status) {
    case 401: case 403: return 'not-allowed';
    // DeepL's own number for an account that is used up.
    case 402: case 456: return 'quota';
    case 413: case 414: return 'too-long';
    case 429: return 'busy';
    case 408: return 'down';
    default: return status >= 500 ? 'down' : 'refused';
  }
}

const waitOf = (seconds: string | null): number | undefined => (/^\d{1,6}$/.test(seconds ?? '') ? Math.min(RETRY_AFTER_S_MAX, Number(seconds)) * 1000 : undefined);

/** Undefined for more than anybody should have to say. */
async function bounded(response: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > ANSWER_BYTES_MAX) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
