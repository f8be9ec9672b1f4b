import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printProblem } from '../flow/problem.ts';
import { heads, parseScripts } from './parse.ts';
import { tellings } from './phrases.ts';
import { playScript } from './play.ts';
import { scriptOf, shipped } from '../../test/support/scripts.ts';

const { cast } = await shipped;

function mistakes(text: string): string[] {
  const parsed = parseScripts('a.yaml', text, cast);
  return parsed.ok ? [] : parsed.problems.map(printProblem);
}

const story = (steps: string, head = ''): string => `call: a story\ncaller: +14155550123\n${head}steps:\n${steps}`;
const heard = '  - dials\n  - hears: x\n';
const numberForm = 'expected a number with its country such as +14155550123, withheld, sip:… or client:…';

describe('a file that is no script', () => {
  it.each([
    ['', 'a.yaml:1:1 the file is empty — expected call:, caller: and steps:'],
    ['hello', 'a.yaml:1:1 this is no call script — expected call:, caller: and steps:'],
    ['[]', 'a.yaml:1:1 there is no script in this file — expected call:, caller: and steps:'],
    ['- hello', 'a.yaml:1:3 this is no call script — expected call:, caller: and steps:'],
    [story('  - dials\n  - hears: for a case: press 1'), 'a.yaml:5:12 this is not YAML: Nested mappings are not allowed in compact mappings — put words that have a colon in them in quotes'],
    [story('  - dials\n  - presses: *\n'), 'a.yaml:5:14 this is not YAML: Alias cannot be an empty string — put the telephone key in quotes: "*"'],
    [story('  - dials\n  - amy answers\n    within: 5s'), "a.yaml:5:5 this is not YAML: Implicit keys need to be on a single line — write it on one line, such as 'amy answers within 5s'"],
  ])('%j', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
  });
});

describe('a mistake in the head of a script', () => {
  it.each([
    [`caller: +14155550123\nsteps:\n${heard}`, "a.yaml:1:1 the script has no 'call:' — expected what happens, in a sentence"],
    [`call:\ncaller: +14155550123\nsteps:\n${heard}`, "a.yaml:1:1 'call' has no words — expected what happens, in a sentence"],
    [`call: x\nsteps:\n${heard}`, `a.yaml:1:1 the script has no 'caller:' — ${numberForm}`],
    [`call: x\ncaller:\nsteps:\n${heard}`, `a.yaml:2:1 'caller' has no number — ${numberForm}`],
    [`call: x\ncaller: 555\nsteps:\n${heard}`, `a.yaml:2:9 '555' is no number a caller could have — ${numberForm}`],
    [`call: x\ncallers: [ana]\nsteps:\n${heard}`, "a.yaml:2:10 'callers' needs a number for each name — expected such as bob: +14155550124"],
    [`call: x\ncallers: { amy: +14155550123 }\nsteps:\n${heard}`, "a.yaml:2:12 'amy' is an agent of this centre — expected another name for the caller"],
    [`call: x\ncallers: { hears: +14155550123 }\nsteps:\n${heard}`, "a.yaml:2:12 'hears' cannot be the name of a caller — the word has a meaning of its own in a step"],
    [`call: x\ncallers: { Ana: +14155550123 }\nsteps:\n${heard}`, "a.yaml:2:12 'Ana' cannot be the name of a caller — expected a name in lower case, with dashes if need be"],
    [story(heard, 'stepps: x\n'), "a.yaml:3:1 a call script has no 'stepps' — did you mean 'steps'?"],
    [story(heard, 'line: +1 888 555 0101\n'), "a.yaml:3:7 '+1 888 555 0101' is no line of this centre — did you mean '+18885550100'?"],
    [story(heard, 'at: tomorrow\n'), "a.yaml:3:5 'at' cannot be 'tomorrow' — expected a date, a time and perhaps a zone, such as 2026-10-20 10:00 Europe/London"],
    [story(heard, 'at: 2026-10-20 10:00 PST\n'), "a.yaml:3:5 'at' cannot be '2026-10-20 10:00 PST' — 'PST' is no time zone: expected a name such as Europe/London"],
    [story(heard, 'at: 2026-02-30 10:00\n'), "a.yaml:3:5 'at' cannot be '2026-02-30 10:00' — there is no such date"],
    [story(heard, 'at: 2026-02-20 25:00\n'), "a.yaml:3:5 'at' cannot be '2026-02-20 25:00' — there is no such time of day"],
    [story(heard, 'ready: [ammy]\n'), "a.yaml:3:9 there is no agent 'ammy' in this centre — did you mean 'amy'?"],
    [story(heard, 'away: { amy: yes }\n'), "a.yaml:3:1 'away' names nobody — expected agents, such as [amy, dan]"],
    [story(heard, 'phones: busy\n'), "a.yaml:3:9 'phones' needs a word for each agent — expected such as dan: ignores"],
    [story(heard, 'phones: { dann: busy }\n'), "a.yaml:3:11 there is no agent 'dann' in this centre — did you mean 'dan'?"],
    [story(heard, 'phones: { dan: engaged }\n'), "a.yaml:3:16 a phone cannot be 'engaged' — expected one of 'ignores', 'declines', 'busy', 'mailbox'"],
    [story(heard, 'directory: down\n'), "a.yaml:3:12 'directory' cannot be 'down' — expected 'answers' or 'fails'"],
    ['call: x\ncaller: +14155550123', 'a.yaml:1:1 the script has no steps — expected steps: with a list, such as - dials'],
    ['call: x\ncaller: +14155550123\nsteps: []', 'a.yaml:3:1 the script has no steps — expected steps: with a list, such as - dials'],
    [story('  - dials\n  - hangs up'), "a.yaml:1:1 this script proves nothing — expected a step that can fail, such as 'hears: …', or 'ends:'"],
  ])('%j', (text, mistake) => {
    expect(mistakes(text)).toEqual([mistake]);
  });
});

describe('a mistake in a step', () => {
  it.each([
    ['heers: x', "a.yaml:5:5 nobody can 'heers' here — did you mean 'hears'? As in: hears: for a new case, press star"],
    ['amy anwsers', "a.yaml:5:5 nobody can 'anwsers' here — did you mean 'answers'? As in: amy answers"],
    ['amu answers', "a.yaml:5:5 there is nobody called 'amu' — did you mean 'amy'?"],
    ['amy', 'a.yaml:5:5 this step does nothing — expected what they do, such as answers'],
    ['[hears, x]', 'a.yaml:5:5 this step says nothing — expected who does what, such as amy answers'],
    ['within: 5s', 'a.yaml:5:5 this step says only how long — expected what is waited for beside it'],
    ['presses: A', "a.yaml:5:14 a phone has no keys 'A' — expected 0 to 9, * and #, and w for half a second between"],
    ['presses: 2006-0811-0120#', "a.yaml:5:14 a phone has no keys '2006-0811-0120#' — leave the dashes out"],
    ['presses', "a.yaml:5:5 'presses' says not what — expected presses: \"*\""],
    ['hears:', "a.yaml:5:5 'hears' says not what — expected hears: for a new case, press star"],
    ['hears: "?!"', "a.yaml:5:12 there are no words in '?!' — expected letters or digits"],
    ['hears x: y', "a.yaml:5:5 'hears' is followed by 'x' and by a colon — expected hears: for a new case, press star"],
    ['waits: a while', "a.yaml:5:12 'a while' is no time to wait — expected a time such as 20s or 2m"],
    ['waits', "a.yaml:5:5 'waits' says not what — expected waits: 10s"],
    ['hangs up: now', "a.yaml:5:15 'hangs up' stands alone — expected hangs up"],
    ['dials: +14085550101', "a.yaml:5:12 '+14085550101' is no line of this centre — did you mean '+14085550100'?"],
    ['amy becomes redy', "a.yaml:5:5 nobody can become 'redy' — did you mean 'ready'?"],
    ['becomes ready', 'a.yaml:5:5 who becomes? — expected an agent first, such as amy becomes ready'],
    ['caller becomes ready', "a.yaml:5:5 'caller' is a caller and cannot do this — expected an agent, such as amy becomes ready"],
    ['talks with ammy', "a.yaml:5:5 there is nobody called 'ammy' — did you mean 'amy'?"],
    ['amy hears: x', "a.yaml:5:5 'amy' is not on the phone yet — expected a step before in which they dial or answer"],
    ['hears: x\n    presses: 1', 'a.yaml:6:5 two things in one step — begin each step with a dash of its own'],
    ['hears: x\n    within: soon', "a.yaml:6:13 'within' cannot be 'soon' — expected a time such as 20s or 2m"],
    ['presses: 1\n    within: 5s', "a.yaml:6:5 'presses' waits for nothing — leave 'within:' out"],
  ])('%j', (step, mistake) => {
    expect(mistakes(story(`  - dials\n  - ${step}\n  - hears: x`))).toEqual([mistake]);
  });

  it('of two callers each step must name one', () => {
    expect(mistakes('call: x\ncallers: { ana: +14155550123, bob: +14155550124 }\nsteps:\n  - dials\n  - ana hears: x')).toEqual(['a.yaml:4:5 who dials? — expected ana or bob first']);
  });

  it('lists what people can do where nothing is near', () => {
    expect(mistakes(story('  - dials\n  - dances\n'))[0]).toMatch(/^a\.yaml:5:5 nobody can 'dances' here — expected one of 'answers', 'becomes', 'declines', /);
  });
});

describe('a mistake in the end of a script', () => {
  it.each([
    ['answerd', "a.yaml:3:7 a call cannot end 'answerd' — did you mean 'answered'?"],
    ['answered by bob', "a.yaml:3:7 there is no agent 'bob' in this centre"],
    ['voicemail for dann', "a.yaml:3:7 there is neither an agent nor a team 'dann' — did you mean 'dan'?"],
    ['text to dann', "a.yaml:3:7 there is no agent 'dann' in this centre — did you mean 'dan'?"],
    ['region emae', "a.yaml:3:7 there is no region 'emae' — did you mean 'emea'?"],
    ['priority P9', "a.yaml:3:7 there is no priority 'P9' — expected P1, P2, P3 or P4"],
    ['case 2006', "a.yaml:3:7 '2006' is no case number — expected twelve digits such as 2006-0811-0120"],
    ['[]', "a.yaml:3:7 'ends' says nothing — expected such as answered or answered by amy"],
  ])('%j', (end, mistake) => {
    expect(mistakes(story('  - dials\n', `ends: ${end}\n`))).toEqual([mistake]);
  });

  it('names a language nobody has prompts in', () => {
    expect(mistakes(story('  - dials\n', 'ends: language xx\n'))[0]).toContain("a.yaml:3:7 there is no language 'xx'");
  });
});

describe('a script', () => {
  it('may be told with colons or without', async () => {
    const with_ = await scriptOf(story('  - dials: +14085550100\n  - presses: 1\n  - waits: 5s\n  - hears: x\n    within: 2m\n  - amy becomes: ready'));
    const without = await scriptOf(story('  - dials +14085550100\n  - presses 1\n  - stays silent 5s\n  - hears x within 2m\n  - amy becomes ready'));
    const bare = (script: typeof with_) => script.steps.map(({ spot: _spot, told: _told, ...act }) => act);
    expect(bare(without)).toEqual(bare(with_));
  });

  it('begins on a morning on which the line’s engineers work, unless it says when', async () => {
    expect((await scriptOf(story(heard))).at).toBe(Date.UTC(2026, 9, 20, 17));
    expect((await scriptOf(story(heard, 'line: +61255500100\n'))).at).toBe(Date.UTC(2026, 9, 19, 23));
    expect((await scriptOf(story(heard, 'at: 2026-12-25 09:30\n'))).at).toBe(Date.UTC(2026, 11, 25, 17, 30));
    expect((await scriptOf(story(heard, 'at: 2026-12-25 09:30 UTC\n'))).at).toBe(Date.UTC(2026, 11, 25, 9, 30));
  });

  it('has callers who show a number, hide it, or call from elsewhere', async () => {
    const script = await scriptOf(`call: x\ncallers: { ana: +1 415 555 0123, bob: withheld, cho: "sip:cho@example.com" }\nsteps:\n  - ana dials\n  - ana hears: x`);
    expect(script.callers).toEqual([
      { name: 'ana', from: '+14155550123', withheld: false }, { name: 'bob', from: 'withheld-bob', withheld: true }, { name: 'cho', from: 'sip:cho@example.com', withheld: false },
    ]);
  });

  it('may be one of several in a file, and all mistakes come at once, in reading order', () => {
    const parsed = parseScripts('a.yaml', `- call: one\n  caller: withheld\n  steps: [dials, hears x]\n- call: two\n  caller: withheld\n  steps: [dials, hears y]\n`, cast);
    expect(parsed.ok && parsed.scripts.map(({ name, spot }) => [name, spot.line])).toEqual([['one', 1], ['two', 4]]);
    expect(mistakes('- call: one\n  caller: 5\n  steps: [dialls]\n- call: two\n  caller: withheld\n  ready: amu\n  steps: [dials]\n').map((line) => line.slice(0, 10))).toEqual(['a.yaml:2:1', 'a.yaml:6:1']);
  });
});

describe('the page for authors', () => {
  it('has every phrase and every head', async () => {
    const page = await readFile(join('flows', 'calls', 'README.md'), 'utf8');
    expect(tellings.map(([words]) => words).filter((words) => !page.includes(words))).toEqual([]);
    expect(heads.filter((head) => !page.includes(`${head}:`))).toEqual([]);
  });

  it('shows a story that can be read', async () => {
    const page = await readFile(join('flows', 'calls', 'README.md'), 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
    expect(mistakes(example)).toEqual([]);
    expect((await playScript((await shipped).files, await scriptOf(example))).failure).toBeUndefined();
  });
});
