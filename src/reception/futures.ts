// The thread that futures are run in, so that no turn waits for them: kept while it answers, ended when it does not, begun anew when it is needed.
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import type { Asked, Forecast } from '../waits/forecast.ts';
import type { RunFutures } from './forecasts.ts';

/** The thread stops by itself after this; most floors take a quarter of it. */
const BUDGET_MS = 2_000;
/** It may have to start first, and one future may be long. */
const BUDGET_MORE_MS = 3_000;

export interface Question {
  asked: Asked;
  budgetMs: number;
}

/** `file`: another program for the thread. */
export function createFutures({ clock, file = ownFile() }: { clock: Clock; file?: URL }): { run: RunFutures; close: () => Promise<void> } {
  let worker: Worker | undefined;

  function begun(): Worker {
    const made = new Worker(file);
    made.unref();
    // Also where it breaks while nobody asks it anything: the process goes on.
    made.on('error', () => undefined).once('exit', () => forget(made));
    return made;
  }

  function forget(thread: Worker): void {
    if (worker === thread) worker = undefined;
  }

  function run(asked: Asked): Promise<Forecast | undefined> {
    const thread = (worker ??= begun());
    return new Promise<Forecast | undefined>((done, fail) => {
      const stopListening = (): void => {
        cancel();
        thread.off('message', answered).off('error', broken).off('exit', ended);
      };
      const answered = (forecast: Forecast | undefined): void => {
        stopListening();
        done(forecast);
      };
      const broken = (error: Error): void => {
        stopListening();
        forget(thread);
        fail(error);
      };
      const ended = (): void => broken(new Error('the thread of the futures ended'));
      const cancel = clock.after(BUDGET_MS + BUDGET_MORE_MS, () => {
        answered(undefined);
        forget(thread);
        void thread.terminate();
      });
      thread.on('message', answered).on('error', broken).on('exit', ended);
      thread.postMessage({ asked, budgetMs: BUDGET_MS } satisfies Question);
    });
  }

  return { run, close: async () => void (await worker?.terminate()) };
}

const ownFile = (): URL => new URL('./futures-thread.js', import.meta.url);
