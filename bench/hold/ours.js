// Ours as built, which also collects what is left behind when it is told to, so that what callers cost in memory can be read.
import { readConfig } from '../../dist/config.js';
import { startApp } from '../../dist/main.js';

process.on('SIGUSR2', () => globalThis.gc());
const read = readConfig(process.env);
if (!read.ok) throw new Error(read.problems.join('\n'));
await startApp(read.config);
