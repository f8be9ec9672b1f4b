// caseline call: a phone in the terminal. It dials a line of the lab, or is held until an agent's phone rings.
import { systemClock } from '../clock.ts';
import type { Program } from './command.ts';
import { command, runs } from './command.ts';
import { exits, Leave } from './exits.ts';
import { readKeys } from './phone/keys.ts';
import type { KeyStep } from './phone/keys.ts';
import { labPhone } from './phone/lab-phone.ts';
import { callHelp } from './phone/lines.ts';
import { holdPhone } from './phone/session.ts';

const LINE_DEFAULT = '+18885550100';
/** Nobody's contact in the sample cases, so that a stranger's call is what one hears first. */
const FROM_DEFAULT = '+13125550142';
export const LAB_DEFAULT = 'http://127.0.0.1:3001';

interface Flags {
  from: string;
  withheld?: true;
  keys?: string;
  hold?: string;
  lab: string;
  json?: true;
}

export function callCommand(program: Program) {
  const { terminal } = program;
  const made = command('call', 'A phone in the terminal.', [
    'call                                          dial the first line, and press keys',
    'call +442079460100 --from +442079460123       another line, as a contact of a case',
    "call --keys 'w6 200608110120# w20 h'          without hands: wait, a case number, wait, hang up",
    'call --hold +12025550101                      hold an agent’s phone, in a second terminal',
  ])
    .argument('[number]', 'the number to dial', LINE_DEFAULT)
    .option('--from <number>', 'the number you call from', FROM_DEFAULT)
    .option('--withheld', 'do not show your number')
    .option('--keys <keys>', 'keys written down: w5 waits five seconds, h hangs up, a answers, d declines')
    .option('--hold <number>', 'hold this phone instead of calling; robots let go of it')
    .option('--lab <url>', 'where the lab is', LAB_DEFAULT)
    .option('--json', 'what happens as JSON, one event a line')
    .addHelpText('after', `\nWhile it runs: ${callHelp}`);
  return runs(made, program, async (to: string, flags: Flags) => {
    const script = scriptOf(flags.keys);
    const number = await phoneNumber(flags.hold ?? flags.from, flags.hold === undefined ? '--from' : '--hold');
    const dial = flags.hold === undefined ? { action: 'dial' as const, to: await phoneNumber(to, 'the number'), ...(flags.withheld && { withheld: true }) } : undefined;
    if (dial && !flags.json && terminal.keys) terminal.tell(callHelp);
    return holdPhone({
      phone: labPhone(flags.lab, number), terminal, clock: systemClock, number, json: flags.json === true,
      ...(dial && { dial }), ...(script && { script }),
    });
  });
}

function scriptOf(keys: string | undefined): readonly KeyStep[] | undefined {
  if (keys === undefined) return undefined;
  const read = readKeys(keys);
  if (!read.ok) throw new Leave(exits.usage, `--keys: ${read.problem}`);
  return read.steps;
}

async function phoneNumber(text: string, what: string): Promise<string> {
  const { readPhone } = await import('../phone/number.ts');
  const read = readPhone(text);
  if (!read.ok) throw new Leave(exits.usage, `${what}: '${text}' is no phone number; expected one with its country, such as ${LINE_DEFAULT}`);
  return read.number;
}
