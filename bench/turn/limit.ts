// (a) The limit: bare node:http that parses the form, checks the signature and returns a constant document.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const base = process.env['PUBLIC_URL'] ?? '';
const token = process.env['TWILIO_AUTH_TOKEN'] ?? '';
const document = `<?xml version="1.0" encoding="UTF-8"?><Response><Gather input="dtmf" action="${base}/voice/turn?c=bench-call&amp;t=1" method="POST"><Say>Thank you for calling.</Say></Gather></Response>`;

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const signed = base + (request.url ?? '') + [...form.keys()].sort().map((name) => name + (form.get(name) ?? '')).join('');
    const expected = createHmac('sha1', token).update(signed).digest('base64');
    const given = String(request.headers['x-twilio-signature']);
    const valid = given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
    response.writeHead(valid ? 200 : 403, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(document) });
    response.end(document);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'));
