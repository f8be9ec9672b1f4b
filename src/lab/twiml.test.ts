import { describe, expect, it } from 'vitest';
import { parseTwiml } from './twiml.ts';

const verbs = (text: string) => {
  const twiml = parseTwiml(text);
  return twiml.kind === 'document' ? twiml.verbs : expect.fail(`${twiml.fault.code} ${twiml.fault.message}`);
};

describe('a TwiML document', () => {
  it('gives its verbs in order, with attributes, nested verbs and text', () => {
    const [gather, redirect] = verbs(`<?xml version="1.0" encoding="UTF-8"?>
      <Response><Gather action="/a?x=1&amp;y=2" numDigits="1"><Say language="es-MX">Hola,
        buenas <![CDATA[& tardes]]></Say><Pause/></Gather><Redirect>/next</Redirect></Response>`);
    expect(gather?.attributes).toEqual({ action: '/a?x=1&y=2', numDigits: '1' });
    expect(gather?.children.map(({ name, text }) => [name, text])).toEqual([['Say', 'Hola, buenas & tardes'], ['Pause', '']]);
    expect(redirect?.text).toBe('/next');
  });

  it('speaks the words of marked-up speech', () => {
    expect(verbs('<Response><Say>Case <say-as interpret-as="digits">2006</say-as> is open</Say></Response>')[0]?.text).toBe('Case 2006 is open');
  });

  it.each([
    ['nothing at all', '', 12100],
    ['an open tag', '<Response><Say>hello</Response>', 12100],
    ['a web page', '<html></html>', 12100],
    ['more than 64 kB', `<Response><Say>${'a'.repeat(65_537)}</Say></Response>`, 11750],
  ])('is refused for %s', (_, text, code) => {
    expect(parseTwiml(text)).toMatchObject({ kind: 'fault', fault: { code } });
  });

  it.each([
    ['an unknown verb', '<Response><Shout>hey</Shout><Say>hello</Say></Response>', ['Say']],
    ['a small letter', '<Response><say>hey</say><Hangup/></Response>', ['Hangup']],
    ['a Dial inside a Gather', '<Response><Gather><Dial>+12025550100</Dial></Gather></Response>', ['Gather']],
  ])('passes over %s with warning 12200', (_, text, names) => {
    const twiml = parseTwiml(text);
    expect(twiml).toMatchObject({ kind: 'document', warnings: [{ code: 12200 }] });
    expect(verbs(text).map(({ name }) => name)).toEqual(names);
  });
});
