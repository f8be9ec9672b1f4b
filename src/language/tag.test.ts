import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, direction, languageOfCountry, readLanguage } from './tag.ts';

describe('a language is read into its canonical tag', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['es_MX', 'es-MX'],
    [' pt-br ', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['cmn-Hans-CN', 'zh-Hans-CN'],
    ['iw', 'he'],
    ['in', 'id'],
    ['yue', 'yue'],
    ['fil', 'fil'],
    ['sr-latn', 'sr-Latn'],
    ['de-CH-1996', 'de-CH-1996'],
    ['en-GB-u-ca-gregory', 'en-GB'],
    ['es-419', 'es-419'],
  ])('%s is %s', (tag, canonical) => {
    expect(readLanguage(tag)).toBe(canonical);
  });

  it.each(['', ' ', '-', 'e', 'english', 'English (US)', 'und', 'und-US', '*', 'x-klingon', 'xx', 'en-', '12', 'en-US,es', 'a'.repeat(36)])(
    '%s is no language',
    (tag) => {
      expect(readLanguage(tag)).toBeUndefined();
    },
  );

  it('any text is read or refused, and what is read stays as it is', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8}){0,3}$/)), (text) => {
      const read = readLanguage(text);
      if (read !== undefined) expect(readLanguage(read)).toBe(read);
    }));
  });
});

const house = ['en', 'es', 'fr', 'de', 'pt', 'ja', 'zh', 'ko'];

describe('a caller is served in the language that suits best', () => {
  it.each<[string, string[], string[], string | undefined]>([
    ['exactly', ['es'], house, 'es'],
    ['a country’s way by the language', ['es-MX'], house, 'es'],
    ['a country’s way by that country’s', ['es-MX'], ['es', 'es-MX'], 'es-MX'],
    ['the language by its home country', ['es'], ['es-MX', 'es-ES'], 'es-ES'],
    ['the language by any country when home is not served', ['es'], ['en', 'es-MX'], 'es-MX'],
    ['what goes without saying is left out', ['en-Latn-US'], house, 'en'],
    ['the first wish first', ['ko', 'ja'], house, 'ko'],
    ['the second wish when the first is not served', ['it', 'fr-CA'], house, 'fr'],
    ['a good second before a poor first', ['pt-PT', 'en'], ['pt-BR', 'en'], 'en'],
    ['a poor first when nothing else is left', ['pt-PT'], ['pt-BR', 'en'], 'pt-BR'],
    ['British by American when nothing else is left', ['en-GB'], ['en-US'], 'en-US'],
    ['Portugal by plain Portuguese', ['pt-PT'], house, 'pt'],
    ['simplified and traditional apart', ['zh-TW'], ['zh-Hans', 'en'], undefined],
    ['Taiwan in traditional', ['zh-TW'], ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    ['Hong Kong in traditional', ['zh-HK'], ['zh-Hans', 'zh-Hant'], 'zh-Hant'],
    ['Singapore in simplified', ['zh-SG'], ['zh-Hant', 'zh-Hans'], 'zh-Hans'],
    ['China by plain Chinese', ['zh-CN'], house, 'zh'],
    ['Mandarin by its carrier’s name', ['cmn-CN'], house, 'zh'],
    ['Cantonese is not Mandarin', ['yue'], house, undefined],
    ['Serbian scripts apart', ['sr-Latn'], ['sr'], undefined],
    ['Norwegian by bokmål', ['no'], ['en', 'nb'], 'nb'],
    ['bokmål by Norwegian', ['nb-NO'], ['en', 'no'], 'no'],
    ['nynorsk by bokmål when nothing else is left', ['nn'], ['en', 'nb'], 'nb'],
    ['nynorsk by English when asked for', ['nn', 'en'], ['en', 'nb'], 'en'],
    ['bokmål never by nynorsk', ['nb'], ['en', 'nn'], undefined],
    ['Danish is not Norwegian', ['da'], ['nb'], undefined],
    ['old tags', ['iw'], ['he'], 'he'],
    ['the spelling of the house is kept', ['es-mx'], ['es_MX'], 'es_MX'],
    ['nonsense among the wishes', ['english', '', 'de-AT'], house, 'de'],
    ['nothing wished', [], house, undefined],
    ['nothing served', ['en'], [], undefined],
    ['a language we do not speak', ['it'], house, undefined],
  ])('%s', (_, wanted, served, chosen) => {
    expect(chooseLanguage(wanted, served)).toBe(chosen);
  });

  it('what is chosen is always one of those served', () => {
    const tag = fc.constantFrom('en', 'en-GB', 'es', 'es-MX', 'pt-PT', 'pt-BR', 'zh', 'zh-TW', 'zh-Hans', 'no', 'nn', 'nb', 'x', '');
    fc.assert(fc.property(fc.array(tag), fc.array(tag), (wanted, served) => {
      const chosen = chooseLanguage(wanted, served);
      if (chosen !== undefined) expect(served).toContain(chosen);
    }));
  });
});

describe('a caller known only by country is greeted in', () => {
  it.each([
    ['US', 'en'],
    ['CA', 'en'],
    ['GB', 'en'],
    ['AU', 'en'],
    ['MX', 'es'],
    ['ES', 'es'],
    ['FR', 'fr'],
    ['DE', 'de'],
    ['AT', 'de'],
    ['CH', 'de'],
    ['BR', 'pt'],
    ['PT', 'pt'],
    ['JP', 'ja'],
    ['CN', 'zh'],
    ['TW', 'zh'],
    ['KR', 'ko'],
    ['IT', 'it'],
    ['mx', 'es'],
  ])('%s: %s', (country, language) => {
    expect(languageOfCountry(country)).toBe(language);
  });

  it('no language in a country we know nothing of', () => {
    expect(languageOfCountry('AQ')).toBeUndefined();
    expect(languageOfCountry('')).toBeUndefined();
  });
});

describe('a language is written', () => {
  it.each([
    ['en', 'ltr'],
    ['ja', 'ltr'],
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['iw', 'rtl'],
    ['fa', 'rtl'],
    ['ur', 'rtl'],
    ['pa', 'ltr'],
    ['pa-PK', 'rtl'],
    ['az-Arab', 'rtl'],
    ['dv', 'rtl'],
    ['nonsense!', 'ltr'],
  ])('%s: %s', (tag, way) => {
    expect(direction(tag)).toBe(way);
  });
});
