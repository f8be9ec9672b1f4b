// The agents that each line would have needed, as a table.
import { z } from 'zod';
import { minute, share, time } from './figures.ts';
import { table } from './table.ts';

export const staffingAnswer = z.looseObject({
  from: z.string(), to: z.string(), share: z.number(), withinSeconds: z.number(), note: z.string(),
  items: z.array(z.looseObject({
    queue: z.string(), handled: z.number(), model: z.enum(['erlang-a', 'erlang-c']).optional(), meanHandleSeconds: z.number().optional(), meanPatienceSeconds: z.number().optional(),
    hours: z.array(z.object({ at: z.string(), joined: z.number(), load: z.number(), agents: z.number().optional() })),
  })),
});
type Answer = z.output<typeof staffingAnswer>;
type Line = Answer['items'][number];

export function staffingTable({ from, to, items, share: aim, withinSeconds, note }: Answer): string {
  const during = `${minute(from)} to ${minute(to)} UTC`;
  if (items.length === 0) return `Nobody stood in a line from ${during}, as far as was asked for. Another time: --from and --to.`;
  const rows = items.flatMap(({ queue, hours }) => hours.map(({ at, joined, load, agents }) => [queue, minute(at), String(joined), load.toFixed(1), agents === undefined ? 'none would do' : String(agents)]));
  return [
    ...(rows.length > 0 ? [table(['LINE', 'HOUR', 'JOINED', 'LOAD', 'AGENTS'], rows), ''] : []),
    ...items.map(measured), `Agents: the fewest with whom ${share(aim)} are answered within ${withinSeconds} s. Reckoned for ${note}.`,
  ].join('\n');
}

function measured({ queue, handled, model, meanHandleSeconds, meanPatienceSeconds }: Line): string {
  if (model === undefined) return `${queue}: ${handled} conversations were measured, too few to reckon with.`;
  const patience = model === 'erlang-a' ? `callers give up after ${time(meanPatienceSeconds)} on average` : 'too few gave up to know their patience, so everybody is reckoned to wait';
  return `${queue}: ${handled} conversations of ${time(meanHandleSeconds)} on average, wrap-up included; ${patience}.`;
}
