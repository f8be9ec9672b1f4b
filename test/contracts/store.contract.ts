// What every store promises. Each adapter runs all of it; see CONTRIBUTING for adding a row.
import { afterEach, beforeEach, describe } from 'vitest';
import { agentRows } from './store-agents.ts';
import { keepingRows } from './store-keeping.ts';
import { lineRows } from './store-line.ts';
import { offerRows } from './store-offers.ts';
import { pairRows } from './store-pairs.ts';
import { setScene, type OpenStore, type Scene } from './store-scene.ts';
import { turnRows } from './store-turns.ts';
import { workRows } from './store-work.ts';

export function storeContract(name: string, open: OpenStore): void {
  describe(`the store: ${name}`, () => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await setScene(open);
    });
    afterEach(() => scene.close());
    const here = () => scene;

    turnRows(here);
    lineRows(here);
    offerRows(here);
    pairRows(here);
    agentRows(here);
    workRows(here);
    keepingRows(here);
  });
}
