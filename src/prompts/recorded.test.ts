// Which sound files may stand for a prompt, and which addresses ask for one.
import { describe, expect, it } from 'vitest';
import { printProblem } from '../flow/problem.ts';
import { parseLocale } from './parse.ts';
import { createPrompts } from './prompts.ts';
import { type Recording, recordedAsked, recordedPath, recordingProblems } from './recorded.ts';

const parsed = parseLocale('en.yaml', 'language: en\nname: English\ndirection: ltr\nvoice: en\nkeys: {star: star, pound: pound}\nprompts:\n  case: {ask: "Then press {$pound}.", found: "It is {$case}."}\n');
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { locale } = parsed;
const recording = (key: string, more: Partial<Recording> = {}): Recording => ({ file: `locales/en/audio/${key}.wav`, key, version: 'abc', bytes: 1_000, isWav: true, ...more });

describe('a recording', () => {
  it.each([
    [recording('case.ask'), undefined],
    [recording('case.aks'), "locales/en/audio/case.aks.wav:1:1 there is no prompt 'case.aks' to play this for — did you mean 'case.ask'?"],
    [recording('zebra'), "locales/en/audio/zebra.wav:1:1 there is no prompt 'zebra' to play this for — name it after a prompt, such as case.ask.wav"],
    [recording('case.found'), "locales/en/audio/case.found.wav:1:1 prompt 'case.found' speaks of $case, which a recording cannot know — remove the file; a voice says it"],
    [recording('case.ask', { isWav: false }), 'locales/en/audio/case.ask.wav:1:1 this is no WAV file — expected a file that begins with RIFF and WAVE'],
    [recording('case.ask', { bytes: 7_000_000 }), 'locales/en/audio/case.ask.wav:1:1 this has 7000000 bytes — 6000000 are the most; telephones hear 8 kHz, one channel'],
  ])('%#: $key', (one, expected) => {
    expect(recordingProblems(locale, [one]).map(printProblem)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('is named beside the words, which stay for whoever reads them', () => {
    const prompts = createPrompts([{ ...locale, recorded: new Map([['case.ask', 'abc']]) }]);
    expect(prompts.speak('case.ask', {}, 'en')).toMatchObject({ text: 'Then press pound.', recorded: '/audio/prompts/en/case.ask.wav?v=abc' });
    expect(prompts.speak('case.found', { case: '1' }, 'en')).not.toHaveProperty('recorded');
  });

  it('is found by its address', () => {
    const { pathname } = new URL(recordedPath('pt-BR', 'case.ask', 'abc'), 'http://audio.invalid');
    expect(recordedAsked(pathname)).toEqual({ language: 'pt-BR', key: 'case.ask' });
  });

  it.each(['/audio/hold.wav', '/audio/prompts/en/../../secret.wav', '/audio/prompts/en/..%2f..%2fsecret.wav', '/audio/prompts/../case.ask.wav', '/audio/prompts/en/case..ask.wav', '/audio/prompts/en/.wav', '/audio/prompts/en/case.ask.mp3', '/audio/prompts/en/a/b.wav'])('is not to be had by %s', (path) => {
    expect(recordedAsked(path)).toBeUndefined();
  });
});
