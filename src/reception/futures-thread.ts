// What runs in the thread of the futures: a floor comes in, a forecast goes out.
import { parentPort } from 'node:worker_threads';
import { forecast } from '../waits/forecast.ts';
import type { Question } from './futures.ts';

parentPort?.on('message', ({ asked, budgetMs }: Question) => {
  const began = performance.now();
  parentPort?.postMessage(forecast(asked, () => performance.now() - began < budgetMs));
});
