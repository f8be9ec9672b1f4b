// The clock: a port, so that time comes in as an argument everywhere and a test can push it by hand.

/** Calls a planned run off. Calling it twice, or after the run, does nothing. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs once, `ms` from now. */
  after(ms: number, run: () => void): Cancel;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

interface Planned {
  at: number;
  order: number;
  run: () => void;
}

/**
 * A clock that moves only when pushed. Between two runs it waits for `settle`, which a test sets to
 * "nothing is under way any more", so that whatever a run set off has happened before time goes on.
 */
export class HandClock implements Clock {
  #now: number;
  #order = 0;
  #planned: Planned[] = [];
  settle: () => Promise<void> = () => Promise.resolve();

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): Cancel {
    const planned = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#planned.push(planned);
    return () => {
      this.#planned = this.#planned.filter((other) => other !== planned);
    };
  }

  /** Moves time on by `ms`, running what falls due on the way, in order. */
  async push(ms: number): Promise<void> {
    await this.settle();
    const until = this.#now + ms;
    for (let next = this.#takeDue(until); next; next = this.#takeDue(until)) {
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.settle();
    }
    this.#now = until;
    await this.settle();
  }

  /** Moves time on by at most `ms`, and stops where `done` first holds after something has run. Says whether it does. */
  async until(done: () => boolean, ms: number): Promise<boolean> {
    await this.settle();
    const until = this.#now + ms;
    for (let next = done() ? undefined : this.#takeDue(until); next; next = done() ? undefined : this.#takeDue(until)) {
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await this.settle();
    }
    if (done()) return true;
    this.#now = until;
    await this.settle();
    return done();
  }

  #takeDue(until: number): Planned | undefined {
    const [next] = this.#planned.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at || a.order - b.order);
    if (next) this.#planned = this.#planned.filter((other) => other !== next);
    return next;
  }
}
