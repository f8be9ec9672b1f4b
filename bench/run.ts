// `npm run bench -- NAME [--json]`: measures what we claim about speed and exits 1 where a stated goal is missed.
import { parseArgs } from 'node:util';

const benches = {
  turn: () => import('./turn/turn.ts'),
  match: () => import('./match/match.ts'),
  offer: () => import('./offer/offer.ts'),
  hold: () => import('./hold/hold.ts'),
  interpret: () => import('./interpret/interpret.ts'),
} as const;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' }, seconds: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } } });
const name = positionals[0];

if (values.help || name === undefined || !(name in benches)) {
  console.error(`Usage: npm run bench -- NAME [--json] [--rounds N] [--seconds S]\nNames: ${Object.keys(benches).join(', ')}\nExample: npm run bench -- turn --rounds 1 --seconds 2`);
  process.exit(values.help ? 0 : 2);
}

const bench = await benches[name as keyof typeof benches]();
const ok = await bench.run({ json: values.json, ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }), ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }) });
process.exit(ok ? 0 : 1);
