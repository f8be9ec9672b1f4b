import { describe, expect, it } from 'vitest';
import { codeIn, confidenceOf, isSameLanguage, tagOf } from './codes.ts';

describe('languages', () => {
  it.each([['zh-CN', 'zh'], ['ZH', 'zh'], ['zt', 'zh-TW'], ['zh-Hant', 'zh-TW'], ['iw', 'he'], ['no', 'nb'], ['tl', 'fil'], ['pt-BR', 'pt'], ['pb', 'pt'], ['PT-PT', 'pt-PT'], ['EN', 'en'], ['xx', undefined], [7, undefined], ['', undefined]])(
    'a service says %s, which is %s', (code, tag) => expect(tagOf(code)).toBe(tag));

  it.each([['es', 'es-MX', true], ['zh', 'zh-Hans', true], ['zh', 'zh-TW', false], ['pt', 'pt-PT', true], ['nb', 'no', true], ['en', 'de', false], ['english', 'english', false]])(
    '%s and %s are the same: %s', (one, other, same) => expect(isSameLanguage(one, other)).toBe(same));

  it('go by their plain code where a service has nothing else for them', () => {
    expect([codeIn({}, 'de-AT'), codeIn({ en: 'EN-US' }, 'en-AU'), codeIn({ 'zh': 'zh-CN', 'zh-TW': 'zh-TW' }, 'zh-HK')]).toEqual(['de', 'EN-US', 'zh-CN']);
  });

  it.each([[90, 100, { confidence: 0.9 }], [0, 1, { confidence: 0 }], [1.2, 1, {}], [-1, 1, {}], [Number.NaN, 1, {}], ['1', 1, {}]])('%s of %s is %j', (value, most, expected) => {
    expect(confidenceOf(value, most)).toEqual(expected);
  });
});
