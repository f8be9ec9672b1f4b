import { describe, expect, it } from 'vitest';
import { play, scriptOf, shipped } from '../../test/support/scripts.ts';
import type { Step } from '../flow/verbs.ts';
import { playScript } from './play.ts';

const story = (steps: string, head = ''): string => `call: a story\ncaller: +14085550123\n${head}steps:\n${steps.trim().split('\n').map((line) => `  - ${line.trim()}`).join('\n')}\n`;
/** Where the line of a step is: steps begin on line 4, one more for each line of the head. */
const failureOf = async (text: string) => {
  const { failure } = await play(text);
  return failure && `${failure.spot.line}:${failure.spot.column} ${failure.told} | ${failure.message}`;
};

describe('a script that holds', () => {
  it('ends well, and tells who did and heard what, and when', async () => {
    const { failure, lines, walks, calls } = await play(story(`
      dials
      hears: press star
      presses: "*"
      hears: if your network is down
      presses: 5
      amy takes the call
      caller talks with amy
      hangs up
      amy hears: the call has ended
      amy hangs up`, 'ready: amy\nends: answered by amy\n'));
    expect(failure).toBeUndefined();
    expect(calls).toBe(2);
    expect(lines.slice(0, 4)).toEqual([
      { at: 0, who: 'caller', what: 'dials +18885550100', kind: 'did' },
      { at: 0, who: 'caller', what: expect.stringMatching(/^Thank you .* press sta?r?—$/) as string, kind: 'heard' },
      { at: expect.closeTo(4.5, 0) as number, who: 'caller', what: 'presses *', kind: 'did' },
      { at: expect.closeTo(4.5, 0) as number, who: 'caller', what: expect.stringContaining('If your network is down') as string, kind: 'heard' },
    ]);
    expect(walks[0]?.slice(0, 2)).toEqual([{ flow: 'support', step: 'front', way: '*' }, { flow: 'support', step: 'new-case', way: 'missed' }]);
    expect(walks[1]?.at(-1)).toMatchObject({ flow: 'agent', step: 'wrap-up' });
  });

  it('plays the same way each time', async () => {
    const text = story('dials\npresses: 2\nhears: you are next in line\nhangs up');
    expect((await play(text)).lines).toEqual((await play(text)).lines);
  });
});

describe('a script that does not hold', () => {
  it.each([
    ['words that never come', 'dials\nhears: press 9, please\n  within: 5s\nhangs up', '', '5:5 hears: press 9, please | caller did not hear “press 9, please” within 5 s'],
    ['words after the call is over', 'dials\nhangs up\nhears: goodbye', '', '6:5 hears: goodbye | caller did not hear “goodbye” before the call was over'],
    ['words that the caller’s own key cut off', 'dials\npresses: "*"\nhears: for a new case, press star\n  within: 8s\nhangs up', '', '6:5 hears: for a new case, press star | caller did not hear “for a new case, press star” within 8 s'],
    ['words that should not have come', 'dials\ndoes not hear: new case\n  within: 10s\nhangs up', '', '5:5 does not hear: new case | caller heard “new case”'],
    ['a phone that does not ring', 'dials\npresses: 2\nben answers within 5s\nhangs up', 'ready: amy\nphones: { amy: ignores }\n', '8:5 ben answers | ben\'s phone did not ring within 5 s'],
    ['a phone that rings and should not', 'dials\npresses: 2\namy is not rung: 30s\nhangs up', 'ready: amy\n', '7:5 amy is not rung: 30s | amy\'s phone rang'],
    ['a phone that rings on', 'dials\npresses: 2\namy is rung\namy stops ringing\nhangs up', 'ready: amy\n', '8:5 amy stops ringing | amy\'s phone rang on for 10 s'],
    ['a call nobody spoke of', 'dials\npresses: 2\nhears: in line\nstays silent: 5s\nhangs up', 'ready: amy\n', '1:1 the end | phones rang that no step speaks of: amy (canceled)'],
    ['somebody still on the phone', 'dials\nhears: press star', '', '1:1 the end | still on the phone at the end: caller'],
    ['people who do not hear each other', 'dials\npresses: 2\namy answers\ncaller talks with amy\nhangs up\namy is hung up on', 'ready: amy\n', '8:5 caller talks with amy | caller and amy do not hear each other within 15 s'],
    ['a call that goes on', 'dials\nis hung up on within 3s\nhangs up', '', '5:5 is hung up on | nobody hung up on caller within 3 s'],
    ['no hold music', 'dials\nhears hold music within 3s\nhangs up', '', '5:5 hears hold music | caller heard no hold music within 3 s'],
    ['no text', 'dials\ndan gets a text: voicemail\nhangs up', '', '5:5 dan gets a text: voicemail | dan got no text with “voicemail” within 10 s'],
    ['nobody who took the call', 'dials\nhangs up', 'ends: answered\n', '3:7 ends: answered | nobody took the call'],
    ['no message', 'dials\nhangs up', 'ends: voicemail for dan\n', '3:7 ends: voicemail for dan | there is no voicemail'],
    ['another language', 'dials\nhangs up', 'ends: [language en, language es]\n', '3:21 ends: language es | the language of the call is en, not es'],
    ['no case', 'dials\nhangs up', 'ends: case 2006-0811-0120\n', '3:7 ends: case 2006-0811-0120 | the case of the call is unknown, not 2006-0811-0120'],
    ['no escalation', 'dials\nhangs up', 'ends: escalation\n', '3:7 ends: escalation | there is no escalation on record'],
  ])('says so of %s', async (_what, steps, head, failure) => {
    const told = `call: a story\ncaller: +14085550123\n${head}steps:\n${steps.split('\n').map((line) => (line.startsWith(' ') ? `    ${line.trim()}` : `  - ${line}`)).join('\n')}\n`;
    expect(await failureOf(told)).toBe(failure);
  });

  it('says what is there in place of what should be', async () => {
    const left = (ends: string) => story('dials\npresses: 2\nhears: to leave a voicemail\npresses: 1\nhears: after the tone\nwaits: 8s\nspeaks: 9s\nhangs up', `ends: ${ends}\n`);
    expect(await failureOf(left('voicemail for dan'))).toContain('there is a voicemail for team:customer-care, and none for agent:dan');
    expect(await failureOf(left('no voicemail'))).toContain('there is a voicemail after all: for team:customer-care');
    expect(await failureOf(left('voicemail for customer-care'))).toBeUndefined();
  });

  it('has an error in the log of the service for a reason', async () => {
    const { files } = await shipped;
    const { support } = files.flows.flows;
    if (!support) throw new Error('the shipped flows have no support');
    const front = { ...support.steps['front'], ways: { ...support.steps['front']?.ways, '2': 'nowhere' } } as Step;
    const flows = { ...files.flows, flows: { ...files.flows.flows, support: { ...support, steps: { ...support.steps, front } } } };
    const { failure } = await playScript({ ...files, flows }, await scriptOf(story('dials\nhears: press star\npresses: 2\nwaits: 5s\nhangs up')));
    expect(failure?.message).toMatch(/^the service logged an error: a turn failed.*nowhere/);
  });
});

describe('a directory that fails', () => {
  it('is what the script says, and no fault of the service', async () => {
    expect(await failureOf(story('dials\npresses: 200608110120#\nhears: I can\'t look up your case\nhangs up', 'directory: fails\n'))).toBeUndefined();
  });
});
