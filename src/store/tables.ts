// What the floor, the work and the journal are built on where the store is in this process: tables of rows in order.

/** Where a row stands in its table. Numbers and texts never meet at the same position of one table. */
export type Place = readonly (string | number)[];

export interface Row<T> {
  place: Place;
  value: T;
}

/** Ordered tables. A table exists while it has rows. */
export interface Tables {
  get<T>(table: string, place: Place): T | undefined;
  /** How a text begins, without reading all of it. */
  beginning(table: string, place: Place, characters: number): string | undefined;
  put(table: string, place: Place, value: unknown): void;
  remove(table: string, place: Place): void;
  /** The rows in order, from after that place on. Do not write to the table while walking. */
  walk<T>(table: string, after?: Place): Iterable<Row<T>>;
  /** How many rows stand before that place, at most so many. */
  before(table: string, place: Place, most: number): number;
  /** The tables whose names begin so, in order. */
  named(prefix: string): Iterable<string>;
}

/** Tables that can be changed whole: what throws has changed nothing. */
export interface Ground {
  read: <T>(run: (tables: Tables) => T) => T;
  /** What throws is undone. It may be run again, after others were. */
  write: <T>(run: (tables: Tables) => T) => Promise<T>;
}

/** At most so many rows. */
export function* first<T>(rows: Iterable<T>, limit: number): Iterable<T> {
  if (limit <= 0) return;
  let taken = 0;
  for (const row of rows) {
    yield row;
    if (++taken >= limit) return;
  }
}
