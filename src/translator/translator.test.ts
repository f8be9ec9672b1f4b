// Every service passes this one suite, behind the guard that all of them stand behind.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import { createTranslator } from './guarded.ts';
import { play, type Playing } from './server.contract.ts';
import { services } from './services.contract.ts';
import { PROVIDERS, type ToTranslate, type Translated } from './translator.ts';

const english = 'The line card in slot four resets again and again.';
const wish = (fields: Partial<ToTranslate> = {}): ToTranslate => ({ texts: [english], to: 'es', format: 'text', ...fields });

describe.each(PROVIDERS)('%s', (provider) => {
  const recorded = services[provider];
  let server: Playing;
  beforeAll(async () => void (server = await play(recorded)));
  beforeEach(() => {
    server.mood = undefined;
    server.asked.length = server.strange.length = 0;
  });
  afterAll(() => server.close());

  function opened({ budgetMs = 10_000, words = [] as readonly string[] } = {}) {
    const clock = new HandClock(Date.UTC(2026, 9, 20, 17));
    const log = memoryLog();
    const translator = createTranslator({ service: recorded.open(server.url, () => clock.now()), clock, log, budgetMs, words: () => words });
    return { clock, log, translator, translate: (fields?: Partial<ToTranslate>) => translator.translate(wish(fields)) };
  }
  const texts = (translated: Translated): readonly string[] => {
    if (!translated.ok) throw new Error(translated.why);
    return translated.texts;
  };
  const spanish = recorded.writes['es'] ?? '';

  it('translates texts in their order, in requests as they are documented', async () => {
    const { translate } = opened();
    expect(texts(await translate({ texts: ['One.', 'Two.', 'Three.'], from: 'en', context: 'A telephone line.' }))).toEqual(['One.', 'Two.', 'Three.'].map((text) => `${spanish}: ${text}`));
    expect(server.strange).toEqual([]);
    expect(server.asked.every(({ from }) => from?.toLowerCase().startsWith('en'))).toBe(true);
  });

  it('tells which language it found, and how sure it is from 0 to 1', async () => {
    const translated = await opened().translate();
    expect(translated).toMatchObject({ ok: true, detected: [recorded.detects] });
    expect(server.asked[0]?.from).toBeUndefined();
  });

  it('writes languages as the service does', async () => {
    const { translate } = opened();
    for (const [tag, code] of Object.entries(recorded.writes)) {
      server.asked.length = 0;
      await translate({ to: tag, texts: [`For ${tag}.`] });
      expect([tag, server.asked[0]?.to]).toEqual([tag, code]);
    }
  });

  it('marks HTML as such, or says that it cannot', async () => {
    const translated = await opened().translate({ texts: ['<b>Hello</b> you'], format: 'html' });
    if (recorded.cannot) expect(translated, recorded.cannot.html).toMatchObject({ ok: false, why: 'no-html', again: false });
    else expect(texts(translated)).toEqual([`${spanish}: <b>Hello</b> you`]);
    expect(server.strange).toEqual([]);
  });

  it('sends neither numbers, addresses nor names of products, and puts them back', async () => {
    const text = 'Meridian 9000 of case 2006-0811-0120, call +1 408 555 0123 or ana@example.com, see https://x.example/a?b=1. {$who} <b>QX0XQ</b>';
    const { translate } = opened({ words: ['Meridian 9000'] });
    expect(texts(await translate({ texts: [text] }))).toEqual([`${spanish}: ${text}`]);
    expect(server.asked[0]?.texts.join('')).not.toMatch(/Meridian|0811|555|ana@|x\.example|\$who|<b>/);
  });

  it.each([
    ['loses a mark', (all: readonly string[]) => all.map((text) => text.replace(/QX\d+XQ/, '')), 'marks'],
    ['doubles a mark', (all: readonly string[]) => all.map((text) => `${text} QX0XQ`), 'marks'],
    ['makes a mark up', (all: readonly string[]) => all.map((text) => `${text} QX7XQ`), 'marks'],
    ['answers nothing but blanks', (all: readonly string[]) => all.map(() => ' \n '), 'garbled'],
    ['answers with a hundred times as much', (all: readonly string[]) => all.map((text) => text.repeat(100)), 'garbled'],
    ['answers with numbers', (all: readonly string[]) => all.map((_text, index) => index), 'garbled'],
  ])('is refused when it %s', async (_, mood, why) => {
    server.mood = mood;
    expect(await opened().translate({ texts: ['Call +1 408 555 0123 now.'] })).toMatchObject({ ok: false, why, again: false });
  });

  it('may write a mark with blanks, or wide', async () => {
    server.mood = (all) => all.map((text) => text.replace('QX0XQ', 'ＱＸ０ＸＱ').replace('QX1XQ', 'qx 1 xq'));
    expect(texts(await opened().translate({ texts: ['Call +1 408 555 0123 or +1 408 555 0124 now.'] }))).toEqual([`${spanish}: Call +1 408 555 0123 or +1 408 555 0124 now.`]);
  });

  it('is refused when it answers with another count of texts', async () => {
    // One text a request: none, or two, is no answer at all.
    if (provider === 'amazon') server.mood = () => [undefined];
    else server.mood = (all) => all.slice(1);
    expect(await opened().translate({ texts: ['One.', 'Two.'] })).toMatchObject({ ok: false, why: provider === 'amazon' ? 'garbled' : 'count', again: false });
  });

  it.each(['<html>Bad gateway</html>', '', '{"translatedText":', '[]', 'null', '{}', '{"translations":[{}],"value":[{}],"translatedText":[1],"texts":[null]}', JSON.stringify({ texts: 'x'.repeat(1_100_000) })])('is refused when it answers %.60s', async (body) => {
    server.mood = { status: 200, body };
    expect(await opened().translate()).toMatchObject({ ok: false, why: expect.stringMatching(/garbled|count/) as string, again: false });
  });

  it.each(recorded.errors)('%i %j is told as %s', async (status, body, why, again) => {
    server.mood = { status, body: body === '' ? '' : JSON.stringify(body), headers: { 'retry-after': '7' } };
    expect(await opened().translate()).toMatchObject({ ok: false, why, again, afterMs: 7_000 });
  });

  it('is not followed elsewhere', async () => {
    server.mood = { status: 307, body: '', headers: { location: '/elsewhere' } };
    expect(await opened().translate()).toMatchObject({ ok: false, why: 'refused' });
    expect(server.asked).toHaveLength(1);
    expect(server.strange).toEqual([]);
  });

  it('is given up when it hangs, and is left alone for a while when that happens again and again', async () => {
    server.mood = 'hang';
    const { clock, translate } = opened({ budgetMs: 500 });
    for (let time = 0; time < 5; time++) {
      const asking = translate({ texts: [`Text number ${'i'.repeat(time + 1)}.`] });
      while (server.asked.length <= time) await new Promise((done) => setTimeout(done, 2));
      await clock.push(500);
      expect(await asking).toMatchObject({ ok: false, why: 'slow', again: true });
    }
    expect(await translate()).toMatchObject({ ok: false, why: 'resting', again: true });
    server.mood = undefined;
    await clock.push(10_000);
    expect(texts(await translate())).toEqual([`${spanish}: ${english}`]);
  });

  it('may be gone', async () => {
    server.mood = 'drop';
    expect(await opened().translate()).toMatchObject({ ok: false, why: 'unreachable', again: true });
  });

  it('gets long texts in portions that it takes, and they are whole again', async () => {
    server.mood = (all) => all.map((text) => text.replace(/^[^:]*: /, ''));
    const long = Array.from({ length: 300 }, (_, index) => `The ${'very '.repeat(index % 9)}long sentence with «ünïcödé» goes on.${index % 40 === 39 ? '\n\n' : ' '}`).join('').trim();
    const { translate } = opened();
    expect(texts(await translate({ texts: [long, '线路板卡又坏了。'.repeat(1_200), 'x'.repeat(12_000), 'Short.'] }))).toEqual([long, '线路板卡又坏了。'.repeat(1_200), 'x'.repeat(12_000), 'Short.']);
    expect(server.strange).toEqual([]);
  });

  it('is asked once for what was asked before, and never for what is blank or in that language already', async () => {
    const { translate } = opened();
    await translate();
    await translate({ texts: ['', ' 42, 17! ', english] });
    await translate({ texts: ['Ya está.'], from: 'es-MX', to: 'es' });
    expect(server.asked.flatMap(({ texts: all }) => all)).toEqual([english]);
  });

  it('hears nothing of texts that are far too long', async () => {
    expect(await opened().translate({ texts: ['x'.repeat(100_000)] })).toMatchObject({ ok: false, why: 'too-long', again: false });
    expect(server.asked).toEqual([]);
  });

  it('neither gives nor gets characters that are no text', async () => {
    server.mood = (all) => all.map((text) => `${text}\u0000\u202e\u001b[2J\ud800`);
    expect(texts(await opened().translate({ texts: ['A\u202e B\u0007\ud800 "quotes" & </Say>'] }))).toEqual([`${spanish}: A B "quotes" & </Say>[2J`]);
    expect(JSON.stringify(server.asked)).not.toMatch(/202e|0007|d800/i);
  });

  it('tells the log what failed, and neither texts, keys nor addresses', async () => {
    server.mood = { status: 500, body: JSON.stringify({ error: english }) };
    const { log, translate } = opened();
    await translate();
    const told = JSON.stringify(log.entries);
    expect(told).toContain(provider);
    expect(told).not.toMatch(/line card|a-key|whsec|ya29|theirs|127\.0\.0\.1/);
  });
});
