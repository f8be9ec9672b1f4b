// The floor in miniature: who waits and who is ready, by class, in the store's own order; one looks at it as one looks at the store.
import type { ClassName, FloorAgent, Look, Wait } from '../store/floor.ts';
import { comparePlace, compareText } from '../store/order.ts';

/** A caller of a future. `onlyAsks`: they take nobody's time; who has given up goes on so, since it is still asked how long it would have been. */
export interface Caller extends Wait {
  queue: string | undefined;
  onlyAsks: boolean;
  offers: string[];
  classes: ClassName[];
  /** Until when an agent is not rung for them. */
  cooled: Map<string, number>;
}

export interface Agent extends FloorAgent {
  /** For whom their phone rings. */
  rings: Caller | undefined;
}

interface Ready {
  agent: Agent;
  score: number;
}

const compareReady = (a: Ready, b: Ready): number => a.score - b.score || compareText(a.agent.id, b.agent.id);

export class Line {
  readonly #waiting = new Map<ClassName, Caller[]>();
  readonly #ready = new Map<ClassName, Ready[]>();

  stand(caller: Caller): void {
    for (const name of caller.classes) insert(listIn(this.#waiting, name), caller, comparePlace);
  }

  leave(caller: Caller): void {
    for (const name of caller.classes) remove(listIn(this.#waiting, name), caller, comparePlace);
  }

  ready(agent: Agent): void {
    for (const [name, base] of Object.entries(agent.classes)) insert(listIn(this.#ready, name), { agent, score: base + agent.since }, compareReady);
  }

  taken(agent: Agent): void {
    for (const [name, base] of Object.entries(agent.classes)) remove(listIn(this.#ready, name), { agent, score: base + agent.since }, compareReady);
  }

  lookFor(wait: Caller, now: number): Look {
    const agents = wait.classes.flatMap((name) => {
      const head = this.#ready.get(name)?.find(({ agent }) => mayRing(agent, wait, now));
      return head ? [{ agent: head.agent.id, class: name, score: head.score, since: head.agent.since }] : [];
    });
    return { for: 'wait', wait, agents };
  }

  lookForAgent(agent: Agent, now: number): Look {
    const waits = Object.keys(agent.classes).flatMap((name) => {
      const wait = this.#waiting.get(name)?.find((caller) => mayRing(agent, caller, now));
      return wait ? [{ wait, class: name }] : [];
    });
    return { for: 'agent', agent, waits };
  }
}

const mayRing = (agent: Agent, { cooled, offers }: Caller, now: number): boolean => (cooled.get(agent.id) ?? 0) <= now && !offers.includes(agent.id);

function listIn<T>(lists: Map<ClassName, T[]>, name: ClassName): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

/** Where it stands, or would stand, in an ordered list. */
function placeIn<T>(list: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compare(list[middle] as T, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function insert<T>(list: T[], item: T, compare: (a: T, b: T) => number): void {
  list.splice(placeIn(list, item, compare), 0, item);
}

function remove<T>(list: T[], item: T, compare: (a: T, b: T) => number): void {
  const at = placeIn(list, item, compare);
  const found = list[at];
  if (found !== undefined && compare(found, item) === 0) list.splice(at, 1);
}
