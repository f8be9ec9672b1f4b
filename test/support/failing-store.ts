// A store that can be made to fail: it answers as the real one does until a story says that it is down.
import { Fault } from '../../src/faults.ts';
import type { Store } from '../../src/store/store.ts';

/** `down` is asked at each use; while it holds, whatever is asked fails as it does when nothing answers. */
export function failing(store: Store, down: () => boolean): Store {
  return guarded(store, down) as Store;
}

function guarded(part: object, down: () => boolean): object {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === 'function' && name !== 'close') {
        return (...given: unknown[]): unknown => (down() ? Promise.reject(new Fault('store-down', 'A story says so.')) : (value as (...all: unknown[]) => unknown).apply(target, given));
      }
      return typeof value === 'object' && value !== null ? guarded(value, down) : value;
    },
  });
}
