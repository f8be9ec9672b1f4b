// How a caller leaves a line: the words of flows and of our own parts, as reasons that are counted.
import { describe, expect, it } from 'vitest';
import { lineEnd } from './visit.ts';

describe('the end of a visit', () => {
  it.each([
    ['abandoned', 'abandoned'], ['hung-up', 'answered'], ['ended', 'answered'], ['left-alone', 'answered'], ['given', 'answered'], ['voicemail', 'voicemail'],
    ['callback', 'callback'], ['full', 'overflow'], ['closed', 'closed'], ['care', 'another-line'], ['back', 'menu'], ['a-way-of-somebody-else', 'other'], ['constructor', 'other'],
  ])('%s is %s', (how, end) => expect(lineEnd(how)).toBe(end));
});
