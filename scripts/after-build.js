// What the compiler leaves to do: the Lua scripts belong beside the module that loads them, and `npx caseline` must find the
// command in this very folder. npm links the commands of dependencies only; with an entry `bin` of our own, npx would install
// this folder into its cache and build it there once more.
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';

const assets = ['store/scripts'];

for (const asset of assets) {
  if (existsSync(`src/${asset}`)) cpSync(`src/${asset}`, `dist/${asset}`, { recursive: true });
}

const bin = 'node_modules/.bin';
mkdirSync(bin, { recursive: true });
// An earlier build, or npm, may have left a link to bin/caseline.js here, and writing through it would overwrite the program.
rmSync(`${bin}/caseline`, { force: true });
writeFileSync(`${bin}/caseline`, '#!/usr/bin/env node\nimport(new URL("../../bin/caseline.js", require("node:url").pathToFileURL(__filename)).href);\n');
chmodSync(`${bin}/caseline`, 0o755);
writeFileSync(`${bin}/caseline.cmd`, '@node "%~dp0\\..\\..\\bin\\caseline.js" %*\r\n');
