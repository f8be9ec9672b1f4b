// Changes as rows: what an edit is called by, and whose classes it may touch.
import { describe, expect, it } from 'vitest';
import { centre, flows } from '../../test/support/core.ts';
import type { Agent, Centre } from '../centre/centre.ts';
import { loadPrompts } from '../prompts/load.ts';
import { changesBetween, isNothing, toPublish, type Written } from './changes.ts';

const loaded = await loadPrompts('locales');
if (!loaded.ok) throw new Error('the shipped locales have problems');
const now: Written = { centre, flows, locales: loaded.locales };
const nothing = { added: [], changed: [], removed: [] };
const changed = (more: Partial<Centre>) => changesBetween(now, { ...now, centre: { ...centre, ...more } });

const edited = (id: string, more: Partial<Agent>): Centre => ({ ...centre, agents: centre.agents.map((agent) => (agent.id === id ? { ...agent, ...more } : agent)) });

describe('what has changed', () => {
  it('is nothing where nothing was edited, though the version of the file may be another', () => {
    const changes = changed({ version: 'another' });
    expect(changes).toEqual({ flows: nothing, languages: nothing, centre: nothing, agents: nothing });
    expect(isNothing(changes)).toBe(true);
  });

  it.each<[string, Partial<Centre>, string]>([
    ['a setting', { settings: { ...centre.settings, wrapS: 1 } }, 'settings'],
    ['a line', { lines: centre.lines.slice(1) }, 'lines'],
    ['a demand', { demands: {} }, 'demands'],
    ['the edition', { edition: 99 }, 'edition'],
  ])('is called by its section: %s', (_name, more, section) => {
    expect(changed(more).centre).toEqual({ added: [], changed: [section], removed: [] });
    expect(isNothing(changed(more))).toBe(false);
  });

  it('is called by name for flows, languages and agents', () => {
    const others = loaded.locales.filter(({ language }) => language !== 'en');
    const { hold, ...rest } = flows.flows;
    if (!hold) throw new Error('the shipped flows have no hold');
    const after: Written = { centre: { ...edited('amy', { name: 'Sample' }), agents: edited('amy', { name: 'Sample' }).agents.filter(({ id }) => id !== 'ben') }, flows: { hash: 'other', flows: { ...rest, waiting: hold } }, locales: others };
    expect(changesBetween(now, after)).toMatchObject({
      flows: { added: ['waiting'], changed: [], removed: ['hold'] }, languages: { added: [], changed: [], removed: ['en'] }, agents: { added: [], changed: ['amy'], removed: ['ben'] },
    });
  });
});

describe('who is published again', () => {
  const who = (after: Centre, everybody: readonly Agent[] = after.agents) => toPublish(centre, after, everybody);

  it.each<[string, Centre, string[]]>([
    ['nobody, where nothing changed', centre, []],
    ['nobody for a name', edited('amy', { name: 'Sample' }), []],
    ['nobody for a staff number', edited('amy', { staffId: '9999' }), []],
    ['whoever has another team', edited('amy', { teams: ['logistics'] }), ['amy']],
    ['whoever has another skill', edited('dan', { skills: { other: 9 } }), ['dan']],
    ['whoever speaks another language', edited('dan', { languages: ['ja'] }), ['dan']],
    ['nobody for a setting', { ...centre, settings: { ...centre.settings, wrapS: 1 } }, []],
  ])('%s', (_name, after, expected) => {
    expect(who(after)).toEqual(expected);
  });

  it('everybody of a team whose strategy changed, also those whom only the API knows', () => {
    const after: Centre = { ...centre, teams: { ...centre.teams, sirt: { name: 'Security', strategy: 'round-robin' } } };
    const [first] = centre.agents;
    if (!first) throw new Error('the sample centre has no agents');
    const theirs = { ...first, id: 'of-the-api', teams: ['sirt'] };
    const expected = [...centre.agents.filter(({ teams }) => teams.includes('sirt')).map(({ id }) => id), 'of-the-api'];
    expect(who(after, [...centre.agents, theirs]).sort()).toEqual(expected.sort());
  });
});
