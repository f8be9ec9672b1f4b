import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printProblem } from '../flow/problem.ts';
import { parseCases, parseCentre } from './parse.ts';
import { readDuration, writeDuration } from './value.ts';

const small = `name: Small
lines:
  - { number: +1 408 555 0100, name: Main, default-region: west, languages: [en], flow: support }
regions:
  west:
    name: West
    caller-id: +1 (408) 555-0100
    hours: { zone: America/Los_Angeles, week: { mon-fri: "08:00-17:00" } }
    countries: [US, CA]
    neighbours: [east]
    duty: [amy]
  east:
    name: East
    caller-id: +442079460100
    hours: { zone: Europe/London, week: 24x7 }
    countries: [GB]
teams:
  care: Care
demands:
  care: [{ who: team:care }]
  engineer:
    - who: assigned
    - { who: [team:care, agent:ben], after: 20s }
agents:
  - { id: amy, name: Amy, teams: [care], phone: +1 202 555 0101, region: west }
  - { id: ben, name: Ben, teams: [care], sip: "sip:ben@sip.example.com", region: east, skills: { routing: 3 } }
outgoing: { countries: [US] }
`;

function told(text: string): string[] {
  return parseCentre('centre.yaml', text).problems.map(printProblem);
}

function edited(from: string, to: string): string {
  if (!small.includes(from)) throw new Error(`the small centre has no ${from}`);
  return small.replace(from, to);
}

describe('a centre file', () => {
  it('gives a centre whose every value can be trusted', () => {
    const read = parseCentre('centre.yaml', small);
    expect(read).toMatchObject({
      ok: true, problems: [],
      centre: {
        name: 'Small', edition: 0,
        lines: [{ number: '+14085550100', name: 'Main', defaultRegion: 'west', languages: ['en'], flow: 'support' }],
        regions: { west: { callerId: '+14085550100', neighbours: ['east'], duty: { zone: 'America/Los_Angeles', ladders: [['amy']], overrides: [] } }, east: { callerId: '+442079460100', neighbours: [], duty: { zone: 'Europe/London', ladders: [], overrides: [] } } },
        teams: { care: { name: 'Care', strategy: 'longest-idle' } },
        priorities: { P1: { headStartS: 604_800, offers: 5, response: { unit: 'clock', ms: 3_600_000 } }, P2: { headStartS: 600, offers: 1, hours: 'region' }, P3: { headStartS: 300, offers: 1 }, P4: { headStartS: 0, offers: 1 } },
        plans: { 'care': { name: 'Care', phone: true, roundTheClock: [] }, 'care-plus': { phone: true, roundTheClock: ['P1', 'P2'], expertToExpert: ['P1', 'P2'], serviceManager: true }, 'warranty': { phone: false } },
        demands: { care: { steps: [{ who: ['team:care'], afterS: 0 }], first: [] }, engineer: { steps: [{ who: ['assigned'], afterS: 0 }, { who: ['agent:ben', 'team:care'], afterS: 20 }] } },
        agents: [
          { id: 'amy', name: 'Amy', teams: ['care'], phone: '+12025550101', region: 'west', languages: ['en'], skills: {} },
          { id: 'ben', sip: 'sip:ben@sip.example.com', skills: { routing: 3 } },
        ],
        settings: {
          ringS: 20, coolS: 60, wrapS: 120, joinS: 5, reconnectS: 10, callsPerSecond: 1, voicemailS: 300, voicemailWarningS: 20, legS: 14_400, keepDays: 90,
        },
        outgoing: { countries: ['US'] },
      },
    });
  });

  it('has a version that follows what it says, not how it is written', () => {
    const version = (text: string) => { const read = parseCentre('x', text); return read.ok && read.centre.version; };
    expect(version(`# a comment\n${small}`)).toBe(version(small));
    expect(version(edited('name: Small', 'name:    "Small"'))).toBe(version(small));
    expect(version(edited('after: 20s', 'after: 21s'))).not.toBe(version(small));
    expect(version(edited('week: 24x7', 'week: 24x7, holidays: [{ name: X, date: "12-25" }]'))).not.toBe(version(small));
  });
});

it('conditions of which some values go together are taken', () => {
  const when = (text: string) => parseCentre('x', edited('after: 20s }', `after: 20s }\n    - { who: team:care, after: 30s, when: { ${text} } }`)).problems.map(printProblem);
  for (const text of ['plan: [none, care], entitlement: active', 'plan: care, entitlement: [none, expired]', 'network-down: [yes, no], journey: new-case', 'certified: [yes, no], plan: none', 'journey: [network-down, new-case], network-down: no']) expect(when(text)).toEqual([]);
});

it('the journeys that rules ask for are told with their places', () => {
  const read = parseCentre('x', edited('after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { journey: [new-case, escalation] } }\n    - { who: team:care, after: 40s, when: { journey: interpreter } }'));
  expect(read.ok && read.journeys.map(({ name, at }) => `${name} ${at.line}:${at.column}`)).toEqual(['new-case 24:55', 'escalation 24:65', 'interpreter 25:54']);
});

it('who is named twice in a step, in whatever spelling, counts once', () => {
  const read = parseCentre('x', edited('[team:care, agent:ben]', '[team:care, "Team: care", agent:ben]'));
  expect(read.ok && read.centre.demands['engineer']?.steps[1]?.who).toEqual(['agent:ben', 'team:care']);
});

describe('a centre file is refused, and says where and why,', () => {
  it.each([
    ['with a section left out', 'outgoing: { countries: [US] }', '', `centre.yaml:1:1 'outgoing' is missing`],
    ['with a mistyped section', 'teams:\n', 'team:\n', `centre.yaml:17:1 unknown key 'team' — did you mean 'teams'?`],
    ['with a mistyped key', 'default-region: west', 'defalt-region: west', `centre.yaml:3:44 unknown key 'defalt-region' — did you mean 'default-region'?`],
    ['with a line that has no region at all', 'default-region: west, ', '', `centre.yaml:3:5 'default-region' is missing — a line without a region of its own needs one for callers from elsewhere`],
    ['with a line of an unknown region', 'default-region: west', 'default-region: wset', `centre.yaml:3:60 there is no region 'wset' — did you mean 'west'?`],
    ['with a phone that is none', 'number: +1 408 555 0100', 'number: 555 0100', `centre.yaml:3:15 'number': expected a phone number with + and its country, such as +1 202 555 0101`],
    ['with an extension', 'phone: +1 202 555 0101', 'phone: +1 202 555 0101 ext. 5', `centre.yaml:25:49 'phone': expected a number without an extension`],
    ['with a line twice', 'regions:\n', '  - { number: "+14085550100", name: Other, region: west, flow: x }\nregions:\n', `centre.yaml:4:15 the line +14085550100 stands here twice`],
    ['with its staff line among the lines', 'name: Small', 'name: Small\nstaff-line: +14085550100', `centre.yaml:4:15 the staff line cannot be a line for customers`],
    ['with a neighbour that does not exist', '[east]', '[eats]', `centre.yaml:10:18 there is no region 'eats' — did you mean 'east'?`],
    ['with a region that neighbours itself', '[east]', '[west]', `centre.yaml:10:18 a region is not its own neighbour`],
    ['with a country in two regions', 'countries: [GB]', 'countries: [GB, CA]', `centre.yaml:16:21 CA is in region 'west' already`],
    ['with a country twice', '[US, CA]', '[US, CA, US]', `centre.yaml:9:25 'countries': stands here twice`],
    ['with a country that is none', 'countries: [GB]', 'countries: [XX]', `centre.yaml:16:17 'countries': expected the two capital letters of a country, such as US`],
    ['with a country by its other code', 'countries: [GB]', 'countries: [UK]', `centre.yaml:16:17 'countries': the code of this country is GB`],
    ['with duty for somebody unknown', 'duty: [amy]', 'duty: [benn]', `centre.yaml:11:12 there is no agent 'benn' — did you mean 'ben'?`],
    ['with a zone that is none', 'Europe/London', 'Europe/Londn', `centre.yaml:15:20 'zone': expected a time zone by its IANA name, got "Europe/Londn"; did you mean Europe/London?`],
    ['with hours that contradict each other', '{ mon-fri: "08:00-17:00" }', '{ mon-fri: "08:00-17:00", tue: "09:00-10:00" }', `centre.yaml:8:41 'week': tue is given twice, by mon-fri and by tue`],
    ['with a team nobody is in', 'care: Care', 'care: Care\n  experts: Experts', `centre.yaml:19:3 nobody is in team 'experts' — add it to the teams of an agent`],
    ['with a demand for an unknown team', 'team:care }]', 'team:car }]', `centre.yaml:20:17 there is no team 'car' — did you mean 'care'?`],
    ['with a demand for an unknown agent', 'agent:ben', 'agent:bne', `centre.yaml:23:26 there is no agent 'bne' — did you mean 'ben'?`],
    ['with a demand for nobody in particular', 'who: team:care }]', 'who: everybody }]', `centre.yaml:20:17 'who': expected who may answer, such as assigned, team:NAME or skill:NAME>=3`],
    ['with a demand of only the assigned engineer', '\n    - { who: [team:care, agent:ben], after: 20s }', '', `centre.yaml:21:3 only the assigned engineer may take 'engineer' — add a step with a team: the engineer may be away, and some callers have none`],
    ['with an empty demand', 'care: [{ who: team:care }]', 'care: []', `centre.yaml:20:9 'care': expected at least one step`],
    ['with a first step that waits', '- who: assigned', '- { who: assigned, after: 5s }', `centre.yaml:22:31 the first step begins at once — leave its after: out`],
    ['with a step without a time', ', after: 20s', '', `centre.yaml:23:7 'after' is missing — expected when this step begins, such as 20s; who may answer at once belongs into the first step`],
    ['with steps out of order', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 10s }', `centre.yaml:24:32 a step begins later than the one before it (20s)`],
    ['with a duration that is none', 'after: 20s', 'after: soon', `centre.yaml:23:45 'after': expected a time from 0s to 24h, such as 30s`],
    ['with an agent of an unknown team', 'teams: [care], phone', 'teams: [care, cares], phone', `centre.yaml:25:41 there is no team 'cares' — did you mean 'care'?`],
    ['with an agent of an unknown region', 'region: east, skills', 'region: eats, skills', `centre.yaml:26:82 there is no region 'eats' — did you mean 'east'?`],
    ['with the same agent twice', 'routing: 3 } }', 'routing: 3 } }\n  - { id: ben, name: B, teams: [care], client: b, region: east }', `centre.yaml:27:11 there is an agent 'ben' already`],
    ['with one phone for two agents', 'sip: "sip:ben@sip.example.com"', 'phone: "+1 (202) 555-0101"', `centre.yaml:26:49 'amy' has the same phone`],
    ['with an agent nobody can ring', 'phone: +1 202 555 0101, ', '', `centre.yaml:25:5 nothing of theirs can be rung — expected phone:, sip: or client:`],
    ['with an agent in a country we do not ring', '+1 202 555 0101', '+44 20 7946 0101', `centre.yaml:25:49 this phone may not be rung: its country is not among those we call — add its country to outgoing.countries`],
    ['with a skill beyond the top', 'routing: 3', 'routing: 11', `centre.yaml:26:107 'routing': expected a level from 1 to 10`],
    ['with a language that is none', 'languages: [en]', 'languages: [english]', `centre.yaml:3:78 'languages': expected a language tag such as en, pt or zh`],
    ['with a P1 that others could be ahead of', 'teams:\n', 'priorities: { P1: { head-start: 8h }, P2: { head-start: 30m } }\nteams:\n',
      `centre.yaml:17:33 a P1 would not always be first: its head start must be more than 990m — twice the longest call (settings.legs, 4h), the time a callback may stand in line (callbacks.engineer and callbacks.within, 8h) and the longest head start below it (30m)`],
    ['with a P3 before a P2', 'teams:\n', 'priorities: { P3: { head-start: 1h } }\nteams:\n', `centre.yaml:17:33 P3 has more head start than the priority above it`],
    ['with a promise that is none', 'teams:\n', 'priorities: { P2: { response: soon } }\nteams:\n', `centre.yaml:17:31 'response': expected a time such as 1 hour, 8 business hours or 3 business days`],
    ['with a P1 that is answered in business hours', 'teams:\n', 'priorities: { P1: { response: 1 business hour }, P2: { response: 2 business hours } }\nteams:\n',
      `centre.yaml:17:31 a P1 is answered at every hour — expected a time without business in it, such as 1 hour`],
    ['with a P3 that is answered sooner than a P2', 'teams:\n', 'priorities: { P3: { response: 30 business minutes } }\nteams:\n', `centre.yaml:17:31 P3 would be answered sooner than the priority above it`],
    ['with a P1 that sleeps at night', 'teams:\n', 'priorities: { P1: { hours: region } }\nteams:\n', `centre.yaml:17:28 a P1 is worked on at every hour — expected always`],
    ['with hours that are none', 'teams:\n', 'priorities: { P2: { hours: day } }\nteams:\n', `centre.yaml:17:28 'hours': expected always or region`],
    ['with a P3 at night and no P2', 'teams:\n', 'priorities: { P3: { hours: always, response: 8 hours, updates: 3 days } }\nteams:\n', `centre.yaml:17:28 P3 would be worked on at night, and P2 would not`],
    ['with a P2 at night that is answered by day', 'teams:\n', 'priorities: { P2: { hours: always, updates: 1 day } }\nteams:\n',
      `centre.yaml:17:15 a P2 is answered at every hour — expected a time without business in it, such as 1 hour`],
    ['with updates that sleep at night', 'teams:\n', 'priorities: { P1: { updates: 4 business hours } }\nteams:\n', `centre.yaml:17:30 the customer of a P1 hears of it at every hour — expected a time without business in it, such as 1 hour`],
    ['with a P4 that hears more often than a P1', 'teams:\n', 'priorities: { P1: { updates: 8 days }, P2: { updates: 7 days } }\nteams:\n', `centre.yaml:17:55 P2 would hear more often than the priority above it`],
    ['with a ladder of nobody', 'teams:\n', 'management: { boss: { name: Boss, phone: +1 202 555 0141 } }\npriorities: { P1: { ladder: { bos: 1h, boss: 2h } } }\nteams:\n', `centre.yaml:18:31 there is no 'bos' in management — did you mean 'boss'?`],
    ['with a P2 of which somebody hears sooner', 'teams:\n', 'management: { boss: { name: Boss, phone: +1 202 555 0141 } }\npriorities: { P1: { ladder: { boss: 2h } }, P2: { ladder: { boss: 1h } } }\nteams:\n', `centre.yaml:18:67 'boss' would be told of a P2 sooner than of a P1`],
    ['with a ladder of seconds', 'teams:\n', 'priorities: { P1: { ladder: { boss: 30s } } }\nteams:\n', `centre.yaml:17:37 'boss': expected a time from 1m to 366d, such as 1m`],
    ['with management that may not be texted', 'teams:\n', 'management: { boss: { name: Boss, phone: +44 20 7946 0141 } }\npriorities: { P1: { ladder: { boss: 1h } } }\nteams:\n', `centre.yaml:17:42 this phone may not be rung: its country is not among those we call — add its country to outgoing.countries`],
    ['with a plan that there is not', 'teams:\n', 'plans: { gold: { name: Gold } }\nteams:\n', `centre.yaml:17:10 unknown key 'gold' — expected one of 'none', 'warranty', 'care', 'care-plus'`],
    ['with experts at night for whom nobody works at night', 'teams:\n', 'plans: { care: { expert-to-expert: [P2] } }\nteams:\n', `centre.yaml:17:37 P2 of 'care' would reach nobody at night — add P2 to round-the-clock`],
    ['with a plan that has P3 at night and no P2', 'teams:\n', 'plans: { care: { round-the-clock: [P1, P3] } }\nteams:\n', `centre.yaml:17:40 P3 would be worked on at night, and P2 would not`],
    ['with a plan that has hours and no telephone', 'teams:\n', 'plans: { warranty: { round-the-clock: [P2] } }\nteams:\n', `centre.yaml:17:39 customers of 'warranty' may not call — leave round-the-clock: out, or say phone: yes`],
    ['with a rule for a P1 nobody works for', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { priority: P1, served: no } }', `centre.yaml:24:37 this can never hold: a P1 is worked on at every hour — leave served: out`],
    ['with several phones for a P2', 'teams:\n', 'priorities: { P2: { offers: 2 } }\nteams:\n', `centre.yaml:17:29 only for a P1 may several phones ring at once — expected 1`],
    ['with too many phones for a P1', 'teams:\n', 'priorities: { P1: { offers: 6 } }\nteams:\n', `centre.yaml:17:29 'offers': expected a whole number from 1 to 5`],
    ['with a setting out of bounds', 'name: Small', 'name: Small\nsettings: { ring: 90s }', `centre.yaml:2:19 'ring': expected a time from 5s to 60s, such as 5s`],
    ['with a mistyped setting', 'name: Small', 'name: Small\nsettings: { rings: 20s }', `centre.yaml:2:13 unknown key 'rings' — did you mean 'ring'?`],
    ['with a warning after the end', 'name: Small', 'name: Small\nsettings: { voicemail: 30s, voicemail-warning: 30s }', `centre.yaml:2:48 the warning comes before the end of a voicemail — expected less than 30s`],
    ['with a list where names belong', 'teams:\n  care: Care', 'teams: [care]', `centre.yaml:17:8 'teams': expected names with values below them`],
    ['with a team that is a number of things', 'care: Care', 'care: { nam: Care }', `centre.yaml:18:11 unknown key 'nam' — did you mean 'name'?`],
    ['with an announcement not all callers would understand', 'teams:\n', 'announcements: { outage: { name: Outage, texts: { es: Lo sabemos. } } }\nteams:\n', `centre.yaml:17:42 'outage' has no words in 'en', which a line serves — add en: and the words`],
    ['with a speech for an announcement', 'teams:\n', `announcements: { outage: { name: Outage, texts: { en: ${'x'.repeat(201)} } } }\nteams:\n`, `centre.yaml:17:55 'en': expected at most 200 characters: callers hear it before they can choose`],
    ['with hours that are kept a little', 'care: Care', 'care: { name: Care, keeps-hours: sometimes }', `centre.yaml:18:36 'keeps-hours': expected yes or no`],
    ['with half a supervisor', 'phone: +1 202 555 0101,', 'phone: +1 202 555 0101, supervisor: often,', `centre.yaml:25:78 'supervisor': expected yes or no`],
    ['with a name in capitals', '  care: Care', '  care: Care\n  Experts: Experts', `centre.yaml:19:3 'Experts' is no name — expected lower-case letters, digits and dashes`],
    ['with a demand for a skill nobody has', 'team:care }]', '{ all: [team:care, skill:switching] } }]', `centre.yaml:20:36 nobody has the skill 'switching' — expected 'routing'`],
    ['with a mistyped skill', 'team:care }]', '{ all: [team:care, skill:routin] } }]', `centre.yaml:20:36 nobody has the skill 'routin' — did you mean 'routing'?`],
    ['with a demand for a level nobody has', 'team:care }]', 'skill:routing>=4 }, { who: team:care, after: 5s }]', `centre.yaml:20:17 nobody has level 4 in 'routing' — the highest there is is 3`],
    ['with a demand for more than anybody knows of any product', 'team:care }]', '{ all: [team:care, skill:case>=9] } }]', `centre.yaml:20:36 nobody has level 9 in any product family — the highest there is is 3`],
    ['with a demand for an unknown region', 'team:care }]', '{ all: [team:care, region:eats] } }]', `centre.yaml:20:36 there is no region 'eats' — did you mean 'east'?`],
    ['with a neighbour no region has', 'team:care }]', '[team:care, { all: [team:care, region:next-2] }] }]', `centre.yaml:20:48 no region has 2 neighbours — expected neighbours: of the regions, which have 1 at most`],
    ['with a demand nobody can ever meet', 'team:care }]', '[{ all: [team:care, agent:amy, region:east] }, team:care] }]', `centre.yaml:20:17 no agent of this file can ever be 'all(agent:amy,region:east,team:care)' — expected somebody in the team who has all that is asked for`],
    ['with a demand that is two regions at once', 'team:care }]', '[{ all: [region:caller, region:next] }, team:care] }]', `centre.yaml:20:17 no agent of this file can ever be 'all(region:caller,region:next)' — expected somebody in the team who has all that is asked for`],
    ['with a demand that asks for nobody where the product is unknown', 'team:care }]', 'skill:case }]', `centre.yaml:20:3 some callers of region 'west' would wait for nobody in 'care' — add a step that names a team and has no when:`],
    ['with a demand that leaves a region out', 'team:care }]', '{ all: [team:care, region:next] } }]', `centre.yaml:20:3 some callers of region 'east' would wait for nobody in 'care' — add a step that names a team and has no when:`],
    ['with a demand for some calls only', 'team:care }]', 'team:care, when: { plan: care } }]', `centre.yaml:20:3 some callers of region 'west' would wait for nobody in 'care' — add a step that names a team and has no when:`],
    ['with a mistyped key in a step', ', after: 20s', ', afer: 20s', `centre.yaml:23:38 unknown key 'afer' — did you mean 'after'?`],
    ['with a mistyped key below', 'team:care }]', '{ al: [team:care] } }]', `centre.yaml:20:23 'al': expected all, any or not — did you mean 'all'?`],
    ['with a mistyped condition', 'after: 20s', 'after: 20s, when: { pririty: P1 }', `centre.yaml:23:58 unknown key 'pririty' — did you mean 'priority'?`],
    ['with a condition no call can meet', 'after: 20s', 'after: 20s, when: { plan: gold }', `centre.yaml:23:64 'plan': expected none, warranty, care or care-plus`],
    ['with a condition of an unknown region', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { region: [west, eats] } }', `centre.yaml:24:60 there is no region 'eats' — did you mean 'east'?`],
    ['with no condition at all', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: {} }', `centre.yaml:24:37 expected a condition — such as priority, plan, entitlement, region`],
    ['with conditions that exclude each other', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { certified: yes, entitlement: expired } }', `centre.yaml:24:37 this can never hold: a certified expert always has an active contract — leave entitlement: out`],
    ['with a plan that excludes the entitlement', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { plan: [none, warranty], entitlement: active } }', `centre.yaml:24:37 this can never hold: an active contract is care or care-plus — leave plan: out`],
    ['with an entitlement that excludes the plan', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { plan: care-plus, entitlement: none } }', `centre.yaml:24:37 this can never hold: care and care-plus are contracts, which are active or expired — leave entitlement: out`],
    ['with an expert without a contract', 'care: [{ who: team:care }]', 'care: { steps: [{ who: team:care }], first: [{ when: { certified: yes, plan: warranty }, head-start: 1h }] }', `centre.yaml:20:50 this can never hold: a certified expert always has an active contract, which is care or care-plus — leave plan: out`],
    ['with a network that is up where it is down', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { network-down: no, journey: network-down } }', `centre.yaml:24:37 this can never hold: on that journey the network is down — leave journey: out`],
    ['with a network that is down on another journey', 'after: 20s }', 'after: 20s }\n    - { who: team:care, after: 30s, when: { network-down: yes, journey: [new-case, escalation] } }', `centre.yaml:24:37 this can never hold: the network is down on the journey network-down alone — leave journey: out`],
    ['with a rule that an earlier one hides', 'care: [{ who: team:care }]', 'care: { steps: [{ who: team:care }], first: [{ when: { escalated: yes }, head-start: 1h }, { when: { escalated: yes, plan: care }, head-start: 2h }] }',
      `centre.yaml:20:96 this can never hold: an earlier rule takes all these calls — see rule 1, or put this one before it`],
    ['with a rule that puts others before a P1', 'care: [{ who: team:care }]', 'care: { steps: [{ who: team:care }], first: [{ when: { escalated: yes }, head-start: 7d }] }',
      `centre.yaml:20:88 a P1 would not always be first: this must be at least 58201s less — the head start of a P1 is 7d, and must be more than twice the longest call (settings.legs), the time of a callback in line (callbacks.engineer and callbacks.within) and any other head start`],
    ['with a strategy that is none', 'care: Care', 'care: { name: Care, strategy: fastest }', `centre.yaml:18:33 'strategy': expected one of longest-idle, most-skilled, round-robin, fewest-calls`],
    ['that is empty', small, '', `centre.yaml:1:1 the file is empty — expected name:, lines:, regions:, teams:, demands: and agents:`],
    ['that is a list', small, '- a', `centre.yaml:1:1 this is a list or a text — expected name:, lines:, regions:, teams:, demands: and agents:`],
  ])('%s', (_, from, to, message) => {
    const text = edited(from, to);
    expect(parseCentre('centre.yaml', text).ok).toBe(false);
    expect(told(text)).toEqual([message]);
  });

  it('with everything that is wrong at once, in reading order', () => {
    const text = edited('[east]', '[eats]').replace('team:care }]', 'team:car }]').replace('id: ben', 'id: amy');
    expect(told(text).map((line) => line.split(' ')[0])).toEqual(['centre.yaml:10:18', 'centre.yaml:20:17', 'centre.yaml:23:26', 'centre.yaml:26:11']);
  });
});

it('a file spoiled anywhere gives problems with a place, and never breaks the reader', () => {
  const scraps = fc.constantFrom('', ' ', '\n', ':', '{', '}', '[', '- ', 'x', '*', '&', '#', '"', '__proto__: 1', '~');
  const spoil = fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(12), scraps), { minLength: 1, maxLength: 3 });
  fc.assert(fc.property(spoil, (edits) => {
    const text = edits.reduce((whole, [at, cut, scrap]) => whole.slice(0, at) + scrap + whole.slice(at + cut), small);
    const read = parseCentre('centre.yaml', text);
    expect(read.ok || read.problems.length > 0).toBe(true);
    for (const line of read.problems.map(printProblem)) expect(line).toMatch(/^centre\.yaml:[1-9]\d*:[1-9]\d* (?!.*(undefined|\[object))/);
  }), { numRuns: 100 });
});

describe('a centre file is taken with a warning', () => {
  it.each([
    ['where nobody speaks a language of a line', 'languages: [en]', 'languages: [en, ja]', `centre.yaml:3:82 warning: no agent speaks 'ja' — callers who choose it need an interpreter`],
    ['where a step wants an interpreter and nobody of the file is one', 'agent:ben], after: 20s }', 'agent:ben], after: 20s }\n    - { who: team:care, interpreter: yes, after: 30s }', `centre.yaml:24:38 warning: no agent of this file interprets — expected an agent with interprets: and the languages`],
    ['where somebody is in no team', 'name: Ben, teams: [care]', 'name: Ben', `centre.yaml:26:5 warning: 'ben' is in no team`],
  ])('%s', (_, from, to, message) => {
    const read = parseCentre('centre.yaml', edited(from, to));
    expect([read.ok, read.problems.map(printProblem)]).toEqual([true, [message]]);
  });
});

describe('cases in a file', () => {
  const read = parseCentre('centre.yaml', small);
  if (!read.ok) throw new Error('the small centre is not sound');
  const { centre } = read;
  const one = '  - { number: 2006-0811-0120, status: open, priority: P2, assignedTo: amy, region: west }\n';

  it('are read as they would be from anywhere else', () => {
    expect(parseCases('cases.yaml', `cases:\n${one}  - { number: 200608110121, status: closed, priority: 1 }\n`, centre)).toEqual({
      ok: true, problems: [],
      cases: [
        { number: '200608110120', status: 'open', priority: 'P2', assignedTo: 'amy', region: 'west' },
        { number: '200608110121', status: 'closed', priority: 'P1' },
      ],
    });
  });

  it.each([
    ['the same case twice', `${one}${one}`, `cases.yaml:3:15 the case 200608110120 stands here twice`],
    ['an engineer who does not exist', one.replace('amy', 'benn'), `cases.yaml:2:71 there is no agent 'benn' — did you mean 'ben'?`],
    ['a region that does not exist', one.replace('west', 'wets'), `cases.yaml:2:84 there is no region 'wets' — did you mean 'west'?`],
    ['a date that does not exist', one.replace('0811', '0230'), `cases.yaml:2:15 'number': expected a case number such as 2006-0811-0120, with a real date, got "2006-0230-0120"`],
    ['no priority', one.replace(', priority: P2', ''), `cases.yaml:2:5 'priority' is missing`],
  ])('are refused with %s', (_, text, message) => {
    const parsed = parseCases('cases.yaml', `cases:\n${text}`, centre);
    expect([parsed.ok, parsed.problems.map(printProblem)]).toEqual([false, [message]]);
  });

  it('keep fields nobody knows, with a warning where a slip is likely', () => {
    const parsed = parseCases('cases.yaml', `cases:\n${one.replace(', region', ', colour: red, acount: x, region')}`, centre);
    expect([parsed.ok, parsed.problems.map(printProblem)]).toEqual([true, [`cases.yaml:2:89 warning: a case has no 'acount' — did you mean 'account'?`]]);
  });
});

describe('a duration', () => {
  it.each([['20s', 20], ['2m', 120], ['4h', 14_400], ['7d', 604_800], ['90', 90], [' 5 m ', 300], ['0', 0], ['1.5h', undefined], ['-5s', undefined], ['', undefined], ['20 sec', undefined]])('%s', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
    if (seconds !== undefined) expect(readDuration(writeDuration(seconds))).toBe(seconds);
  });
});
