#!/usr/bin/env node
// The command. It only finds the built program, and says so plainly when there is none.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli/caseline.js', import.meta.url);

if (existsSync(built)) {
  await import(built.href);
} else {
  console.error('caseline is not built yet: run `npm ci` or `npm run build` first.');
  process.exitCode = 1;
}
