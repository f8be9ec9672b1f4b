// One centre in one Redis: the client, the clock, and short words for scripts and keys.
import type { Clock } from '../clock.ts';
import { rootOf } from './keys.ts';
import { redisFault } from './redis-connect.ts';
import { inTime } from './redis-patience.ts';
import { runScript, type Answer, type Client, type ScriptName } from './redis-scripts.ts';

export interface At {
  centre: string;
  client: Client;
  /** A key in the centre's slot. */
  key: (name: string) => string;
  /** The time a script is given: empty means the server's own. */
  now: () => number | '';
  /** Runs a script on the centre, or on another root. */
  run: (name: ScriptName, args: readonly (string | number)[], root?: string) => Promise<Answer>;
  /** Any other command; what goes wrong becomes one of the store's faults. */
  ask: <T>(command: Promise<T>) => Promise<T>;
}

export function placeAt(client: Client, centre: string, clock: Clock | undefined): At {
  const root = rootOf(centre);
  const ask = <T>(command: Promise<T>): Promise<T> => inTime(command).catch((error: unknown) => {
    throw redisFault(error);
  });
  return {
    centre,
    client,
    key: (name) => `${root}:${name}`,
    now: () => clock?.now() ?? '',
    run: (name, args, other = root) => ask(runScript(client, name, other, args)),
    ask,
  };
}

/** The server's own time where no clock is given. */
export async function timeAt({ client, now, ask }: At): Promise<number> {
  const given = now();
  if (given !== '') return given;
  const [seconds, micros] = await ask(client.time());
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}
