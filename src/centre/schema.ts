// The form of a centre file, section by section: every field with its bound and, where there can be one, its default.
import { z } from 'zod';
import { dutySchema } from '../duty/schema.ts';
import { hoursSchema } from '../hours/hours.ts';
import { HEADLINE, SERVICE_LEVELS, type ServiceLevel } from '../numbers/service-level.ts';
import { PRIORITIES, type Priority } from '../case/priority.ts';
import { agentSchema } from './agent.ts';
import { CALLED_FIRST, PRIORITY_HOURS, RECORDING_RULES, STRATEGIES } from './centre.ts';
import type { Callbacks, PriorityHours, ServiceLevelRule, Settings } from './centre.ts';
import { demandSchema } from './demand-schema.ts';
import { country, distinct, duration, language, name, phone, promise, spokenText, title, whole, yesNo } from './value.ts';

/** Keys 1 to 8; the last one is for any other. */
const INTERPRETING_MAX = 8;

/** A carrier sells numbers by the thousand, people read files by the page. */
const LINES_MAX = 500;
const REGIONS_MAX = 50;
const AGENTS_MAX = 5_000;

const line = z.strictObject({
  number: phone,
  name: title,
  region: name.optional(),
  'default-region': name.optional(),
  languages: distinct(language, 1).default(['en']),
  flow: name,
  record: yesNo.optional(),
});

const region = z.strictObject({
  name: title,
  hours: hoursSchema,
  countries: distinct(country, 1),
  neighbours: distinct(name).default([]),
  'caller-id': phone,
  duty: dutySchema.default([]),
});

const strategy = z.enum(STRATEGIES, `expected one of ${STRATEGIES.join(', ')}`).default('longest-idle');
const team = z.union([title.transform((text) => ({ name: text, strategy: 'longest-idle' as const })), z.strictObject({ name: title, strategy, record: z.enum(['yes', 'no', 'never'], 'expected yes, no or never').optional(), 'keeps-hours': yesNo.optional() })
  .transform(({ record, 'keeps-hours': keepsHours, ...team }) => ({ ...team, ...(record !== undefined && record !== 'no' && { record }), ...(keepsHours && { keepsHours: true as const }) }))], 'expected the name of the team');

/** Phones that may ring at once for one P1; five is what the dial line brings out in about as many seconds. */
export const OFFERS_MAX = 5;

/** Defaults hold the rule that a P1 is ahead of everybody who can be in line; `parseCentre` checks what a file says instead. */
const priority = (headStart: string, offers: number, response: string, updates: string, hours: PriorityHours) => z.strictObject({
  'head-start': duration('0s', '30d').prefault(headStart),
  offers: whole(1, OFFERS_MAX).prefault(String(offers)),
  hours: z.enum(PRIORITY_HOURS, 'expected always or region').default(hours),
  response: promise.prefault(response),
  updates: promise.prefault(updates),
  ladder: z.record(name, duration('1m', '366d')).default({}),
}).prefault({});

const priorities = z.strictObject({
  P1: priority('7d', OFFERS_MAX, '1 hour', '4 hours', 'always'), P2: priority('10m', 1, '1 business hour', '1 business day', 'region'),
  P3: priority('5m', 1, '8 business hours', '3 business days', 'region'), P4: priority('0s', 1, '24 business hours', '1 week', 'region'),
});

const some = distinct(z.enum(PRIORITIES, `expected some of ${PRIORITIES.join(', ')}`));
/** Whoever leaves the plans out has those of the sample centre. */
const plan = (label: string, phone: boolean, straight: readonly Priority[] = []) => z.strictObject({
  name: title.default(label),
  phone: yesNo.default(phone),
  'round-the-clock': some.default([...straight]),
  'expert-to-expert': some.default([...straight]),
  'service-manager': yesNo.default(straight.length > 0),
}).prefault({});

const plans = z.strictObject({ none: plan('No contract', false), warranty: plan('Warranty', false), care: plan('Care', true), 'care-plus': plan('Care Plus', true, ['P1', 'P2']) });

/** Nobody has more to tell than so many. */
const MANAGEMENT_MAX = 20;
const management = z.record(name, z.strictObject({ name: title, phone, language: language.default('en') }))
  .refine((all) => Object.keys(all).length <= MANAGEMENT_MAX, `expected at most ${MANAGEMENT_MAX} of management`);

/** Every bound of the centre. The carrier's own limits are behind `legs` (24 h at most) and `calls-per-second`. */
const settings = z.strictObject({
  ring: duration('5s', '60s').prefault('20s'),
  cool: duration('5s', '1h').prefault('60s'),
  'wrap-up': duration('0s', '1h').prefault('2m'),
  join: duration('2s', '30s').prefault('5s'),
  reconnect: duration('2s', '60s').prefault('10s'),
  brief: duration('0s', '2m').prefault('15s'),
  'calls-per-second': whole(1, 100).prefault('1'),
  voicemail: duration('30s', '5m').prefault('5m'),
  'voicemail-warning': duration('5s', '60s').prefault('20s'),
  legs: duration('10m', '24h').prefault('4h'),
  'keep-days': whole(1, 3_650).prefault('90'),
  'voicemail-days': whole(1, 3_650).prefault('90'),
  'delete-at-carrier': yesNo.prefault('no'),
}).prefault({}).transform((set): Settings => ({
  ringS: set.ring, coolS: set.cool, wrapS: set['wrap-up'], joinS: set.join, reconnectS: set.reconnect, briefS: set.brief,
  callsPerSecond: set['calls-per-second'], voicemailS: set.voicemail, voicemailWarningS: set['voicemail-warning'],
  legS: set.legs, keepDays: set['keep-days'], voicemailDays: set['voicemail-days'], deleteAtCarrier: set['delete-at-carrier'],
}));

const rule = z.enum(RECORDING_RULES, `expected one of ${RECORDING_RULES.join(', ')}`);
const recording = z.strictObject({ countries: z.record(country, rule).default({}), otherwise: rule.default('ask'), 'keep-days': whole(1, 3_650).prefault('90') }).prefault({})
  .transform(({ 'keep-days': keepDays, ...set }) => ({ ...set, keepDays }));

const levels = Object.keys(SERVICE_LEVELS) as [ServiceLevel, ...ServiceLevel[]];
const serviceLevel = z.strictObject({
  level: z.enum(levels, `expected one of ${levels.join(', ')}`).default(HEADLINE),
  within: duration('1s', '1d').prefault('20s'),
  short: duration('0s', '1d').prefault('5s'),
}).prefault({}).transform(({ level, within, short }): ServiceLevelRule => ({ level, withinS: within, shortS: short }));

const callbacks = z.strictObject({
  first: z.enum(CALLED_FIRST, 'expected agent or customer').default('agent'),
  tries: whole(1, 3).prefault('3'),
  busy: duration('1m', '1d').prefault('5m'),
  'no-answer': duration('1m', '1d').prefault('30m'),
  mailbox: duration('1m', '1d').prefault('1h'),
  within: duration('10m', '12h').prefault('4h'),
  engineer: duration('10m', '12h').prefault('4h'),
}).prefault({}).transform(({ first, tries, busy, mailbox, within, engineer, 'no-answer': unanswered }): Callbacks => ({
  first, tries, withinS: within, engineerS: engineer, againS: { busy, 'no-answer': unanswered, mailbox, 'hung-up': unanswered, failed: busy, refused: unanswered },
}));

/** What the house reads, and what stays as it is in every language. */
const translation = z.strictObject({ house: language.default('en'), keep: distinct(title).default([]) }).prefault({});

const outgoing = z.strictObject({ countries: distinct(country, 1), samples: yesNo.optional() });

export const centreSchema = z.strictObject({
  name: title,
  /** Raised where several machines serve: an older file never takes the place of a newer one. */
  edition: whole(0, 999_999_999).prefault('0'),
  'staff-line': phone.optional(),
  lines: z.array(line).min(1, 'expected at least one line').max(LINES_MAX),
  regions: z.record(name, region).refine((all) => Object.keys(all).length <= REGIONS_MAX, `expected at most ${REGIONS_MAX} regions`),
  teams: z.record(name, team),
  priorities: priorities.prefault({}),
  plans: plans.prefault({}),
  management: management.default({}),
  demands: z.record(name, demandSchema),
  agents: z.array(agentSchema).max(AGENTS_MAX).default([]),
  codes: z.record(z.string().regex(/^\d\d$/, 'expected two digits in quotes, such as "01"'), title).default({}),
  /** Ready for the emergency switch on the staff line, where nobody can type. */
  announcements: z.record(name, z.strictObject({ name: title, texts: z.record(language, spokenText) })).default({}),
  /** Offered by a key each to callers who speak none of ours. */
  interpreting: distinct(language).max(INTERPRETING_MAX, `expected at most ${INTERPRETING_MAX}: each has a key`).default([]),
  recording,
  callbacks,
  'service-level': serviceLevel,
  settings,
  outgoing,
  translation,
});

export type CentreFile = z.output<typeof centreSchema>;
