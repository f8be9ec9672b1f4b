// Scripts played by as many threads as there are processors: each is a story of its own, and needs nothing of the others.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Folders } from '../files.ts';
import { breathe } from '../reception/breathe.ts';
import { type Played, playScript } from './play.ts';
import type { Script } from './script.ts';
import type { Repertoire } from './theatre.ts';

/** What a thread reads for itself, to play the same scripts. */
export interface Reading {
  dirs: Folders;
  files: readonly string[];
}

/** A script is known by where it stands. */
export type Asked = string;
export type Told = Omit<Played, 'script'>;
export const askedFor = ({ spot }: Script): Asked => `${spot.file}:${spot.line}:${spot.column}`;

const thread = new URL('./crew-thread.js', import.meta.url);
/** Until a thread has read everything, so many scripts are played without it. */
const WORTH_A_THREAD = 30;

/** Only what is built can run in a thread. */
export const threadsFor = (scripts: number): number => (existsSync(thread) ? Math.max(1, Math.min(availableParallelism(), Math.floor(scripts / WORTH_A_THREAD))) : 1);

/** All of them, in the order they were given. This thread plays along from the first moment. */
export async function playAll(files: Repertoire, scripts: readonly Script[], { reading, threads }: { reading: Reading; threads: number }): Promise<Played[]> {
  const played: Played[] = [];
  let next = 0;
  const crew = Array.from({ length: threads - 1 }, () => new Worker(thread, { workerData: reading }));
  const takeTurns = async (play: (script: Script) => Promise<Told>): Promise<void> => {
    for (let index = next++; index < scripts.length; index = next++) {
      const script = scripts[index];
      if (script) played[index] = { script, ...(await play(script)) };
    }
  };
  const here = async (script: Script): Promise<Told> => {
    await breathe();
    return playScript(files, script);
  };
  try {
    await Promise.all([takeTurns(here), ...crew.map((worker) => takeTurns((script) => askThread(worker, script)))]);
    return played;
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
}

function askThread(worker: Worker, script: Script): Promise<Told> {
  return new Promise((told, fail) => {
    worker.removeAllListeners().once('message', told).once('error', fail);
    worker.postMessage(askedFor(script));
  });
}
