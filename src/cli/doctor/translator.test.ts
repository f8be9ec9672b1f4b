import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { play, type Playing } from '../../translator/server.contract.ts';
import { services } from '../../translator/services.contract.ts';
import { translatorFindings } from './translator.ts';

let server: Playing;
beforeAll(async () => void (server = await play(services.libretranslate)));
beforeEach(() => void (server.mood = undefined));
afterAll(() => server.close());

const examined = (key = 'a-key') => translatorFindings({ translator: { provider: 'libretranslate', url: server.url, key } }, ['en', 'fr']);

describe('the doctor', () => {
  it('tries the translator with one word', async () => {
    expect(await examined()).toMatchObject([{ state: 'ok', say: 'libretranslate translates into fr' }]);
    expect(server.asked.at(-1)).toEqual({ texts: ['Hello'], from: 'en', to: 'fr' });
  });

  it('says what to do where it does not translate, without its address', async () => {
    const findings = await examined('another');
    expect(findings).toMatchObject([{ state: 'fail', say: expect.stringContaining('not-allowed') as string, todo: expect.stringContaining('TRANSLATOR_KEY') as string }]);
    expect(JSON.stringify(findings)).not.toContain('127.0.0.1');
  });

  it('says nothing of a translator that nobody set', async () => {
    expect(await translatorFindings({}, ['en'])).toEqual([]);
  });
});
