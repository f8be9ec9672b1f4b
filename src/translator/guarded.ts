// Makes a translator of a service that may be slow, dead, wrong or hostile: time budget, breaker, memory, protection, and a look at everything that comes back.
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { createBreaker } from '../directory/breaker.ts';
import type { Log } from '../log.ts';
import { memo } from '../prompts/memo.ts';
import { type Piece, pieces, portions } from './chunks.ts';
import { cleanText } from './clean.ts';
import { isSameLanguage } from './codes.ts';
import { hide, type Hidden, reveal } from './protect.ts';
import { type Detected, type Failed, failed, type Service, type ToTranslate, type Translated, type Translator } from './translator.ts';

export interface Guarding {
  service: Service;
  clock: Clock;
  log: Log;
  /** What is never translated, such as names of products. */
  words?: () => readonly string[];
  budgetMs?: number;
}

/** For all requests of one wish together. Shorter than the lease of the work that asks. */
const BUDGET_MS = 10_000;
/** Five minutes of talk are some five thousand characters. */
export const TEXT_MAX = 20_000;
/** Some hundred bytes each, the longest some thousand. */
const REMEMBERED_MAX = 500;

/** One text on its way. */
interface Sent {
  hidden: Hidden;
  pieces: readonly Piece[];
}

interface Said {
  text: string;
  detected: Detected | undefined;
}

export function createTranslator({ service, clock, log, words = () => [], budgetMs = BUDGET_MS }: Guarding): Translator {
  const breaker = createBreaker(() => clock.now());
  const remembered = memo<Said>(REMEMBERED_MAX);

  /** All pieces in order, or why not. One failing portion fails them all: half a message is none. */
  async function askAll(wish: ToTranslate, all: readonly Piece[]): Promise<{ ok: true; said: Said[] } | Failed> {
    const budget = new AbortController();
    const cancel = clock.after(budgetMs, () => budget.abort());
    const said: Said[] = [];
    try {
      for (const portion of portions(all, service.limits)) {
        const answer = await service.ask({ ...wish, texts: portion.map(({ text }) => text) }, budget.signal);
        if (!answer.ok) return answer;
        if (answer.texts.length !== portion.length) return failed('count');
        said.push(...answer.texts.map((text, index) => ({ text, detected: answer.detected[index] })));
      }
      return { ok: true, said };
    } finally {
      cancel();
    }
  }

  async function withBreaker(wish: ToTranslate, all: readonly Piece[]): Promise<{ ok: true; said: Said[] } | Failed> {
    if (!breaker.mayAsk()) return failed('resting');
    const answer = await askAll(wish, all);
    // What is refused was answered: the service is well.
    breaker.tell(answer.ok || !(answer.again || answer.why === 'garbled'));
    return answer;
  }

  async function translateNew(wish: ToTranslate, texts: readonly string[]): Promise<readonly Said[] | Failed> {
    const sent = texts.map((text): Sent => {
      const hidden = hide(text, words(), wish.format);
      return { hidden, pieces: pieces(hidden.text, service.limits) };
    });
    const answer = await withBreaker(wish, sent.flatMap((one) => one.pieces));
    if (!answer.ok) return answer;
    const rest = [...answer.said];
    const made = sent.map((one) => put(one, rest.splice(0, one.pieces.length)));
    return made.find((one) => 'ok' in one) ?? (made as Said[]);
  }

  /** In the order of the texts; what was asked before, what is blank, and what is in that language already is not asked for. */
  async function translate(wish: ToTranslate): Promise<Translated> {
    const texts = wish.texts.map(cleanText);
    if (texts.some((text) => text.length > TEXT_MAX)) return failed('too-long');
    const known = texts.map((text): Said | undefined => (isSame(wish) || !/\p{L}/u.test(text) ? { text, detected: undefined } : remembered.get(keyOf(wish, text))));
    const asked = [...new Set(texts.filter((_text, index) => known[index] === undefined))];
    const answer = asked.length === 0 ? [] : await translateNew(wish, asked);
    if ('ok' in answer) return answer;
    answer.forEach((said, index) => remembered.set(keyOf(wish, asked[index] ?? ''), said));
    const all = texts.map((text, index) => known[index] ?? answer[asked.indexOf(text)]);
    return { ok: true, texts: all.map((said) => said?.text ?? ''), detected: all.map((said) => said?.detected) };
  }

  return {
    provider: service.provider,
    async translate(wish) {
      const answer = await translate(wish).catch((error: unknown): Failed => {
        log.error({ err: error, provider: service.provider }, 'the translator failed');
        return failed('garbled');
      });
      if (!answer.ok) log.warn({ provider: service.provider, why: answer.why }, 'nothing was translated');
      return answer;
    },
  };
}

const isSame = ({ from, to }: ToTranslate): boolean => from !== undefined && isSameLanguage(from, to);

/** The memory holds no text under its own words. */
const keyOf = ({ from = '', to, format, context = '' }: ToTranslate, text: string): string => createHash('sha256').update(JSON.stringify([from, to, format, context, text])).digest('base64');

/** Much longer than what was said is no translation of it. */
const longest = (text: string): number => 400 + 6 * text.length;

/** The pieces of a text as one again, with what was held back. */
function put({ hidden, pieces: sent }: Sent, said: readonly Said[]): Said | Failed {
  const text = cleanText(said.map((one, index) => one.text.trim() + (sent[index]?.gap ?? '')).join(''));
  if (text.trim() === '' || text.length > longest(hidden.text)) return failed('garbled');
  const shown = reveal(text, hidden.held);
  return shown === undefined ? failed('marks') : { text: shown, detected: said[0]?.detected };
}
