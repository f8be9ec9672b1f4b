// A bounded memory of answers: the oldest goes when it is full.

export interface Memo<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  full(): boolean;
}

/** Keeps at most `most` answers. In order of arrival, not of use: that costs nothing on a hit. */
export function memo<T>(most: number): Memo<T> {
  const known = new Map<string, T>();
  return {
    get: (key) => known.get(key),
    full: () => known.size >= most,
    set(key, value) {
      if (known.size >= most && !known.has(key)) {
        const oldest = known.keys().next();
        if (!oldest.done) known.delete(oldest.value);
      }
      known.set(key, value);
    },
  };
}
