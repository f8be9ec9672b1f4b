// What the floor's commands ask of the API, and the answers as they are read.
import { z } from 'zod';
import type { ApiOptions } from '../api-client.ts';
import { ask } from '../api-client.ts';

const waiting = z.looseObject({
  place: z.number(), call: z.string(), from: z.string(), priority: z.string().optional(), demand: z.string().optional(), since: z.string(), waitedSeconds: z.number(),
  expected: z.object({ fromSeconds: z.number(), toSeconds: z.number().optional() }).optional(), for: z.array(z.string()), rings: z.array(z.string()), picked: z.string().optional(), callback: z.boolean().optional(), why: z.string(),
});
const agent = z.looseObject({ id: z.string(), name: z.string(), state: z.string(), presence: z.string(), since: z.string(), wrapUntil: z.string().optional(), call: z.string().optional() });
export const floorAnswer = z.looseObject({
  at: z.string(),
  waiting: z.array(waiting),
  totals: z.object({ waiting: z.number(), talking: z.number(), longestWaitSeconds: z.number() }),
  agents: z.array(agent),
  offers: z.array(z.looseObject({ id: z.string(), call: z.string(), agents: z.array(z.string()), expires: z.string() })),
  demands: z.array(z.string()),
  switched: z.array(z.string()),
});
export type Floor = z.output<typeof floorAnswer>;

const standing = z.object({ priority: z.string(), demand: z.string(), picked: z.string().optional() });
const supervised = z.looseObject({ call: z.string(), before: standing, now: standing, ahead: z.number() });
export const agentAnswer = z.looseObject({ id: z.string(), state: z.string() });
export type Supervised = z.output<typeof supervised>;

/** Something a supervisor does. `agent: null` calls a pick off. */
export type Act =
  | { do: 'priority'; call: string; priority: string }
  | { do: 'move'; call: string; demand: string }
  | { do: 'pick'; call: string; agent: string | null }
  | { do: 'presence'; agent: string; presence: string };

export type Supervision = Exclude<Act, { do: 'presence' }>;

export const askFloor = (api: ApiOptions): Promise<Floor> => ask(api, 'GET', '/floor', floorAnswer);

export function supervise(api: ApiOptions, { do: what, call, ...body }: Supervision): Promise<Supervised> {
  return ask(api, 'POST', `/calls/${encodeURIComponent(call)}/${what}`, supervised, body);
}

/** What sets it back; undefined where nothing has changed. A pick that a move has ended is set by hand. */
export function undoing(act: Supervision, { before, now }: Supervised): Supervision | undefined {
  switch (act.do) {
    case 'priority': return before.priority === now.priority ? undefined : { do: 'priority', call: act.call, priority: before.priority };
    case 'move': return before.demand === now.demand ? undefined : { do: 'move', call: act.call, demand: before.demand };
    case 'pick': return before.picked === now.picked ? undefined : { do: 'pick', call: act.call, agent: before.picked ?? null };
  }
}

/** `k3J9… is a P2 now (was P4), with nobody ahead`. */
export function outcome(act: Supervision, { before, now, ahead }: Supervised): string {
  const place = `with ${ahead === 0 ? 'nobody' : ahead} ahead`;
  switch (act.do) {
    case 'priority': return before.priority === now.priority ? `${act.call} is a ${now.priority} already` : `${act.call} is a ${now.priority} now (was ${before.priority}), ${place}`;
    case 'move': return before.demand === now.demand ? `${act.call} stands in the line ${now.demand} already` : `${act.call} stands in the line ${now.demand} now (was ${before.demand}), ${place}`;
    case 'pick': {
      if (now.picked === undefined) return before.picked === undefined ? `nobody was picked for ${act.call}` : `${act.call} is back at its place, not with ${before.picked} any more`;
      return before.picked === now.picked ? `${now.picked} is picked for ${act.call} already` : `${now.picked} takes ${act.call} next`;
    }
  }
}

/** The command that does it. */
export function typed(act: Supervision): string {
  switch (act.do) {
    case 'priority': return `caseline floor priority ${act.call} ${act.priority}`;
    case 'move': return `caseline floor move ${act.call} ${act.demand}`;
    case 'pick': return act.agent === null ? `caseline floor pick ${act.call} --off` : `caseline floor pick ${act.call} ${act.agent}`;
  }
}
