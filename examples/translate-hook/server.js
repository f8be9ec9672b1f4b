// A translation hook, as docs/translation.md describes it: checks the signature, answers as many texts as it was sent, leaves marks such as QX0XQ alone.
// Run it: PORT=5055 SECRET=whsec_... node examples/translate-hook/server.js   and start Caseline with TRANSLATOR=hook TRANSLATOR_URL=http://localhost:5055 TRANSLATOR_KEY=whsec_...
import { Buffer } from 'node:buffer';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { PORT = '5055', SECRET = '' } = process.env;
const key = SECRET.startsWith('whsec_') ? Buffer.from(SECRET.slice('whsec_'.length), 'base64') : Buffer.from(SECRET);
const OLD_S = 300;
const BODY_BYTES_MAX = 1_000_000;

/** Put your own translator here. This one knows a few words of Spanish and leaves all others as they are. */
const spanish = { hello: 'hola', the: 'el', line: 'línea', card: 'tarjeta', is: 'está', down: 'caída', thank: 'gracias', you: 'usted' };

function translate(text, to) {
  if (!to.startsWith('es')) return undefined;
  return text.replace(/\p{L}+/gu, (word) => spanish[word.toLowerCase()] ?? word);
}

function isSigned({ headers }, body) {
  const { 'webhook-id': id = '', 'webhook-timestamp': at = '', 'webhook-signature': signatures = '' } = headers;
  if (Math.abs(Date.now() / 1000 - Number(at)) > OLD_S) return false;
  const ours = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`);
  return signatures.split(' ').some((theirs) => theirs.length === ours.length && timingSafeEqual(Buffer.from(theirs), ours));
}

async function answer(request) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > BODY_BYTES_MAX) return { status: 413 };
  }
  if (!isSigned(request, body)) return { status: 401 };
  const { texts, from = 'en', to } = JSON.parse(body);
  const translated = texts.map((text) => translate(text, to));
  if (translated.includes(undefined)) return { status: 422 };
  return { status: 200, say: { texts: translated, detected: texts.map(() => ({ language: from, confidence: 1 })) } };
}

const server = createServer((request, response) => {
  answer(request).catch(() => ({ status: 400 })).then(({ status, say = {} }) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(say));
  });
});

if (SECRET.length < 16) throw new Error('set SECRET: at least 16 characters, or whsec_ and a key in base64');
server.listen(Number(PORT), '127.0.0.1', () => console.log(`translating on port ${server.address().port}`));
