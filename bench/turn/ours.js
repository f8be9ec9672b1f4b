// (c), (d) Ours, as built, with everything on: the whole call kept durably, journal, and a log line for each turn.
import { readConfig } from '../../dist/config.js';
import { startApp } from '../../dist/main.js';

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join('\n'));
await startApp(read.config);
console.log('listening');
