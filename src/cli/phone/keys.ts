// Keys written down for a call without hands: `w5 * w30 1` waits five seconds, presses star, waits thirty, presses 1.

export type KeyStep =
  | { do: 'wait'; seconds: number }
  /** Keys pressed one after another, as quickly as a thumb can. */
  | { do: 'press'; keys: string }
  | { do: 'pick-up' | 'decline' | 'hang-up' };

/** Longer than any call worth scripting. */
const WAIT_S_MAX = 3_600;
const KEYS_MAX = 100;

const words: Readonly<Record<string, KeyStep>> = { a: { do: 'pick-up' }, d: { do: 'decline' }, h: { do: 'hang-up' } };

export function readKeys(text: string): { ok: true; steps: KeyStep[] } | { ok: false; problem: string } {
  const steps: KeyStep[] = [];
  for (const [index, word] of text.trim().split(/\s+/).filter((part) => part !== '').entries()) {
    const step = stepOf(word);
    if (!step) return { ok: false, problem: `'${word}' (number ${index + 1}): expected keys such as 1 or 200608110120#, a wait such as w5, h to hang up, a to answer, d to decline` };
    steps.push(step);
  }
  return { ok: true, steps };
}

function stepOf(word: string): KeyStep | undefined {
  const wait = /^w(\d{1,4}(?:\.\d{1,3})?)$/i.exec(word)?.[1];
  if (wait !== undefined) return Number(wait) <= WAIT_S_MAX ? { do: 'wait', seconds: Number(wait) } : undefined;
  if (/^[0-9*#]+$/.test(word)) return word.length <= KEYS_MAX ? { do: 'press', keys: word } : undefined;
  return Object.hasOwn(words, word.toLowerCase()) ? words[word.toLowerCase()] : undefined;
}
