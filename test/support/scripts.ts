// The shipped centre for the tests of scripts, read once.
import { loadRepertoire } from '../../src/script/load.ts';
import { parseScripts } from '../../src/script/parse.ts';
import { playScript, type Played } from '../../src/script/play.ts';
import type { Script } from '../../src/script/script.ts';

export const shipped = loadRepertoire({ flowsDir: 'flows', localesDir: 'locales' }).then((loaded) => {
  if (!loaded.ok) throw new Error('the shipped flows, centre or locales have problems: run caseline check');
  return loaded;
});

/** The one script of a text that has no mistakes. */
export async function scriptOf(text: string): Promise<Script> {
  const parsed = parseScripts('a.yaml', text, (await shipped).cast);
  const [script] = parsed.ok ? parsed.scripts : [];
  if (!script) throw new Error(parsed.ok ? 'no script' : parsed.problems.map(({ message }) => message).join('\n'));
  return script;
}

export const play = async (text: string): Promise<Played> => playScript((await shipped).files, await scriptOf(text));
