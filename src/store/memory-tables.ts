// Ordered tables in memory, with an undo list, so that a refused commit leaves nothing behind.
import { compareText } from './order.ts';
import type { Ground, Place, Row, Tables } from './tables.ts';

interface Table {
  values: Map<string, unknown>;
  /** The places, always in order. */
  places: Place[];
}

const keyOf = (place: Place): string => (place.length === 1 ? String(place[0]) : place.join('\n'));

function comparePlaces(a: Place, b: Place): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i] as string | number, b[i] as string | number];
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compareText(String(x), String(y));
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** The index of the first place that is not before this one. */
function positionOf(places: readonly Place[], place: Place): number {
  const lastPlace = places.at(-1);
  if (lastPlace === undefined || comparePlaces(lastPlace, place) < 0) return places.length;
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePlaces(places[middle] as Place, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tables in this process's memory. A write that throws is undone. */
export function memoryTables(): Ground {
  const all = new Map<string, Table>();
  let undo: (() => void)[] | undefined;

  function set(name: string, place: Place, value: unknown): void {
    const table = all.get(name) ?? { values: new Map<string, unknown>(), places: [] };
    all.set(name, table);
    const key = keyOf(place);
    if (!table.values.has(key)) table.places.splice(positionOf(table.places, place), 0, place);
    table.values.set(key, value);
  }
  function unset(name: string, place: Place): void {
    const table = all.get(name);
    if (!table?.values.delete(keyOf(place))) return;
    table.places.splice(positionOf(table.places, place), 1);
    if (table.places.length === 0) all.delete(name);
  }
  function remember(name: string, place: Place): void {
    const table = all.get(name);
    const key = keyOf(place);
    const before = table?.values.get(key);
    undo?.push(table?.values.has(key) ? () => set(name, place, before) : () => unset(name, place));
  }

  const tables: Tables = {
    get: <T>(name: string, place: Place) => all.get(name)?.values.get(keyOf(place)) as T | undefined,
    beginning: (name, place, characters) => (all.get(name)?.values.get(keyOf(place)) as string | undefined)?.slice(0, characters),
    put(name, place, value) {
      remember(name, place);
      set(name, place, value);
    },
    remove(name, place) {
      remember(name, place);
      unset(name, place);
    },
    *walk<T>(name: string, after?: Place): Iterable<Row<T>> {
      const table = all.get(name);
      if (!table) return;
      let at = after ? positionOf(table.places, after) : 0;
      const start = table.places[at];
      if (after && start && comparePlaces(start, after) === 0) at++;
      for (; at < table.places.length; at++) {
        const place = table.places[at] as Place;
        yield { place, value: table.values.get(keyOf(place)) as T };
      }
    },
    before: (name, place, most) => Math.min(most, positionOf(all.get(name)?.places ?? [], place)),
    named: (prefix) => [...all.keys()].filter((name) => name.startsWith(prefix)).sort(compareText),
  };

  return {
    read: (run) => run(tables),
    // An async function so that what a step throws is a rejection; nothing else runs while the step does.
    // eslint-disable-next-line @typescript-eslint/require-await
    async write(run) {
      const steps: (() => void)[] = [];
      undo = steps;
      try {
        return run(tables);
      } catch (error) {
        for (const step of steps.reverse()) step();
        throw error;
      } finally {
        undo = undefined;
      }
    },
  };
}
