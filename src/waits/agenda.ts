// What will happen and when, the soonest first; what is planned for one moment happens in the order it was planned.

interface Planned {
  at: number;
  order: number;
  run: () => void;
}

const isBefore = (a: Planned, b: Planned): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A heap: a future plans and takes hundreds of times. */
export class Agenda {
  readonly #heap: Planned[] = [];
  #order = 0;

  /** What never happens is not planned. */
  plan(at: number, run: () => void): void {
    if (at === Infinity) return;
    const heap = this.#heap;
    const planned = { at, order: this.#order++, run };
    let index = heap.push(planned) - 1;
    for (let above = (index - 1) >> 1; index > 0 && isBefore(planned, heap[above] as Planned); above = (index - 1) >> 1) {
      heap[index] = heap[above] as Planned;
      index = above;
    }
    heap[index] = planned;
  }

  take(): { at: number; run: () => void } | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let index = 0;
    for (let below = 1; below < heap.length; below = 2 * index + 1) {
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Planned, heap[below] as Planned)) below++;
      if (!isBefore(heap[below] as Planned, last)) break;
      heap[index] = heap[below] as Planned;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}
