// (b) What a user would write instead: Express, its form parser, the official library's signature check and renderer, no store.
import express from 'express';
import twilio from 'twilio';

const base = process.env['PUBLIC_URL'] ?? '';
const token = process.env['TWILIO_AUTH_TOKEN'] ?? '';
const app = express();
app.use(express.urlencoded({ extended: false }));
app.use((request, response, next) => {
  const body = request.body as Record<string, string>;
  if (twilio.validateRequest(token, String(request.headers['x-twilio-signature']), base + request.originalUrl, body)) next();
  else response.status(403).send('forbidden');
});

function menu(words: string): string {
  const voice = new twilio.twiml.VoiceResponse();
  const turn = `${base}/voice/turn?c=bench-call&t=1`;
  const gather = voice.gather({ input: ['dtmf'], finishOnKey: '*', numDigits: 13, timeout: 4, actionOnEmptyResult: true, action: turn, method: 'POST' });
  gather.say({ voice: 'Polly.Joanna-Neural', language: 'en-US' }, words);
  voice.redirect({ method: 'POST' }, turn);
  return voice.toString();
}

function hold(): string {
  const voice = new twilio.twiml.VoiceResponse();
  const turn = `${base}/voice/turn?c=bench-call&t=1`;
  const gather = voice.gather({ input: ['dtmf'], numDigits: 1, finishOnKey: '', timeout: 1, actionOnEmptyResult: true, action: turn, method: 'POST' });
  gather.say({ voice: 'Polly.Joanna-Neural', language: 'en-US' }, 'Thank you for waiting.');
  gather.play(`${base}/audio/hold.wav`);
  voice.redirect({ method: 'POST' }, turn);
  return voice.toString();
}

app.post('/voice', (_request, response) => void response.type('text/xml').send(menu('Thank you for calling technical support. For a new case, press star. If you have a case number, enter its 12 digits, then press pound. To reach Customer Care, press 2.')));
app.post('/voice/turn', (request, response) => {
  const { Digits = '', FinishedOnKey = '' } = request.body as Record<string, string>;
  if (FinishedOnKey === '*') response.type('text/xml').send(menu('If your network is down, press 1. Otherwise, please stay on the line.'));
  else if (Digits === '') response.type('text/xml').send(hold());
  else response.type('text/xml').send(menu('That is not a complete case number. Please enter its 12 digits, then press pound.'));
});
app.post('/voice/status', (_request, response) => void response.status(204).end());
app.listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('listening'));
