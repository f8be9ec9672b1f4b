// Duty as a centre file says it: a plain ladder for always, or ladders that take turns, with hours, handovers and overrides.
import { z } from 'zod';
import { agentId, distinct, duration, title, writeDuration } from '../centre/value.ts';
import { weekSchema, zoneSchema } from '../hours/schema.ts';
import { readDays } from '../hours/week.ts';
import { DAY_MINUTES, dateOf, instantOf, weekdayOf } from '../hours/zone.ts';
import { dayText, momentText, readClock, readDate, readMoment } from './moment.ts';
import type { Override, Rota } from './rota.ts';

/** A ladder is rung rung by rung; nobody waits for the twentieth. */
const LADDER_MAX = 20;
/** A year of weeks, each written out. */
const LADDERS_MAX = 53;
const OVERRIDES_MAX = 400;
const DAY_S = 86_400;

const people = distinct(agentId, 1).max(LADDER_MAX, `expected at most ${LADDER_MAX} people`);

const date = z.string().transform((text, context): number => {
  return readDate(text.trim()) ?? refuse(context, 'expected a date that exists, such as 2026-01-05');
});

/** Minutes since 1970 on the wall of the rota's zone. */
const moment = z.string().transform((text, context): number => {
  return readMoment(text) ?? refuse(context, 'expected a date and a time, such as "2026-12-24 09:00"');
});

/** `mon 09:00`, or `09:00` where shifts are no whole weeks. */
const handover = z.string().transform((text, context): { weekday?: number; minute: number } => {
  const [, name, clock = ''] = /^(?:(\S+) )?(\S+)$/.exec(text.trim().replace(/\s+/g, ' ')) ?? [];
  const minute = readClock(clock);
  const days = name === undefined ? undefined : readDays(name);
  const weekday = days?.ok && days.value.length === 1 ? days.value[0] : undefined;
  if (minute === undefined || (name !== undefined && weekday === undefined)) return refuse(context, 'expected when one ladder takes over from another, such as "mon 09:00" or "09:00"');
  return { minute, ...(weekday !== undefined && { weekday }) };
});

const override = z
  .strictObject({ from: moment, to: moment, ladder: people, reason: title.optional() })
  .superRefine(({ from, to }, context) => {
    if (to <= from) context.addIssue({ code: 'custom', path: ['to'], message: 'an override ends after it begins' });
  });

const overrides = z.array(override).max(OVERRIDES_MAX, `expected at most ${OVERRIDES_MAX} overrides`).superRefine((all, context) => {
  for (const [index, later] of all.entries()) {
    const clash = all.find((other, at) => at !== index && other.from <= later.from && later.from < other.to && (other.from < later.from || at < index));
    if (clash) context.addIssue({ code: 'custom', path: [index, 'from'], message: `this override begins before the one from ${momentText(clash.from)} to ${momentText(clash.to)} has ended` });
  }
});

const rota = z
  .strictObject({
    zone: zoneSchema.optional(),
    handover: handover.optional(),
    every: duration('1h', '366d').prefault('7d'),
    from: date.optional(),
    ladders: z.array(people).min(1, 'expected at least one ladder').max(LADDERS_MAX, `expected at most ${LADDERS_MAX} ladders`),
    hours: weekSchema.optional(),
    overrides: overrides.default([]),
  })
  .superRefine(turnsFit);

/** When ladders take turns, the file says when, and says it without contradiction. */
function turnsFit({ ladders, handover: given, every, from }: { ladders: unknown[]; handover?: { weekday?: number; minute: number } | undefined; every: number; from?: number | undefined }, context: z.RefinementCtx): void {
  const say = (path: string, message: string, hint?: string) => void context.addIssue({ code: 'custom', path: [path], message, ...(hint !== undefined && { params: { hint } }) });
  if (every % DAY_S !== 0 && DAY_S % every !== 0) return say('every', 'expected whole days, or hours that divide a day, such as 7d, 1d or 12h');
  if (given?.weekday !== undefined && every % (7 * DAY_S) !== 0) say('handover', `a weekday goes with whole weeks, and these shifts are ${writeDuration(every)}`, 'leave the day out, or write every: 7d');
  // Said of the keys that lack, so that a slip in one of them is told as that slip alone.
  if (ladders.length > 1 && given === undefined) say('handover', 'several ladders take turns, expected when', 'such as handover: "mon 09:00"');
  if (ladders.length > 1 && from === undefined) say('from', 'several ladders take turns, expected whose turn it is', 'such as from: and a day on which the first one takes over');
  if (from === undefined || given?.weekday === undefined || weekdayOf(from) === given.weekday) return;
  const right = from - ((weekdayOf(from) - given.weekday + 7) % 7);
  say('from', `${dateOf(from)} is a ${dayText(from)}, and handover is on ${dayText(right)}`, `did you mean ${dateOf(right)}?`);
}

export const dutySchema = z.union([distinct(agentId).max(LADDER_MAX, `expected at most ${LADDER_MAX} people`), rota], 'expected a list of agents, or ladders: that take turns');
export type DutyFile = z.output<typeof dutySchema>;

/** A list is a ladder that is always on duty. */
export function rotaOf(file: DutyFile, regionZone: string): Rota {
  if (Array.isArray(file)) return { zone: regionZone, ladders: file.length > 0 ? [file] : [], overrides: [] };
  const { zone = regionZone, ladders, handover: given, every, from, hours } = file;
  const turns = ladders.length > 1 && given && from !== undefined ? { from: from * DAY_MINUTES + given.minute, every: every / 60 } : undefined;
  return {
    zone, ladders, ...(turns && { turns }), ...(hours && { hours: { zone, week: hours, holidays: {} } }),
    overrides: file.overrides.map((one) => overrideOf(one, zone)).sort((a, b) => a.from - b.from),
  };
}

/** Everybody a rota names, with the place. */
export function peopleOf(file: DutyFile): { agent: string; path: (string | number)[] }[] {
  const rungs = (ladder: readonly string[], ...path: (string | number)[]) => ladder.map((agent, rung) => ({ agent, path: [...path, rung] }));
  if (Array.isArray(file)) return rungs(file);
  return [...file.ladders.flatMap((ladder, index) => rungs(ladder, 'ladders', index)), ...file.overrides.flatMap(({ ladder }, index) => rungs(ladder, 'overrides', index, 'ladder'))];
}

function overrideOf({ from, to, ladder, reason }: z.output<typeof override>, zone: string): Override {
  const at = (minute: number) => instantOf(zone, { day: 0, minute }, 'first');
  return { from: at(from), to: at(to), ladder, ...(reason !== undefined && { reason }) };
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
