// After trouble on our side: one moment, then the same turn once more.
import type { FallbackWords } from './fallback.ts';
import { twimlHead } from './twiml.ts';
import { element, text } from './xml.ts';

/** Long enough for a store to come back, short enough to stay on the line for. */
const PAUSE_S = 2;

export function troubleTwiml(words: readonly FallbackWords[], url: string): string {
  const said = words.map((each) => element('Say', { voice: each.voice, language: each.language }, text(each.text))).join('');
  return twimlHead + element('Response', {}, said + element('Pause', { length: PAUSE_S }) + element('Redirect', { method: 'POST' }, text(url)));
}
