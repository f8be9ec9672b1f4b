// What runs in the thread of the futures: a floor comes in, a forecast goes out.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { forecast } from '../waits/forecast.ts';
import type { Question } from './futures.ts';

/** Callers come first: on Linux this is the thread's own, elsewhere it would be the whole process's. */
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on('message', ({ asked, budgetMs }: Question) => {
  const began = performance.now();
  parentPort?.postMessage(forecast(asked, () => performance.now() - began < budgetMs));
});
