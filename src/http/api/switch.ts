// The emergency switch: close or open a team that keeps hours, have something announced, and set it back.
import { z } from 'zod';
import { spokenText } from '../../centre/value.ts';
import { keepingHours } from '../../door/door.ts';
import { announcing, heldAt, silent, silentIn, SWITCH_ID, untouched, withDoor, without, type Announcement, type Door, type EmergencySwitch } from '../../door/switch.ts';
import { nearest } from '../../flow/nearest.ts';
import { readLanguage } from '../../language/tag.ts';
import { given, nothingAsked, time, timeText } from './fields.ts';
import { whoAsks } from './note.ts';
import type { ApiParts } from './parts.ts';
import { problem, type Problem } from './problem.ts';
import { runners, watchers } from './rights.ts';
import type { Answer, Asker, Route } from './route.ts';
import { invalidField, ok, route } from './route.ts';

/** So long at most: what is to last is written into the centre file. */
const UNTIL_DAYS_MAX = 30;
const DAY_MS = 86_400_000;

const doorSchema = z.strictObject({
  team: z.string(),
  region: z.string().optional().meta({ description: 'Absent: every region.' }),
  is: z.enum(['open', 'closed']),
  until: time.optional().meta({ description: 'Absent: until it is set back.' }),
  since: time,
  by: z.string(),
});
const announcementSchema = z.strictObject({
  texts: z.record(z.string(), z.string()),
  machine: z.record(z.string(), z.strictObject({ provider: z.string(), confidence: z.number().optional() })).optional().meta({ description: 'The languages whose words a service made of the others: no person has read them.' }),
  until: time.optional(), since: time, by: z.string(),
});
const switchSchema = z
  .strictObject({
    doors: z.array(doorSchema).meta({ description: 'Teams that are closed or open whatever their hours say.' }),
    announcement: announcementSchema.optional().meta({ description: 'What callers hear in the first menu.' }),
    silentIn: z.array(z.string()).meta({ description: 'Languages that lines serve and that the announcement has no words in: their callers hear nothing of it.' }),
  })
  .meta({ title: 'Emergency switch' });

const until = z.iso.datetime({ offset: true, error: 'expected a time with its offset, such as 2026-12-24T18:00:00Z' }).optional().meta({ description: 'When it ends by itself; absent: when it is set back.' });
const where = z.strictObject({ region: z.string().max(64).optional().meta({ description: 'Absent: every region.' }) });
const doorBody = z.strictObject({ is: z.enum(['open', 'closed']), region: z.string().max(64).optional(), until }).meta({ title: 'Close or open a team' });
const announcementBody = z
  .strictObject({
    texts: z.record(z.string(), spokenText).optional().meta({ description: 'The words, by language.' }),
    prepared: z.string().max(64).optional().meta({ description: 'The name of one that the centre file has ready.' }),
    translate: z.boolean().optional().meta({ description: 'The words go on into the other languages that lines serve, as soon as the translator has them; callers in those hear nothing of it until then.' }),
    until,
  })
  .meta({ title: 'Announce' });
const teamParams = z.strictObject({ team: z.string().max(64) });

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre' | 'turnSwitch' | 'fresh' | 'translates'>;

export function switchRoutes(parts: Parts): Route[] {
  const answers = { outcomes: [{ status: 200, body: switchSchema }] } as const;
  return [
    route({
      method: 'get', path: '/switch', summary: 'The emergency switch: what is set over the hours, and what is announced', roles: watchers, params: nothingAsked, query: nothingAsked, ...answers,
      handle: async () => ok(viewOf(parts, (await parts.store.records.get<EmergencySwitch>('switch', SWITCH_ID))?.value ?? untouched)),
    }),
    route({
      method: 'put', path: '/switch/teams/{team}', summary: 'Close or open a team that keeps hours, at once', roles: runners, params: teamParams, query: nothingAsked, body: doorBody, ...answers,
      async handle({ params: { team }, body, asker }) {
        const wrong = misnamed(parts, team, body.region) ?? past(parts, body.until);
        if (wrong) return wrong;
        const door: Door = { team, ...given('region', body.region), is: body.is, ...endOf(body.until), at: parts.clock.now(), by: whoAsks(asker) };
        return turned(parts, asker, (set) => withDoor(set, door), { turn: body.is === 'closed' ? 'close' : 'open', team, ...given('region', body.region), ...endOf(body.until) });
      },
    }),
    route({
      method: 'delete', path: '/switch/teams/{team}', summary: 'Give a team its usual hours back', roles: runners, params: teamParams, query: where, ...answers,
      async handle({ params: { team }, query: { region }, asker }) {
        return misnamed(parts, team, region) ?? turned(parts, asker, (set) => without(set, { team, ...given('region', region) }), { turn: 'normal', team, ...given('region', region) });
      },
    }),
    route({
      method: 'put', path: '/switch/announcement', summary: 'Have something said in the first menu, at once', roles: runners, params: nothingAsked, query: nothingAsked, body: announcementBody, ...answers,
      async handle({ body, asker }) {
        const texts = textsOf(parts, body);
        if ('is' in texts) return texts;
        const wrong = past(parts, body.until);
        if (wrong) return wrong;
        if (body.translate && !parts.translates) return problem('conflict', 'no translator is set (TRANSLATOR): say it in each language, or leave translate out');
        const announcement: Announcement = { id: parts.fresh(), texts: texts.texts, ...endOf(body.until), at: parts.clock.now(), by: whoAsks(asker) };
        return turned(parts, asker, (set) => announcing(set, announcement), { turn: 'announce', ...given('announcement', body.prepared), ...endOf(body.until) }, body.translate);
      },
    }),
    route({
      method: 'delete', path: '/switch/announcement', summary: 'Stop the announcement', roles: runners, params: nothingAsked, query: nothingAsked, ...answers,
      handle: ({ asker }) => turned(parts, asker, silent, { turn: 'silence' }),
    }),
  ];
}

async function turned(parts: Parts, asker: Asker, change: (set: EmergencySwitch) => EmergencySwitch, entry: Readonly<Record<string, unknown>>, translate = false): Promise<Answer> {
  const set = await parts.turnSwitch(change, { ...entry, token: whoAsks(asker) }, translate);
  return set === 'busy' ? problem('conflict', 'several people turn the switch at this moment; look at it and try again') : ok(viewOf(parts, set));
}

function viewOf({ clock, centre }: Parts, set: EmergencySwitch): z.output<typeof switchSchema> {
  const { doors, announcement } = heldAt(set, clock.now());
  const span = ({ at, until: end, by }: Door | Announcement) => ({ ...given('until', end === undefined ? undefined : timeText(end)), since: timeText(at), by });
  return {
    doors: doors.map((door) => ({ team: door.team, ...given('region', door.region), is: door.is, ...span(door) })),
    ...given('announcement', announcement && { texts: { ...announcement.texts }, ...given('machine', announcement.machine && { ...announcement.machine }), ...span(announcement) }),
    silentIn: announcement ? silentIn(centre(), announcement) : [],
  };
}

const endOf = (end: string | undefined): { until?: number } => (end === undefined ? {} : { until: Date.parse(end) });

function past({ clock }: Parts, end: string | undefined): Problem | undefined {
  const { until: at = Infinity } = endOf(end);
  if (at <= clock.now()) return invalidField('#/until', 'is in the past');
  return at !== Infinity && at > clock.now() + UNTIL_DAYS_MAX * DAY_MS ? invalidField('#/until', `is more than ${UNTIL_DAYS_MAX} days ahead: write it into the centre file`) : undefined;
}

function misnamed({ centre }: Parts, team: string, region: string | undefined): Problem | undefined {
  const { teams, regions } = centre();
  const closing = keepingHours(centre());
  if (!Object.hasOwn(teams, team)) return problem('not-found', `there is no team '${team}'${near(team, closing)}`);
  if (!closing.includes(team)) return problem('conflict', `the team '${team}' never closes; those that keep hours: ${closing.join(', ') || 'none (keeps-hours: in the centre file)'}`);
  return region === undefined || Object.hasOwn(regions, region) ? undefined : invalidField('#/region', `there is no region '${region}'${near(region, Object.keys(regions))}`);
}

function textsOf({ centre }: Parts, { texts, prepared }: z.output<typeof announcementBody>): { texts: Readonly<Record<string, string>> } | Problem {
  const { announcements } = centre();
  if ((texts === undefined) === (prepared === undefined)) return invalidField('#/texts', 'expected either texts or prepared');
  const foreign = Object.keys(texts ?? {}).find((tag) => readLanguage(tag) !== tag);
  if (foreign !== undefined) return invalidField(`#/texts/${foreign}`, 'is no language: expected such as en or pt-BR');
  if (texts) return Object.keys(texts).length > 0 ? { texts } : invalidField('#/texts', 'has no words: expected such as {"en": "We know of an outage."}');
  const found = prepared !== undefined && Object.hasOwn(announcements, prepared) ? announcements[prepared] : undefined;
  return found ?? invalidField('#/prepared', `the centre file has no announcement '${prepared ?? ''}'${near(prepared ?? '', Object.keys(announcements))}`);
}

function near(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  return found === undefined ? `; there are: ${known.join(', ') || 'none'}` : ` — did you mean '${found}'?`;
}
