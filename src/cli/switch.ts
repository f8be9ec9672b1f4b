// caseline switch: the emergency switch of a running centre, read and turned through its API.
import { z } from 'zod';
import { readDuration } from '../centre/value.ts';
import { systemClock } from '../clock.ts';
import { ask } from './api-client.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits, Leave } from './exits.ts';
import { table } from './table.ts';

const span = { since: z.string(), until: z.string().optional(), by: z.string() };
const answer = z.object({
  doors: z.array(z.object({ team: z.string(), region: z.string().optional(), is: z.string(), ...span })),
  announcement: z.object({ texts: z.record(z.string(), z.string()), machine: z.record(z.string(), z.object({ provider: z.string() })).default({}), ...span }).optional(),
  silentIn: z.array(z.string()),
});
type Answer = z.output<typeof answer>;

interface Flags extends ApiFlags {
  region?: string;
  until?: string;
  text?: string[];
  translate?: true;
  json?: true;
}

export function switchCommand(program: Program) {
  return command('switch', 'The emergency switch: closes or opens a team at once, or has something announced in the first menu.', [
    'switch', 'switch close engineers --region emea --until 4h', 'switch open engineers --until 2026-12-24T18:00:00Z', 'switch normal engineers',
    'switch announce outage', 'switch announce --text "en=We know of an outage." --text "es=Sabemos de una interrupción."', 'switch announce --text "en=We know of an outage." --translate', 'switch silence',
  ])
    .addCommand(showCommand(program), { isDefault: true })
    .addCommand(teamCommand(program, 'close', 'Closes a team that keeps hours. Its callers hear so at their next turn; Customer Care, P1 and who is being answered are never closed.'))
    .addCommand(teamCommand(program, 'open', 'Opens a team whatever its hours say.'))
    .addCommand(teamCommand(program, 'normal', 'Gives a team its usual hours back.'))
    .addCommand(announceCommand(program))
    .addCommand(silenceCommand(program));
}

const common = (made: ReturnType<typeof command>) => withApi(made).option('--json', 'the answer as JSON');

function shown({ terminal }: Program, { json }: Flags, told: Answer) {
  terminal.out(json ? JSON.stringify(told, null, 2) : switchText(told));
  return exits.ok;
}

function showCommand(program: Program) {
  return runs(common(command('show', 'How it is set.', ['switch', 'switch --json'])), program, async (flags: Flags) => shown(program, flags, await ask(apiOptions(flags, program.terminal), 'GET', '/switch', answer)));
}

function teamCommand(program: Program, what: 'close' | 'open' | 'normal', description: string) {
  const made = common(command(what, description, [`switch ${what} engineers`, `switch ${what} engineers --region emea`])).argument('<team>', 'a team of the centre file with keeps-hours: yes').option('--region <region>', 'in that region only');
  if (what !== 'normal') made.option('--until <time>', 'when it ends by itself: 90m, 4h, or such as 2026-12-24T18:00:00Z');
  return runs(made, program, async (team: string, flags: Flags) => {
    const options = apiOptions(flags, program.terminal);
    const path = `/switch/teams/${encodeURIComponent(team)}`;
    const region = flags.region === undefined ? {} : { region: flags.region };
    if (what === 'normal') return shown(program, flags, await ask(options, 'DELETE', `${path}?${new URLSearchParams(region).toString()}`, answer));
    const told = await ask(options, 'PUT', path, answer, { is: what === 'close' ? 'closed' : 'open', ...region, ...untilOf(flags) });
    program.terminal.tell(`Set back with: caseline switch normal ${team}${flags.region === undefined ? '' : ` --region ${flags.region}`}`);
    return shown(program, flags, told);
  });
}

function announceCommand(program: Program) {
  const made = common(command('announce', 'Has something said in the first menu, once to each caller, while every key works.', ['switch announce outage --until 2h', 'switch announce --text "en=We know of an outage."']))
    .argument('[name]', 'one that the centre file has ready')
    .option('--text <language=words>', 'your own words; once for each language', (text: string, before: string[] = []) => [...before, text])
    .option('--translate', 'the words go on into the other languages that lines serve, as soon as the translator has them')
    .option('--until <time>', 'when it ends by itself: 90m, 4h, or such as 2026-12-24T18:00:00Z');
  return runs(made, program, async (name: string | undefined, flags: Flags) => {
    if ((name === undefined) === (flags.text === undefined)) throw new Leave(exits.usage, 'expected the name of a prepared announcement, or --text language=words');
    const body = name === undefined ? { texts: Object.fromEntries((flags.text ?? []).map(textOf)) } : { prepared: name };
    const told = await ask(apiOptions(flags, program.terminal), 'PUT', '/switch/announcement', answer, { ...body, ...(flags.translate && { translate: true }), ...untilOf(flags) });
    program.terminal.tell(`Stop it with: caseline switch silence${flags.translate ? '. What was translated stands in: caseline switch' : ''}`);
    return shown(program, flags, told);
  });
}

function silenceCommand(program: Program) {
  return runs(common(command('silence', 'Stops the announcement.', ['switch silence'])), program, async (flags: Flags) => shown(program, flags, await ask(apiOptions(flags, program.terminal), 'DELETE', '/switch/announcement', answer)));
}

function textOf(given: string): [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw new Leave(exits.usage, `--text ${given}: expected a language and its words, such as "en=We know of an outage."`);
  return [given.slice(0, at), given.slice(at + 1)];
}

function untilOf({ until }: Flags): { until?: string } {
  if (until === undefined) return {};
  const lasting = readDuration(until);
  if (lasting !== undefined) return { until: new Date(systemClock.now() + lasting * 1000).toISOString() };
  if (Number.isNaN(Date.parse(until))) throw new Leave(exits.usage, `--until ${until}: expected a time such as 90m, 4h or 2026-12-24T18:00:00Z`);
  return { until: new Date(until).toISOString() };
}

/** What is set, or that nothing is. */
export function switchText({ doors, announcement, silentIn }: Answer): string {
  const parts = [
    ...(doors.length === 0 ? ['Every team keeps its usual hours.'] : [table(['TEAM', 'REGION', 'IS', 'UNTIL', 'SINCE', 'BY'], doors.map(({ team, region = 'all', is, until = 'it is set back', since, by }) => [team, region, is, until, since, by]))]),
    announcement ? table(['ANNOUNCED IN', 'MADE BY', 'WORDS'], Object.entries(announcement.texts).map(([language, words]) => [language, announcement.machine[language]?.provider ?? '', words])) : 'Nothing is announced.',
    ...(announcement ? [`since ${announcement.since} by ${announcement.by}, until ${announcement.until ?? 'it is stopped'}`] : []),
    ...(silentIn.length === 0 ? [] : [`Callers in ${silentIn.join(', ')} hear nothing of it: there are no words for them.`]),
  ];
  return parts.join('\n');
}
