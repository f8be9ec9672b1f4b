// What the sections of a centre file say of each other: names that must exist, numbers that must be one's own, P1 before all.
import { peopleOf } from '../duty/schema.ts';
import { hintFor } from '../flow/nearest.ts';
import { mayDial } from '../phone/outgoing.ts';
import { bounds } from '../routing/bounds.ts';
import { agentProblems } from './agent.ts';
import { demandFindings } from './cross-demand.ts';
import { management } from './cross-management.ts';
import { plans } from './cross-plans.ts';
import { promises } from './cross-promises.ts';
import { refusedPhone } from './refused-phone.ts';
import type { Finding, Path } from './issues.ts';
import { demandsOf, prioritiesOf } from './made.ts';
import type { CentreFile } from './schema.ts';
import { writeDuration } from './value.ts';

export function crossCheck(file: CentreFile): Finding[] {
  return [...lines(file), ...regions(file), ...teams(file), ...priorities(file), ...promises(file), ...plans(file), ...management(file), ...demandFindings(file), ...agents(file), ...announcements(file), ...settings(file)];
}

/** A name that must be one of those there are. */
function named(what: string, name: string | undefined, known: object, path: Path): Finding[] {
  if (name === undefined || Object.hasOwn(known, name)) return [];
  return [{ path, message: `there is no ${what} '${name}'`, ...hintFor(name, Object.keys(known)) }];
}

function lines({ lines: all, regions: known, agents: people, 'staff-line': staff }: CentreFile): Finding[] {
  const spoken = new Set(people.flatMap(({ languages }) => languages));
  const numbers = all.map(({ number }) => number);
  return all.flatMap((line, index): Finding[] => [
    ...named('region', line.region, known, ['lines', index, 'region']),
    ...named('region', line['default-region'], known, ['lines', index, 'default-region']),
    ...(line.region ?? line['default-region'] ? [] : [{
      path: ['lines', index], message: `'default-region' is missing`, hint: 'a line without a region of its own needs one for callers from elsewhere',
    }]),
    ...(numbers.indexOf(line.number) < index ? [{ path: ['lines', index, 'number'], message: `the line ${line.number} stands here twice` }] : []),
    ...(line.number === staff ? [{ path: ['lines', index, 'number'], message: 'the staff line cannot be a line for customers' }] : []),
    ...line.languages.flatMap((language, at): Finding[] => (spoken.has(language) || people.length === 0 ? [] : [{
      path: ['lines', index, 'languages', at], level: 'warning', message: `no agent speaks '${language}'`, hint: 'callers who choose it need an interpreter',
    }])),
  ]);
}

function regions({ regions: all, agents: people }: CentreFile): Finding[] {
  const seen = new Map<string, string>();
  return Object.entries(all).flatMap(([id, region]): Finding[] => [
    ...region.neighbours.flatMap((neighbour, index) => [
      ...named('region', neighbour, all, ['regions', id, 'neighbours', index]),
      ...(neighbour === id ? [{ path: ['regions', id, 'neighbours', index], message: 'a region is not its own neighbour' }] : []),
    ]),
    ...peopleOf(region.duty).flatMap(({ agent, path }) => onDuty(agent, people, ['regions', id, 'duty', ...path])),
    ...region.countries.flatMap((country, index): Finding[] => {
      const first = seen.get(country);
      seen.set(country, first ?? id);
      return first === undefined ? [] : [{ path: ['regions', id, 'countries', index], message: `${country} is in region '${first}' already` }];
    }),
  ]);
}

/** A page is a telephone call and a text: a SIP or browser phone alone is not where somebody is woken. */
function onDuty(id: string, people: CentreFile['agents'], path: Path): Finding[] {
  const meant = people.filter((agent) => agent.id === id);
  if (meant.length === 0) return named('agent', id, Object.fromEntries(people.map((agent) => [agent.id, agent])), path);
  return meant.every(({ phone }) => phone === undefined) ? [{ path, message: `'${id}' is on duty and has no phone`, hint: 'whoever is on duty is rung by telephone: expected phone: with the agent' }] : [];
}

function teams({ teams: all, agents: people }: CentreFile): Finding[] {
  const served = new Set(people.flatMap((agent) => agent.teams));
  return Object.keys(all).filter((team) => !served.has(team)).map((team) => ({
    path: ['teams', team], key: true, message: `nobody is in team '${team}'`, hint: 'add it to the teams of an agent',
  }));
}

/** Whoever has chosen a language hears all of the first menu in it. */
function announcements({ announcements: all, lines: served }: CentreFile): Finding[] {
  const languages = [...new Set(served.flatMap((line) => line.languages))];
  return Object.entries(all).flatMap(([id, { texts }]) => languages.filter((language) => !Object.hasOwn(texts, language)).map((language): Finding => ({
    path: ['announcements', id, 'texts'], key: true, message: `'${id}' has no words in '${language}', which a line serves`, hint: `add ${language}: and the words`,
  })));
}

const ORDERED = ['P2', 'P3', 'P4'] as const;

/**
 * A caller's rank is arrival less head start, so a P1 is ahead of everybody in line if its head start is more than the longest anybody can
 * have waited (a leg lasts no longer than `legs`, and a redial after a cut resumes the place once) and the head start of that other.
 */
function priorities(file: CentreFile): Finding[] {
  const { priorities: all, settings: { legS }, callbacks } = file;
  const { p1 } = bounds({ priorities: prioritiesOf(file), demands: {}, settings: { legS }, callbacks });
  const late: Finding[] = p1.marginS > 0 ? [] : [{
    path: ['priorities', 'P1', 'head-start'], message: `a P1 would not always be first: its head start must be more than ${writeDuration(p1.longestWaitS + p1.highestOtherS)}`,
    hint: `twice the longest call (settings.legs, ${writeDuration(legS)}), the time a callback may stand in line (callbacks.engineer and callbacks.within, ${writeDuration(callbacks.engineerS + callbacks.withinS)}) and the longest head start below it (${writeDuration(p1.highestOtherS)})`,
  }];
  const upside: Finding[] = ORDERED.slice(1).filter((priority, index) => all[priority]['head-start'] > all[ORDERED[index] ?? 'P2']['head-start']).map((priority) => ({
    path: ['priorities', priority, 'head-start'], message: `${priority} has more head start than the priority above it`,
  }));
  const several: Finding[] = ORDERED.filter((priority) => all[priority].offers > 1).map((priority) => ({
    path: ['priorities', priority, 'offers'], message: 'only for a P1 may several phones ring at once', hint: 'expected 1',
  }));
  return [...late, ...(late.length > 0 ? [] : aheadOfP1(file)), ...upside, ...several];
}

/** Rules of demands that would put others before a P1. */
function aheadOfP1(file: CentreFile): Finding[] {
  const centre = { priorities: prioritiesOf(file), settings: { legS: file.settings.legS }, callbacks: file.callbacks };
  return Object.entries(demandsOf(file)).flatMap(([demand, { first }]) => first.flatMap((rule, index): Finding[] => {
    const { p1 } = bounds({ ...centre, demands: { [demand]: { first: [rule] } } });
    return p1.marginS > 0 ? [] : [{
      path: ['demands', demand, 'first', index, 'head-start'], message: `a P1 would not always be first: this must be at least ${writeDuration(1 - p1.marginS)} less`,
      hint: `the head start of a P1 is ${writeDuration(p1.headStartS)}, and must be more than twice the longest call (settings.legs), the time of a callback in line (callbacks.engineer and callbacks.within) and any other head start`,
    }];
  }));
}

function agents(file: CentreFile): Finding[] {
  const { agents: all, outgoing } = file;
  const ids = all.map(({ id }) => id);
  return all.flatMap((agent, index): Finding[] => {
    if (ids.indexOf(agent.id) < index) return [{ path: ['agents', index, 'id'], message: `there is an agent '${agent.id}' already` }];
    const own = agentProblems(agent, file, all.slice(0, index)).map(({ path, message, name = '', known }): Finding => ({
      path: ['agents', index, ...path], message, ...(known && hintFor(name, known)),
    }));
    const dial = agent.phone && mayDial(agent.phone, { countries: outgoing.countries, samples: true }, 'agent');
    const refused = dial === undefined || dial.ok ? [] : [refusedPhone(dial.why, ['agents', index, 'phone'])];
    const idle: Finding[] = agent.teams.length > 0 || agent.interprets ? [] : [{ path: ['agents', index], level: 'warning', message: `'${agent.id}' is in no team` }];
    return [...own, ...refused, ...idle];
  });
}

function settings({ settings: { voicemailS, voicemailWarningS } }: CentreFile): Finding[] {
  return voicemailWarningS < voicemailS ? [] : [{ path: ['settings', 'voicemail-warning'], message: 'the warning comes before the end of a voicemail', hint: `expected less than ${writeDuration(voicemailS)}` }];
}
