// A case directory behind HTTP: somebody else's system, asked within the time a caller waits, and never trusted further.
import { readCaseNumber } from '../case/number.ts';
import type { Case } from '../case/case.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../faults.ts';
import type { Log } from '../log.ts';
import { createBreaker } from './breaker.ts';
import type { Directory, FoundCase } from './directory.ts';
import { readRemoteCase } from './remote.ts';

export interface HttpDirectoryOptions {
  /** The address before `/v1/cases/…`. */
  url: string;
  token: string;
  clock: Clock;
  log: Log;
  /** For both tries and the redirect together: longer than this is silence to a caller. */
  budgetMs?: number;
}

const BUDGET_MS = 1_500;
/** A case with its whole timeline fits several times over. */
export const BODY_BYTES_MAX = 256 * 1024;
/** The first try and one more. */
const TRIES = 2;
/** Words of theirs we have no word for, told once each. */
const STRANGE_MAX = 100;

/** What one request brought. `again`: another try may help. */
type Answer = { is: 'body'; body: unknown } | { is: 'none' } | { is: 'moved'; to: string } | { is: 'wrong'; why: string; again: boolean };

export function createHttpDirectory({ url, token, clock, log, budgetMs = BUDGET_MS }: HttpDirectoryOptions): Directory {
  const base = url.replace(/\/+$/, '');
  const breaker = createBreaker(() => clock.now());
  const told = new Set<string>();

  function tellOnce(strange: readonly string[]): void {
    for (const what of strange) {
      if (told.has(what) || told.size >= STRANGE_MAX) continue;
      told.add(what);
      log.warn({ what }, 'the case directory has something we have no word for; a status counts as open, a priority as P3, a field is left out');
    }
  }

  async function ask(path: string, signal: AbortSignal): Promise<Answer> {
    for (let tries = 1; ; tries++) {
      const answer = await request(`${base}${path}`, token, signal);
      if (answer.is !== 'wrong' || !answer.again || tries === TRIES || signal.aborted) return answer;
    }
  }

  /** Within the budget, with the breaker; a case that was merged is followed once. */
  async function within<T>(work: (signal: AbortSignal) => Promise<T>, isWell: (result: T) => boolean): Promise<T | 'resting'> {
    if (!breaker.mayAsk()) return 'resting';
    const budget = new AbortController();
    const cancel = clock.after(budgetMs, () => budget.abort());
    try {
      const result = await work(budget.signal);
      breaker.tell(isWell(result));
      return result;
    } finally {
      cancel();
    }
  }

  async function find(number: string, signal: AbortSignal): Promise<FoundCase> {
    const first = await ask(`/v1/cases/${number}`, signal);
    const moved = first.is === 'moved' ? mergedInto(first.to, base) : undefined;
    const answer = moved === undefined ? first : await ask(`/v1/cases/${moved}`, signal);
    switch (answer.is) {
      case 'none': return { is: 'unknown' };
      case 'wrong': return { is: 'failed', why: answer.why };
      case 'moved': return { is: 'failed', why: 'the directory sends us elsewhere' };
      case 'body': return caseOf(answer.body, moved ?? number);
    }
  }

  function caseOf(body: unknown, number: string): FoundCase {
    const read = readRemoteCase(body, clock.now());
    if (!read.ok) return { is: 'failed', why: read.why };
    if (read.case.number !== number) return { is: 'failed', why: 'the directory answered with another case' };
    tellOnce(read.strange);
    return { is: 'found', case: read.case };
  }

  return {
    async findCase(text) {
      const read = readCaseNumber(text, Infinity);
      if (!read.ok) return { is: 'unknown' };
      const found = await within((signal) => find(read.number, signal), (result) => result.is !== 'failed');
      const answer: FoundCase = found === 'resting' ? { is: 'failed', why: 'the directory failed again and again and is left alone for a while' } : found;
      if (answer.is === 'failed') log.warn({ why: answer.why }, 'the case directory gave no answer');
      return answer;
    },
    // The contract would have the calling number in an address, where it does not belong; until it has another way, nobody is known.
    findContact: () => Promise.resolve({ is: 'unknown' }),
    saveCase: () => Promise.resolve({ ok: false, why: 'cases are kept by the directory outside; they are changed there' }),
    async listCases({ after, limit }) {
      const query = new URLSearchParams({ limit: String(limit), ...(after !== undefined && { after }) });
      const answer = await within((signal) => ask(`/v1/cases?${query.toString()}`, signal), (result) => result.is !== 'wrong');
      if (answer === 'resting') throw new Fault('directory-down');
      if (answer.is === 'wrong') throw new Fault('directory-down', answer.why);
      return answer.is === 'body' ? casesOf(answer.body, clock.now()) : [];
    },
  };
}

/** A list is for looking at: what cannot be read is left out. */
function casesOf(body: unknown, now: number): Case[] {
  const list = Array.isArray(body) ? (body as unknown[]) : [];
  return list.flatMap((one) => {
    const read = readRemoteCase(one, now);
    return read.ok ? [read.case] : [];
  });
}

/** The number of a merged case; undefined for an address that is not a case of this very directory. */
function mergedInto(location: string, base: string): string | undefined {
  const to = URL.canParse(location, `${base}/`) ? new URL(location, `${base}/`).href : '';
  const prefix = `${base}/v1/cases/`;
  const read = to.startsWith(prefix) ? readCaseNumber(to.slice(prefix.length), Infinity) : undefined;
  return read?.ok ? read.number : undefined;
}

async function request(url: string, token: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: 'application/json' }, redirect: 'manual', signal });
    const { status } = response;
    if (status === 200) return await bodyOf(response);
    await response.body?.cancel();
    if (status === 404) return { is: 'none' };
    if (status === 301 || status === 308) return { is: 'moved', to: response.headers.get('location') ?? '' };
    return { is: 'wrong', why: `the directory answered ${status}`, again: status >= 500 && !response.headers.has('retry-after') };
  } catch (error) {
    if (signal.aborted) return { is: 'wrong', why: 'the directory did not answer in time', again: false };
    // fetch puts the reason below its own "fetch failed"; only its code is told, since its text names addresses.
    const { code } = (error instanceof Error ? error.cause : undefined) as { code?: unknown } ?? {};
    return { is: 'wrong', why: `the directory cannot be reached${typeof code === 'string' ? ` (${code})` : ''}`, again: true };
  }
}

async function bodyOf(response: Response): Promise<Answer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > BODY_BYTES_MAX) return { is: 'wrong', why: `the directory's answer is longer than ${BODY_BYTES_MAX} bytes`, again: false };
    parts.push(part);
  }
  try {
    return { is: 'body', body: JSON.parse(Buffer.concat(parts).toString('utf8')) };
  } catch (error) {
    if (error instanceof SyntaxError) return { is: 'wrong', why: 'the directory did not answer in JSON', again: false };
    throw error;
  }
}
