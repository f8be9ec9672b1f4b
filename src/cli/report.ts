// caseline report: the numbers of each quarter of an hour, or the honesty of waits told, as a table, as CSV or as JSON.
import { z } from 'zod';
import { ask, askText } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits } from './exits.ts';
import { minute, share, time } from './figures.ts';
import { honestyAnswer, honestyTable } from './report-honesty.ts';
import { staffingAnswer, staffingTable } from './report-staffing.ts';
import { table } from './table.ts';

const figures = z.object({
  waitingAtStart: z.number(), joined: z.number(), answered: z.number(), abandoned: z.number(), short: z.number(), flowedOut: z.number(), waitingAtEnd: z.number(), conserved: z.boolean(),
  serviceLevel: z.number().optional(), meanAnswerSeconds: z.number().optional(), waitSeconds: z.object({ p90: z.number(), max: z.number() }).optional(), meanHandleSeconds: z.number().optional(), nonResponse: z.number().optional(), occupancy: z.number().optional(),
  callbacks: z.object({ asked: z.number(), kept: z.number(), declined: z.number(), escalated: z.number(), openAtEnd: z.number(), tries: z.number(), conserved: z.boolean(), meanKeptSeconds: z.number().optional() }).optional(),
});
const row = figures.extend({ at: z.string(), queue: z.string().optional(), priority: z.string().optional(), region: z.string().optional(), language: z.string().optional() });
const answer = z.looseObject({
  from: z.string(), to: z.string(), knownFrom: z.string().optional(), attribution: z.string(), serviceLevel: z.object({ name: z.string(), version: z.number(), formula: z.string(), withinSeconds: z.number(), shortSeconds: z.number() }),
  items: z.array(row.loose()), total: figures.loose(),
});
type Answer = z.output<typeof answer>;
type Figures = z.output<typeof figures>;

const FILTERS = ['from', 'to', 'queue', 'priority', 'region', 'language', 'by', 'level', 'within', 'short'] as const;

const HONESTY_FILTERS = ['from', 'to', 'queue', 'priority', 'region', 'language'] as const;
const STAFFING_FILTERS = ['from', 'to', 'queue', 'within'] as const;

interface Flags extends ApiFlags, Partial<Record<(typeof FILTERS)[number], string>> {
  csv?: true;
  honesty?: true;
  staffing?: true;
  share?: string;
  json?: true;
}

export function reportCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('report', 'The numbers of each quarter of an hour: who joined, who was answered and how soon, who left and why.', [
    'report', 'report --by queue,priority --from 2026-12-24T00:00:00Z --to 2026-12-25T00:00:00Z', 'report --queue engineer --level offered --within 60', 'report --csv > day.csv', `report --json | jq '.total.serviceLevel'`, 'report --honesty --from 2026-12-01T00:00:00Z', 'report --staffing --from 2026-12-01T00:00:00Z --share 90',
  ]))
    .option('--from <time>', 'from then on (default: a day before --to)').option('--to <time>', 'until then (default: now)')
    .option('--queue <line>', 'only this line').option('--priority <P1..P4>', 'only this priority').option('--region <region>', 'only this region').option('--language <tag>', 'only this language')
    .option('--by <names>', 'rows by some of queue,priority,region,language', 'queue,priority')
    .option('--level <name>', 'which service level, such as neutral, offered, credit').option('--within <seconds>', 'what counts as in time').option('--short <seconds>', 'who leaves sooner counts as short')
    .option('--honesty', 'what callers were told of how long it would be, against how long it was')
    .option('--staffing', 'the agents that each line would have needed in each hour, as Erlang reckons').option('--share <percent>', 'with --staffing: of whom so many shall be answered in time', '80')
    .option('--csv', 'every figure, as CSV').option('--json', 'the answer as JSON');
  return runs(made, program, async (flags: Flags) => {
    const query = queryOf(flags, flags.honesty ? HONESTY_FILTERS : FILTERS);
    const options = apiOptions(flags, terminal);
    if (flags.staffing) {
      const needed = await ask(options, 'GET', `/reports/staffing?${queryOf(flags, STAFFING_FILTERS)}&share=${Number(flags.share) / 100}`, staffingAnswer);
      terminal.out(flags.json ? JSON.stringify(needed, null, 2) : staffingTable(needed));
      return exits.ok;
    }
    const report = flags.honesty ? 'wait-honesty' : 'intervals';
    if (flags.csv) terminal.out((await askText(options, `/reports/${report}.csv?${query}`)).trimEnd());
    else if (flags.honesty) {
      const told = await ask(options, 'GET', `/reports/wait-honesty?${query}`, honestyAnswer);
      terminal.out(flags.json ? JSON.stringify(told, null, 2) : honestyTable(told));
    } else {
      const told = await ask(options, 'GET', `/reports/intervals?${query}`, answer);
      terminal.out(flags.json ? JSON.stringify(told, null, 2) : reportTable(told));
    }
    return exits.ok;
  });
}

const queryOf = (flags: Flags, names: readonly (typeof FILTERS)[number][]): string =>
  names.flatMap((name) => (flags[name] === undefined ? [] : [`${name}=${encodeURIComponent(flags[name])}`])).join('&');

export function reportTable({ from, to, knownFrom, items, total, serviceLevel: level, attribution }: Answer): string {
  const during = `${minute(from)} to ${minute(to)} UTC`;
  const unknown = knownFrom === undefined ? [] : [`The journal begins at ${minute(knownFrom)} UTC: of what was before, nothing is counted.`];
  if (items.length === 0) return `Nobody stood in a line from ${during}, as far as was asked for. Another time: --from and --to; who joins a line is counted at once.${unknown.map((words) => ` ${words}`).join('')}`;
  const names = (['queue', 'priority', 'region', 'language'] as const).filter((name) => items.some((item) => item[name] !== undefined));
  const head = ['INTERVAL', ...names.map((name) => name.toUpperCase()), 'START', 'JOINED', 'ANSWERED', 'ABANDONED', 'SHORT', 'OUT', 'END', 'LEVEL', 'ASA', 'P90', 'MAX', 'AHT', 'NO RESPONSE'];
  const rows = items.map((item) => [minute(item.at), ...names.map((name) => item[name] ?? ''), ...cells(item)]);
  const wrong = items.filter(({ conserved, callbacks }) => !conserved || callbacks?.conserved === false).length;
  return [
    table(head, [...rows, ['all', ...names.map(() => ''), ...cells(total)]]), '',
    `Level: ${level.name} (version ${level.version}), ${level.formula}, in time within ${level.withinSeconds} s, short within ${level.shortSeconds} s; - is no traffic.`,
    `Counted: ${attribution}. Occupancy of all agents: ${share(total.occupancy)}.`,
    ...callbacksLine(total),
    ...unknown,
    ...(wrong > 0 ? [`${wrong} rows do not add up: entries of the journal are missing.`] : []),
  ].join('\n');
}

/** Nothing where nobody was promised one. */
function callbacksLine({ callbacks }: Figures): string[] {
  if (!callbacks || callbacks.asked + callbacks.kept + callbacks.declined + callbacks.escalated + callbacks.openAtEnd === 0) return [];
  const { asked, kept, declined, escalated, openAtEnd, tries, meanKeptSeconds } = callbacks;
  return [`Callbacks: ${asked} asked for, ${kept} kept, ${declined} declined, ${escalated} escalated, ${openAtEnd} open; rung ${tries} times, from asking to talking ${time(meanKeptSeconds)}.`];
}

const cells = (of: Figures): string[] => [
  ...[of.waitingAtStart, of.joined, of.answered, of.abandoned, of.short, of.flowedOut, of.waitingAtEnd].map(String),
  share(of.serviceLevel), time(of.meanAnswerSeconds), time(of.waitSeconds?.p90), time(of.waitSeconds?.max), time(of.meanHandleSeconds), share(of.nonResponse),
];
