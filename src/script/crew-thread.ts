// What runs in a thread that plays scripts: where one stands comes in, how it went goes out.
import { parentPort, workerData } from 'node:worker_threads';
import { type Asked, askedFor, type Reading } from './crew.ts';
import { loadRepertoire, loadScripts } from './load.ts';
import { playScript } from './play.ts';

const { dirs, files } = workerData as Reading;
const loaded = await loadRepertoire(dirs);
const known = new Map(loaded.ok ? (await loadScripts(files, loaded.cast)).scripts.map((script) => [askedFor(script), script]) : []);

async function play(asked: Asked): Promise<void> {
  const script = known.get(asked);
  if (!loaded.ok || !script) throw new Error('the files of the centre or its scripts were changed while they were read');
  const { script: _, ...told } = await playScript(loaded.files, script);
  parentPort?.postMessage(told);
}

// A rejection ends the thread, and is an error for whoever asked.
parentPort?.on('message', (asked: Asked) => void play(asked));
