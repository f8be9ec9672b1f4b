// The translator: a port, since words may go to a service on this machine, to a provider, or to a hook of yours. Whoever is on the phone never waits for it.

export const PROVIDERS = ['libretranslate', 'deepl', 'google', 'azure', 'amazon', 'hook'] as const;
export type Provider = (typeof PROVIDERS)[number];

export interface ToTranslate {
  texts: readonly string[];
  /** Absent: the service finds out. */
  from?: string;
  to: string;
  format: 'text' | 'html';
  /** What the texts are about, for services that make use of it. It is not translated. */
  context?: string;
}

/** What language a text seems to be in; `confidence` goes from 0 to 1, where the service tells. */
export interface Detected {
  language: string;
  confidence?: number;
}

/** Why there is no translation. */
export type Untranslated =
  | 'slow'
  | 'unreachable'
  | 'busy'
  | 'down'
  /** It failed again and again, and is left alone for a while. */
  | 'resting'
  | 'quota'
  | 'not-allowed'
  | 'refused'
  | 'too-long'
  | 'no-html'
  /** The answer is not what the service's documentation says. */
  | 'garbled'
  /** As many texts should come back as were sent. */
  | 'count'
  /** What must stay as it is did not come back, or came back twice. */
  | 'marks';

/** `again`: another try, later, may help; `afterMs`: not before. */
export interface Failed {
  ok: false;
  why: Untranslated;
  again: boolean;
  afterMs?: number;
}

export type Translated = { ok: true; texts: readonly string[]; detected: readonly (Detected | undefined)[] } | Failed;

export interface Translator {
  provider: Provider;
  /** Answers in bounded time, with as many texts as it was given, and never throws. */
  translate(wish: ToTranslate): Promise<Translated>;
}

/** What one request to a service may hold at most. Bytes are those of the text in JSON. */
export interface Limits {
  texts: number;
  characters: number;
  bytes?: number;
}

/** One outside service as it is spoken to: a request within its limits, and its answer. What it answers is not trusted; `guarded.ts` looks at it. */
export interface Service {
  provider: Provider;
  limits: Limits;
  ask(wish: ToTranslate, signal: AbortSignal): Promise<Translated>;
}

const passing: readonly Untranslated[] = ['slow', 'unreachable', 'busy', 'down', 'resting'];

export const failed = (why: Untranslated, afterMs?: number): Failed => ({ ok: false, why, again: passing.includes(why), ...(afterMs !== undefined && { afterMs }) });
