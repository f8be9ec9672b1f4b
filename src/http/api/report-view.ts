// A report as the API shows it: times in seconds, shares from 0 to 1, and nothing at all where there was no traffic.
import { z } from 'zod';
import type { CallbackFigures, Figures, Spread } from '../../numbers/figures.ts';
import type { Row } from '../../numbers/intervals.ts';
import { REASONS } from '../../numbers/visits.ts';
import { given, time, timeText } from './fields.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(0);
const secondsSchema = z.number().min(0);

const figures = {
  waitingAtStart: count,
  joined: count,
  answered: count,
  answeredInTime: count,
  abandoned: count.meta({ description: 'Short ones too.' }),
  abandonedInTime: count,
  short: count.meta({ description: 'Abandoned sooner than the short threshold.' }),
  flowedOut: count,
  flowedOutBy: z.partialRecord(z.enum(REASONS), count).meta({ description: 'By reason; they add up to flowedOut.' }),
  waitingAtEnd: count,
  conserved: z.boolean().meta({ description: 'waitingAtStart + joined = answered + abandoned + flowedOut + waitingAtEnd' }),
  serviceLevel: share.optional().meta({ description: 'Absent: no traffic.' }),
  meanAnswerSeconds: secondsSchema.optional().meta({ description: 'ASA: the wait of those answered, ringing included.' }),
  meanAbandonSeconds: secondsSchema.optional(),
  waitSeconds: z.strictObject({ p50: secondsSchema, p90: secondsSchema, p95: secondsSchema, max: secondsSchema }).optional().meta({ description: 'Of all visits that ended; by nearest rank.' }),
  handled: count.meta({ description: 'Conversations whose wrap-up ended. Legs that were only consulted are none; whoever came from there to the caller has one from then on.' }),
  meanHandleSeconds: secondsSchema.optional().meta({ description: 'AHT: talk with holds, and wrap-up.' }),
  offers: z.strictObject({ accepted: count, declined: count, timedOut: count, failed: count, withdrawn: count.meta({ description: 'The caller had gone, or somebody else was quicker.' }) }),
  nonResponse: share.optional().meta({ description: 'Offers not accepted, of all offers.' }),
  callbacks: z.strictObject({
    openAtStart: count, asked: count, kept: count.meta({ description: 'The customer and an agent talked.' }), declined: count.meta({ description: 'Wanted no more.' }),
    escalated: count.meta({ description: 'Not reached in all tries, or too late: people see to it.' }), openAtEnd: count,
    conserved: z.boolean().meta({ description: 'openAtStart + asked = kept + declined + escalated + openAtEnd' }),
    tries: count.meta({ description: 'How often customers were rung.' }), inVain: count.meta({ description: 'How often nobody was there.' }),
    meanKeptSeconds: secondsSchema.optional().meta({ description: 'From asking to talking.' }),
    keptSeconds: z.strictObject({ p50: secondsSchema, p90: secondsSchema, p95: secondsSchema, max: secondsSchema }).optional(),
  }).meta({ description: 'Of promised callbacks. The time their customers stand in line is among the visits as well.' }),
  occupancy: share.optional().meta({ description: 'Talk and wrap-up, over that and being ready, of all agents: an agent serves several queues.' }),
};
const key = { queue: z.string().optional(), priority: z.string().optional(), region: z.string().optional(), language: z.string().optional() };

export const rowSchema = z.strictObject({ at: time, ...key, ...figures });
export const totalSchema = z.strictObject(figures);

export const inSeconds = (ms: number): number => Math.round(ms) / 1000;

export function figuresView({ offers, callbacks, waitMs, meanAnswerMs, meanAbandonMs, meanHandleMs, ...rest }: Figures, occupancy: number | undefined): z.output<typeof totalSchema> {
  const { 'timed-out': timedOut, ...others } = offers;
  return {
    ...rest, offers: { ...others, timedOut }, callbacks: callbacksView(callbacks),
    ...given('meanAnswerSeconds', meanAnswerMs === undefined ? undefined : inSeconds(meanAnswerMs)), ...given('meanAbandonSeconds', meanAbandonMs === undefined ? undefined : inSeconds(meanAbandonMs)),
    ...given('meanHandleSeconds', meanHandleMs === undefined ? undefined : inSeconds(meanHandleMs)), ...given('occupancy', occupancy),
    ...given('waitSeconds', waitMs && spreadView(waitMs)),
  };
}

const spreadView = ({ p50, p90, p95, max }: Spread): Spread => ({ p50: inSeconds(p50), p90: inSeconds(p90), p95: inSeconds(p95), max: inSeconds(max) });

const callbacksView = ({ keptMs, meanKeptMs, ...rest }: CallbackFigures): z.output<typeof totalSchema>['callbacks'] =>
  ({ ...rest, ...given('meanKeptSeconds', meanKeptMs === undefined ? undefined : inSeconds(meanKeptMs)), ...given('keptSeconds', keptMs && spreadView(keptMs)) });

export const rowView = ({ at, figures: shown, occupancy, ...names }: Row): z.output<typeof rowSchema> => ({ at: timeText(at), ...names, ...figuresView(shown, occupancy) });

type Shown = z.output<typeof rowSchema>;

/** A column for each figure; an empty cell where there was no traffic. `level`: the service level's name and version. */
export function csvOf(rows: readonly Shown[], level: string): string {
  const columns: Columns<Shown> = [
    ['interval', ({ at }) => at], ['queue', ({ queue }) => queue], ['priority', ({ priority }) => priority], ['region', ({ region }) => region], ['language', ({ language }) => language],
    ['waiting_at_start', (row) => row.waitingAtStart], ['joined', (row) => row.joined], ['answered', (row) => row.answered], ['answered_in_time', (row) => row.answeredInTime], ['abandoned', (row) => row.abandoned],
    ['abandoned_in_time', (row) => row.abandonedInTime], ['short', (row) => row.short], ['flowed_out', (row) => row.flowedOut], ...REASONS.map((reason): Columns<Shown>[number] => [`flowed_out_${reason.replaceAll('-', '_')}`, (row) => row.flowedOutBy[reason] ?? 0]),
    ['waiting_at_end', (row) => row.waitingAtEnd], ['conserved', (row) => row.conserved], [`service_level_${level}`, (row) => row.serviceLevel], ['mean_answer_seconds', (row) => row.meanAnswerSeconds], ['mean_abandon_seconds', (row) => row.meanAbandonSeconds],
    ['wait_p50_seconds', (row) => row.waitSeconds?.p50], ['wait_p90_seconds', (row) => row.waitSeconds?.p90], ['wait_p95_seconds', (row) => row.waitSeconds?.p95], ['wait_max_seconds', (row) => row.waitSeconds?.max],
    ['handled', (row) => row.handled], ['mean_handle_seconds', (row) => row.meanHandleSeconds], ['offers_accepted', (row) => row.offers.accepted], ['offers_declined', (row) => row.offers.declined], ['offers_timed_out', (row) => row.offers.timedOut],
    ['offers_failed', (row) => row.offers.failed], ['offers_withdrawn', (row) => row.offers.withdrawn], ['non_response', (row) => row.nonResponse], ['occupancy', (row) => row.occupancy],
    ['callbacks_open_at_start', ({ callbacks }) => callbacks.openAtStart], ['callbacks_asked', ({ callbacks }) => callbacks.asked], ['callbacks_kept', ({ callbacks }) => callbacks.kept], ['callbacks_declined', ({ callbacks }) => callbacks.declined],
    ['callbacks_escalated', ({ callbacks }) => callbacks.escalated], ['callbacks_open_at_end', ({ callbacks }) => callbacks.openAtEnd], ['callbacks_conserved', ({ callbacks }) => callbacks.conserved], ['callback_tries', ({ callbacks }) => callbacks.tries],
    ['callback_tries_in_vain', ({ callbacks }) => callbacks.inVain], ['callback_mean_kept_seconds', ({ callbacks }) => callbacks.meanKeptSeconds], ['callback_kept_p90_seconds', ({ callbacks }) => callbacks.keptSeconds?.p90],
  ];
  return tableOf(rows, columns);
}

type Columns<R> = [string, (row: R) => string | number | boolean | undefined][];

export const tableOf = <R>(rows: readonly R[], columns: Columns<R>): string =>
  [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => cell(of(row))))].map((cells) => `${cells.join(',')}\r\n`).join('');

/** A spreadsheet takes a cell that begins like a formula for one; names of lines are ours, but they come from a file. */
function cell(value: string | number | boolean | undefined): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
