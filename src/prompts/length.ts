// How long a text takes to speak, roughly: the same measure for every language.

/** Measured on telephone voices at their ordinary speed. A Chinese, Japanese or Korean character is about a syllable. */
const charactersPerSecond = 15;
const syllablesPerSecond = 5;

const syllable = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

export function spokenSeconds(text: string): number {
  const syllables = text.match(syllable)?.length ?? 0;
  return syllables / syllablesPerSecond + (text.length - syllables) / charactersPerSecond;
}
