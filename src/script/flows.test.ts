import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';
import { loadScripts, loadSources, scriptFiles } from './load.ts';
import { playScript } from './play.ts';
import { coverageText, failureText } from './report.ts';
import { shipped } from '../../test/support/scripts.ts';

const { files, cast } = await shipped;
const { scripts, problems } = await loadScripts((await scriptFiles([join('flows', 'calls')])).files, cast);
const played = await Promise.all(scripts.map((script) => playScript(files, script)));

/**
 * The ways no script can take in the sample centre: each of its demands names a team, so nobody is unavailable for good; the first menu is
 * offered in an engineer's line to a P1 alone, whose senior engineers have a line of their own; whoever asks for a callback has stood in line; and two agents who press 1 in the same instant are told of in test/phone.
 */
const unreachable = [
  'agent/take –gone→', 'agent/callback-take –gone→', 'agent/already-taken', 'support/reach-down –unavailable→', 'support/reach-engineer –unavailable→', 'support/reach-engineer –back→',
  'support/reach-p1 –unavailable→', 'support/reach-experts –unavailable→', 'support/reach-experts –back→', 'support/reach-experts-p1 –unavailable→', 'support/reach-care –unavailable→',
  'support/voicemail-last', 'support/nothing-said',
  // Who is put through to an outside number is not called back there.
  'agent/outside-may –too-often→',
  // A P1 is never sent away, and it takes sixty callers to fill a line; test/phone tells of one that is smaller.
  'support/reach-down –overflow→', 'support/reach-p1 –overflow→', 'support/reach-experts-p1 –overflow→',
  'support/reach-engineer –full→', 'support/reach-experts –full→', 'support/line-full',
  // A P1 and the senior engineers' line are never closed; the switch closes an engineer's line in any round of it, and a script tells of one.
  'support/reach-down –closed→', 'support/reach-p1 –closed→', 'support/reach-experts –closed→', 'support/reach-experts-p1 –closed→',
  'hold/engineer –closed→', 'hold/engineer-away –closed→', 'hold/nobody –closed→',
  // The sample centre has one team that keeps hours, and something of all that the switch can be turned to.
  'staff/team –none→', 'staff/team –missed→', 'staff/region –none→', 'staff/announcement –none→', 'staff/switch –refused→', 'staff/nothing-to-choose',
  // Whoever is being called has no hand free to call in; test/phone tells of somebody with the same number.
  'called-in/now –calling→', 'called-in/calling',
  // An engineer who is away is one that the case has.
  'promise/theirs –unavailable→',
  // Two phones and one moment, or a phone on which nothing is keyed: test/phone tells of these.
  'agent/duty –missed→', 'agent/duty-take –gone→',
  // Nothing is recorded in the sample centre, and its texts go out; test/phone tells of lines that are recorded and of numbers that get no text.
  'agent/recording –on→', 'agent/recording –off→', 'agent/recording-on', 'agent/recording-off', 'agent/upload-text –refused→', 'agent/upload-refused',
  // As in any other line that names a team, nobody is unavailable for good; and one interpreter is rung by one agent at a time.
  'support/reach-interpreted –unavailable→', 'agent/interpreter-take –gone→',
  // It takes a hundred calls out in one hour; test/phone tells of that.
  'agent/outside –refused→',
  // Nobody in a script is removed while on the staff line, and everybody there has a phone; test/phone tells of those who have not.
  'staff/how –gone→', 'staff/ready –gone→', 'staff/away –gone→', 'staff/offline –gone→', 'staff/gone', 'staff/ready –no-phone→', 'staff/no-phone',
  // Somebody else takes the message while it is listened to; test/phone tells of it.
  'staff/again –none→', 'staff/done –none→', 'staff/mine –none→', 'staff/call –none→',
];

describe('the shipped call scripts', () => {
  it('can be read, and have names of their own', () => {
    expect(problems).toEqual([]);
    expect(new Set(scripts.map(({ name }) => name)).size).toBe(scripts.length);
  });

  it.each(played.map((one) => [one.script.name, one] as const))('%s', (_name, one) => {
    expect(failureText(one)).toBe('');
  });

  it('go through every step and every way of the shipped flows that a caller can take', async () => {
    const coverage = coverageOf(files.flows, await loadSources({ flowsDir: 'flows' }), played.flatMap(({ walks }) => walks));
    const untried = coverage.untried.map(({ flow, step, way }) => `${flow}/${step}${way === undefined ? '' : ` –${way}→`}`);
    expect([...untried].sort(), coverageText(coverage)).toEqual([...unreachable].sort());
  });
});
