import { describe, expect, it } from 'vitest';
import { parseCentre } from '../centre/parse.ts';
import { printProblem } from '../flow/problem.ts';
import { proveDuty } from './findings.ts';

const file = (duty: string, more = '') => `name: Small
lines:
  - { number: +1 408 555 0100, name: Main, region: west, flow: support }
regions:
  west:
    name: West
    caller-id: +1 408 555 0100
    hours: { zone: America/Los_Angeles, week: 24x7 }
    countries: [US]
${duty}
teams: { care: Care }
demands: { care: [{ who: team:care }] }
agents:
  - { id: amy, name: Amy, teams: [care], phone: +1 202 555 0101, region: west }
  - { id: ben, name: Ben, teams: [care], sip: "sip:ben@sip.example.com", region: west }
  - { id: cat, name: Cat, teams: [care], phone: +1 202 555 0103, region: west }
outgoing: { countries: [US] }
${more}`;

const good = `    duty:
      handover: "mon 09:00"
      every: 7d
      from: 2026-01-05
      ladders: [[amy, cat], [cat, amy]]
      overrides:
        - { from: "2026-12-24 09:00", to: "2026-12-27 09:00", ladder: [cat], reason: Christmas }
        - { from: "2026-12-27 09:00", to: "2026-12-28 09:00", ladder: [amy] }`;

const told = (text: string) => parseCentre('centre.yaml', text).problems.map(printProblem);
const edited = (from: string, to: string) => {
  if (!good.includes(from)) throw new Error(`the good rota has no ${from}`);
  return file(good.replace(from, to));
};

it.each([['a rota', good], ['a list', '    duty: [amy, cat]'], ['an empty list', '    duty: []'], ['nothing', ''], ['half days', good.replace('mon ', '').replace('7d', '12h')], ['hours', '    duty: { ladders: [[amy]], hours: { mon-fri: "08:00-18:00" } }']])('%s is taken', (_, duty) => {
  expect(told(file(duty))).toEqual([]);
});

describe('a rota is refused, and says where and why,', () => {
  it.each([
    ['with a slip in a key', 'handover:', 'hanover:', `centre.yaml:11:7 unknown key 'hanover' — did you mean 'handover'?`],
    ['without a handover', '      handover: "mon 09:00"\n', '', `centre.yaml:10:5 'handover': several ladders take turns, expected when — such as handover: "mon 09:00"`],
    ['without a beginning', '      from: 2026-01-05\n', '', `centre.yaml:10:5 'from': several ladders take turns, expected whose turn it is — such as from: and a day on which the first one takes over`],
    ['without ladders', '      ladders: [[amy, cat], [cat, amy]]\n', '', `centre.yaml:10:5 'ladders' is missing`],
    ['with a ladder of nobody', '[cat, amy]]', '[]]', `centre.yaml:14:29 'ladders': expected at least one`],
    ['with somebody twice on a ladder', '[cat, amy]]', '[cat, cat]]', `centre.yaml:14:35 'ladders': stands here twice`],
    ['with a handover at no time', 'mon 09:00', 'mon 25:00', `centre.yaml:11:17 'handover': expected when one ladder takes over from another, such as "mon 09:00" or "09:00"`],
    ['with a handover on no day', 'mon 09:00', 'moon 09:00', `centre.yaml:11:17 'handover': expected when one ladder takes over from another, such as "mon 09:00" or "09:00"`],
    ['with a handover on several days', 'mon 09:00', 'mon-fri 09:00', `centre.yaml:11:17 'handover': expected when one ladder takes over from another, such as "mon 09:00" or "09:00"`],
    ['with a weekday for days', 'every: 7d', 'every: 1d', `centre.yaml:11:17 'handover': a weekday goes with whole weeks, and these shifts are 1d — leave the day out, or write every: 7d`],
    ['with shifts that drift over the day', 'every: 7d', 'every: 36h', `centre.yaml:12:14 'every': expected whole days, or hours that divide a day, such as 7d, 1d or 12h`],
    ['with a beginning on another day of the week', 'from: 2026-01-05', 'from: 2026-01-07', `centre.yaml:13:13 'from': 2026-01-07 is a wed, and handover is on mon — did you mean 2026-01-05?`],
    ['with a beginning on no day', 'from: 2026-01-05', 'from: 2026-02-30', `centre.yaml:13:13 'from': expected a date that exists, such as 2026-01-05`],
    ['with an override that ends before it begins', 'to: "2026-12-27 09:00"', 'to: "2026-12-23 09:00"', `centre.yaml:16:43 'to': an override ends after it begins`],
    ['with overrides one over another', 'from: "2026-12-27 09:00"', 'from: "2026-12-27 08:00"', `centre.yaml:17:19 'from': this override begins before the one from 2026-12-24 09:00 to 2026-12-27 09:00 has ended`],
    ['with the same override twice', 'from: "2026-12-27 09:00"', 'from: "2026-12-24 09:00"', `centre.yaml:17:19 'from': this override begins before the one from 2026-12-24 09:00 to 2026-12-27 09:00 has ended`],
    ['with an override at no time', 'from: "2026-12-24 09:00"', 'from: 2026-12-24', `centre.yaml:16:19 'from': expected a date and a time, such as "2026-12-24 09:00"`],
    ['with somebody unknown on a ladder', '[cat, amy]]', '[cat, any]]', `centre.yaml:14:35 there is no agent 'any' — did you mean 'amy'?`],
    ['with somebody unknown in an override', 'ladder: [cat]', 'ladder: [cot]', `centre.yaml:16:72 there is no agent 'cot' — did you mean 'cat'?`],
    ['with somebody who has no phone', '[cat, amy]]', '[cat, ben]]', `centre.yaml:14:35 'ben' is on duty and has no phone — whoever is on duty is rung by telephone: expected phone: with the agent`],
    ['with a zone that is none', 'every: 7d', 'zone: Europe/Londn', `centre.yaml:12:13 'zone': expected a time zone by its IANA name, got "Europe/Londn"; did you mean Europe/London?`],
    ['with hours that are none', 'every: 7d', 'hours: nine to five', `centre.yaml:12:14 'hours': expected 24x7, or days with their spans such as mon-fri: 08:00-17:00, got "nine to five"`],
  ])('%s', (_, from, to, message) => {
    expect(told(edited(from, to))).toEqual([message]);
  });
});

describe('the proof of a year says', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  const proven = (duty: string) => {
    const read = parseCentre('centre.yaml', file(duty));
    if (!read.ok) throw new Error(read.problems.map(printProblem).join('\n'));
    const { problems, ...rest } = proveDuty(read.centre, read.duties, now);
    return { ...rest, told: problems.map(printProblem) };
  };

  it('until when all is well', () => {
    expect(proven(good.replace('[cat], reason', '[cat, amy], reason'))).toEqual({ gaps: [], until: '2027-11-21T12:00:00.000Z', told: [] });
  });

  it('who is alone for longer than a day', () => {
    expect(proven(good).told).toEqual([
      'centre.yaml:10:5 warning: cat is alone on duty from Thu 2026-12-24 09:00 to Sun 2026-12-27 09:00 (America/Los_Angeles) — a page that they miss reaches nobody else: add a second to the ladder',
    ]);
  });

  it('that nobody is there at all, where there is no duty', () => {
    expect(proven('').told).toEqual([
      'centre.yaml:5:3 nobody is on duty for a P1, in no region, from Fri 2026-11-20 04:00 to Sun 2027-11-21 04:00 (America/Los_Angeles) — expected somebody somewhere at every minute of the next year',
    ]);
  });

  it('when nobody is there, the first times one by one', () => {
    const { told: lines, gaps } = proven('    duty: { ladders: [[amy, cat]], hours: { mon-fri: 24h } }');
    expect(lines[0]).toBe('centre.yaml:10:5 nobody is on duty for a P1, in no region, from Sat 2026-11-21 00:00 to Mon 2026-11-23 00:00 (America/Los_Angeles) — expected somebody somewhere at every minute of the next year');
    expect(lines[5]).toBe('centre.yaml:10:5 nor at 48 more times, the next of them from Sat 2026-12-26 00:00 to Mon 2026-12-28 00:00 (America/Los_Angeles)');
    expect([lines.length, gaps.length, gaps[0]]).toEqual([6, 53, { region: 'west', from: '2026-11-21T08:00:00.000Z', to: '2026-11-23T08:00:00.000Z' }]);
  });
});
