// One of several processes on one store: so many decisions a second, for so many seconds; says its times as JSON.
import { agentFree, callerComes, type Decided } from './decision.ts';
import { openAt, type Place } from './floor.ts';

const [place = '{}', name = '', perSecond = '100', seconds = '5', first = '0'] = process.argv.slice(2);
const store = await openAt(JSON.parse(place) as Place);
const { version } = await store.floor.classes();
const floor = { store, version, name };

/** Behind its time it does not ask for ever more at once: who is refused looks again, and all would look at the same few. */
const AT_ONCE_MOST = 16;

const total = Number(perSecond) * Number(seconds);
const began = performance.now();
const decided: Decided[] = [];
const under = new Set<Promise<unknown>>();
for (let number = 0; number < total; number++) {
  // Each at its time, whether or not the one before is done.
  const waitMs = began + (number * 1_000) / Number(perSecond) - performance.now();
  if (waitMs > 0) await new Promise((go) => setTimeout(go, waitMs));
  while (under.size >= AT_ONCE_MOST) await Promise.race(under);
  const one = (number % 2 === 0 ? agentFree(floor, Number(first) + number / 2) : callerComes(floor, Number(first) + number))
    .then((each) => void decided.push(each)).finally(() => under.delete(one));
  under.add(one);
}
await Promise.all(under);
process.stdout.write(JSON.stringify(decided));
await store.close();
