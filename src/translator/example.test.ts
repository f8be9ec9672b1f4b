// The example of a hook is run as somebody would run it, and spoken to by our adapter.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { memoryLog } from '../log.ts';
import { createTranslator } from './guarded.ts';
import { translateHook } from './hook.ts';
import type { Translator } from './translator.ts';

const file = 'examples/translate-hook/server.js';
const SECRET = 'whsec_c2l4dGVlbiBsZXR0ZXJzIG9mIHNlY3JldA==';
let server: ChildProcess;
let url = '';

beforeAll(async () => {
  server = spawn(process.execPath, [file], { env: { PORT: '0', SECRET }, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((done) => server.stdout?.once('data', (line: Buffer) => done(/\d+/.exec(line.toString())?.[0] ?? '')));
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => void server.kill());

const opened = (secret = SECRET, now = () => systemClock.now()): Translator => createTranslator({ service: translateHook({ url, secret, now }), clock: systemClock, log: memoryLog() });

describe('the example of a translation hook', () => {
  it('has less than sixty lines', () => {
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(60);
  });

  it('translates what is signed, and leaves alone what is held', async () => {
    expect(await opened().translate({ texts: ['Hello {$who}, the line is down.', 'Thank you'], from: 'en', to: 'es', format: 'text' })).toEqual({
      ok: true, texts: ['hola {$who}, el línea está caída.', 'gracias usted'], detected: [{ language: 'en', confidence: 1 }, { language: 'en', confidence: 1 }],
    });
  });

  it('refuses another secret, an old message and another language', async () => {
    const wish = { texts: ['Hello'], from: 'en', to: 'es', format: 'text' } as const;
    expect(await opened('another secret of ours').translate(wish)).toMatchObject({ ok: false, why: 'not-allowed' });
    expect(await opened(SECRET, () => systemClock.now() - 600_000).translate(wish)).toMatchObject({ ok: false, why: 'not-allowed' });
    expect(await opened().translate({ ...wish, to: 'ja' })).toMatchObject({ ok: false, why: 'refused' });
  });
});
