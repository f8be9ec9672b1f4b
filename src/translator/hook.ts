// A service of your own: signed JSON there and JSON back, as docs/translation.md has it. examples/translate-hook is one.
import { randomUUID } from 'node:crypto';
import { signedHeaders } from '../notify/sign.ts';
import { detectedOf, field, listIn, translated } from './answer.ts';
import { post } from './post.ts';
import type { Service } from './translator.ts';

export const translateHook = ({ url, secret, now, fresh = randomUUID }: { url: string; secret: string; now: () => number; fresh?: () => string }): Service => ({
  provider: 'hook',
  limits: { texts: 50, characters: 20_000 },
  async ask(wish, signal) {
    const { texts, from, to, format, context } = wish;
    const body = JSON.stringify({ texts, from, to, format, context });
    const posted = await post({ url, headers: { 'content-type': 'application/json', ...signedHeaders(secret, { id: fresh(), at: now(), body }) }, body, signal });
    if (!posted.ok) return posted;
    const found = listIn(posted.body, 'detected');
    return translated(listIn(posted.body, 'texts')?.map((text, index) => ({ text, detected: detectedOf(field(found?.[index], 'language'), field(found?.[index], 'confidence')) })));
  },
});
