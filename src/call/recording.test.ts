// Which rule holds for a call: what line, teams and countries say, the stricter one first.
import { expect, it } from 'vitest';
import type { Centre } from '../centre/centre.ts';
import { loadCentre } from '../centre/load.ts';
import { recordingRule } from './recording.ts';

const loaded = await loadCentre('flows');
if (!loaded.ok) throw new Error('the sample centre has problems');
const sample: Centre = { ...loaded.centre, recording: { countries: { US: 'none', GB: 'announce', DE: 'ask' }, otherwise: 'announce', keepDays: 90 } };
const withLines: Centre = { ...sample, lines: sample.lines.map((line) => ({ ...line, record: true as const })) };
const withTeam: Centre = { ...sample, teams: { ...sample.teams, engineers: { name: 'Engineers', record: 'yes' } } };
const [tollFree, american, british] = ['+18885550100', '+14085550100', '+442079460100'] as const;
const from = (line: string, country?: string) => ({ line, ...(country === undefined ? {} : { country }) }) as Parameters<typeof recordingRule>[1];

it.each<[string, Centre, ReturnType<typeof from>, string, ReturnType<typeof recordingRule>]>([
  ['nobody wants it', sample, from(tollFree, 'US'), 'engineer', 'off'],
  ['the line is recorded', withLines, from(american, 'US'), 'engineer', 'none'],
  ['the team is', withTeam, from(american, 'US'), 'engineer', 'none'],
  ['another team is', withTeam, from(american, 'US'), 'logistics', 'off'],
  ["the caller's country is stricter", withLines, from(american, 'DE'), 'engineer', 'ask'],
  ["the line's country is stricter", withLines, from(british, 'US'), 'engineer', 'announce'],
  ['a toll-free line is nowhere', withLines, from(tollFree, 'GB'), 'engineer', 'announce'],
  ['a country is not in the table', withLines, from(american, 'FR'), 'engineer', 'announce'],
  ['the number is withheld: the strictest of all', withLines, from(american), 'engineer', 'ask'],
  ['it is about security, whatever the line says', withLines, from(american, 'US'), 'sirt', 'never'],
])('%s', (_name, centre, call, demand, expected) => {
  expect(recordingRule(centre, call, demand)).toBe(expected);
});
