// caseline floor: who waits, who is there and whose phone rings, live; and a supervisor's hand on it, by keys or as commands.
import { systemClock } from '../clock.ts';
import type { ApiFlags, Program } from './command.ts';
import { apiOptions, command, runs, withApi } from './command.ts';
import { exits, Leave } from './exits.ts';
import { askFloor, outcome, supervise, typed, undoing, type Supervision } from './floor/answers.ts';
import { HELP } from './floor/board.ts';
import { watchFloor } from './floor/live.ts';
import { floorText } from './floor/tables.ts';

export function floorCommand(program: Program) {
  return command('floor', 'The live floor: who waits, who is there, whose phone rings.', [
    'floor                          live, with keys', 'floor --once                   a table of how it is now', 'floor --json                   the same for a program',
    'floor pick k3J9sQ2mZb1x dan    Dan takes this caller next', 'floor move k3J9sQ2mZb1x care   to another line, with the time waited', 'floor priority k3J9sQ2mZb1x P2',
  ])
    .addHelpText('after', `\nWhile it runs: ${HELP}`)
    .addCommand(watchCommand(program), { isDefault: true })
    .addCommand(pickCommand(program))
    .addCommand(moveCommand(program))
    .addCommand(priorityCommand(program));
}

function watchCommand(program: Program) {
  const { terminal } = program;
  const made = withApi(command('watch', 'Shows it.', ['floor', 'floor --once', 'floor --json']))
    .option('--once', 'a table of how it is now, without keys')
    .option('--json', 'how it is now, as JSON')
    .addHelpText('after', `\nWhile it runs: ${HELP}`);
  return runs(made, program, async (flags: ApiFlags & { once?: true; json?: true }) => {
    const api = apiOptions(flags, terminal);
    const { keys, screen } = terminal;
    if (!flags.once && !flags.json && keys && screen) return watchFloor({ api, terminal, clock: systemClock, screen: screen(), keys });
    const floor = await askFloor(api);
    terminal.out(flags.json ? JSON.stringify(floor, null, 2) : floorText(floor));
    return exits.ok;
  });
}

const acting = (name: string, description: string, examples: readonly string[]) =>
  withApi(command(name, description, examples)).argument('<call>', 'the id of the caller’s call').option('--json', 'what was before and is now, as JSON');

type Flags = ApiFlags & { json?: true };

function pickCommand(program: Program) {
  const made = acting('pick', 'Says who takes a waiting caller next. If they pass or miss, the caller is back at the old place.', ['floor pick k3J9sQ2mZb1x dan', 'floor pick k3J9sQ2mZb1x --off'])
    .argument('[agent]', 'who is to take them')
    .option('--off', 'call the pick off');
  return runs(made, program, (call: string, agent: string | undefined, flags: Flags & { off?: true }) => {
    if ((agent === undefined) !== (flags.off === true)) throw new Leave(exits.usage, 'expected an agent, or --off to call a pick off, such as: caseline floor pick k3J9sQ2mZb1x dan');
    return carryOut(program, flags, { do: 'pick', call, agent: agent ?? null });
  });
}

function moveCommand(program: Program) {
  const made = acting('move', 'Sends a waiting caller to another line; the time they have waited goes along.', ['floor move k3J9sQ2mZb1x care']).argument('<line>', 'a demand of the centre file');
  return runs(made, program, (call: string, demand: string, flags: Flags) => carryOut(program, flags, { do: 'move', call, demand }));
}

function priorityCommand(program: Program) {
  const made = acting('priority', 'Gives a waiting caller another priority.', ['floor priority k3J9sQ2mZb1x P2']).argument('<priority>', 'P1, P2, P3 or P4');
  return runs(made, program, (call: string, priority: string, flags: Flags) => carryOut(program, flags, { do: 'priority', call, priority: priority.toUpperCase() }));
}

/** What sets it back is told on stderr: it is about the change, not part of it. */
async function carryOut({ terminal }: Program, flags: Flags, act: Supervision) {
  const answer = await supervise(apiOptions(flags, terminal), act);
  const undo = undoing(act, answer);
  terminal.out(flags.json ? JSON.stringify(answer, null, 2) : outcome(act, answer));
  if (undo) terminal.tell(`Set back with: ${typed(undo)}`);
  return exits.ok;
}
