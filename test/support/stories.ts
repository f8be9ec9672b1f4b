// Runs a story on every store: each is told once, and must hold on all of them.
import { it } from 'vitest';
import { stores, type StoryStore } from './stores.ts';
import { World, type WorldOptions } from './world.ts';

export interface StoryOptions extends Omit<WorldOptions, 'open'> {
  /** Parts of log messages that this story provokes on purpose. */
  errors?: readonly string[];
  /** For one in which something hangs: each of its steps waits to see that nothing else goes on. */
  timeoutMs?: number;
}

export type Story = (world: World) => Promise<void>;

/**
 * Stories of one subject: `stories('a new case', (story) => { story('a caller …', async (world) => …) })`. `on` leaves out
 * stores that cannot tell them.
 */
export function stories(subject: string, tell: (story: (name: string, story: Story, options?: StoryOptions) => void) => void, on: (store: StoryStore) => boolean = () => true): void {
  for (const { name: store, open, describe } of stores.filter(on)) {
    describe(`${subject}, on ${store}`, () => {
      tell((name, story, { errors = [], timeoutMs, ...options } = {}) => {
        it(name, async () => {
          const world = await World.open({ open, ...options });
          try {
            await story(world);
            await world.ends(errors);
          } finally {
            await world.close();
          }
        }, timeoutMs);
      });
    });
  }
}
