import { describe, expect, it } from 'vitest';
import { hasVoice, voices } from './voices.ts';

describe('the voices', () => {
  it.each(Object.entries(voices))('for %s speak its language, and the second is of another maker', (language, { voice, language: spoken, fallbackVoice }) => {
    expect(spoken.startsWith(language === 'zh' ? 'cmn' : language)).toBe(true);
    expect(fallbackVoice.split('.')[1]?.startsWith(`${spoken}-`)).toBe(true);
    expect(voice.split('.')[0]).not.toBe(fallbackVoice.split('.')[0]);
  });

  it('are known for the languages we have prompts in, and for no others', () => {
    expect(['en', 'es', 'fr', 'de', 'pt', 'ja', 'zh', 'ko'].every(hasVoice)).toBe(true);
    expect(['nl', 'constructor', ''].some(hasVoice)).toBe(false);
  });
});
