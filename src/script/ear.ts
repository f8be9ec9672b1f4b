// What the holder of a phone has heard, word by word: a sentence is heard as far as the voice has come, and no further once it is cut off.
import type { Heard, LabCall } from '../lab/lab.ts';
import { speechMs } from '../lab/sound.ts';

/** Words as they are compared: neither case nor punctuation makes a difference, and digits spoken one by one are one number. */
export function plainWords(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/['’]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ').replace(/(?<=\d) (?=\d)/g, '').trim();
}

export interface Found {
  /** When these words have been spoken to their end. */
  at: number;
  /** Where listening goes on after them. */
  next: Place;
}

/** A sentence, and a character within it. */
interface Place {
  sentence: number;
  from: number;
}

export class Ear {
  readonly call: LabCall;
  #next: Place = { sentence: 0, from: 0 };
  /** When sentences were cut off; what came later of them was never spoken. */
  readonly #cutAt = new Map<Heard, number>();
  readonly #plain = new Map<Heard, string>();

  constructor(call: LabCall) {
    this.call = call;
  }

  /** To be called whenever something may have happened: a cut is told by the lab, but not its time. */
  notice(now: number): void {
    const last = this.call.heard.at(-1);
    for (const heard of [last, this.call.heard.at(-2)]) if (heard?.cut && !this.#cutAt.has(heard)) this.#cutAt.set(heard, now);
    if (last && this.call.over && !this.#cutAt.has(last) && now < last.at + duration(last)) this.#cutAt.set(last, now);
  }

  /** The next place these words are heard at, or will be if nothing cuts the voice off. */
  find(words: string): Found | undefined {
    return this.#search(plainWords(words), this.#next);
  }

  /** Whether these words have been heard at all in this call. */
  hasHeard(words: string, now: number): boolean {
    const found = this.#search(plainWords(words), { sentence: 0, from: 0 });
    return found !== undefined && found.at <= now;
  }

  goOn({ next }: Found): void {
    this.#next = next;
  }

  /** What was spoken of a sentence by now, with a dash where the voice was cut off; nothing where it had not begun. */
  spoken(heard: Heard, now: number): string {
    const share = Math.min(1, ((this.#cutAt.get(heard) ?? now) - heard.at) / Math.max(1, duration(heard)));
    const begun = heard.text.slice(0, Math.floor(heard.text.length * share)).trimEnd();
    return share >= 1 ? heard.text : begun && `${begun}—`;
  }

  #search(needle: string, { sentence, from }: Place): Found | undefined {
    const { heard } = this.call;
    for (let index = sentence; index < heard.length; index++) {
      const one = heard[index];
      if (!one || (one.kind !== 'say' && one.kind !== 'room')) continue;
      const text = this.#plainOf(one);
      const start = text.indexOf(needle, index === sentence ? from : 0);
      if (start < 0) continue;
      const end = start + needle.length;
      const at = one.at + Math.ceil((duration(one) * end) / Math.max(1, text.length));
      if (at <= (this.#cutAt.get(one) ?? Infinity)) return { at, next: { sentence: index, from: end } };
    }
    return undefined;
  }

  #plainOf(heard: Heard): string {
    const known = this.#plain.get(heard) ?? plainWords(heard.text);
    this.#plain.set(heard, known);
    return known;
  }
}

/** Only a voice takes its time; what the others say is told when they have said it. */
const duration = ({ kind, text }: Heard): number => (kind === 'say' ? speechMs(text) : 0);
