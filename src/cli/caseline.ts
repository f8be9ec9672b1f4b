// The program: arguments in, exit out.
import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
// What still runs by now was to be left alone; output that is under way has this long to get out.
const GRACE_MS = 1_000;
setTimeout(() => process.exit(), GRACE_MS).unref();
