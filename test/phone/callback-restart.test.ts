// The service is killed at every turn of a callback's way: the promise is kept all the same, and ends once.
import { expect } from 'vitest';
import { callbacks, expectEnded, waits } from '../support/callbacks.ts';
import type { Person } from '../support/person.ts';
import { stranger } from '../support/scenes.ts';
import type { StoryStore } from '../support/stores.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const MOMENTS = ['Ana confirms', 'Amy comes', 'Amy picks up', 'Amy presses 1', 'Ana picks up', 'Ana presses a key', 'Ana declines', 'Amy hangs up'] as const;
type Moment = (typeof MOMENTS)[number];
type Meets = (moment: Moment) => void;

/** Longer than all tries of a callback take. */
const PATIENCE_S = 3 * 60 * 60;
/** The first time they are rung Ana declines, or Amy hangs up, where that is the moment. */
async function untilTheyTalk(world: World, { ana, amy, moment, meets }: { ana: Person; amy: Person; moment: Moment; meets: Meets }): Promise<void> {
  let spoilt = moment !== 'Ana declines' && moment !== 'Amy hangs up';
  const until = world.clock.now() + PATIENCE_S * 1000;
  while (world.clock.now() < until) {
    const [hers, ours] = [ana.phone.call, amy.phone.call];
    if (hers && ours && hers.in === ours.in && ours.in !== 'document') return;
    if (ours?.status === 'ringing') {
      meets('Amy picks up');
      await amy.answers(0);
    } else if (ours?.in === 'document' && /press 1/i.test(ours.words)) {
      meets('Amy presses 1');
      await amy.presses('1');
    }
    if (hers?.status === 'ringing' && !spoilt) {
      spoilt = true;
      meets(moment);
      if (moment === 'Ana declines') hers.decline();
      else await amy.hangsUp();
      await world.app.reception.presence('amy', 'ready');
    } else if (hers?.status === 'ringing') {
      meets('Ana picks up');
      hers.pickUp();
    } else if (hers?.in === 'document') {
      meets('Ana presses a key');
      hers.press('1');
    }
    // While nobody is on the phone only timers run.
    await world.pass(hers || ours ? 1 : 10);
  }
  throw new Error(`Ana and Amy did not come together: ${JSON.stringify(await callbacks(world))}`);
}

stories('the service is killed while a callback is on its way', (story) => {
  for (const turns of [1, 3, 8, 16]) {
    for (const moment of MOMENTS) {
      story(`${turns} turns after ${moment}`, async (world) => {
        let dead = false;
        const meets: Meets = (now) => {
          if (now === moment && !dead) world.diesSoon(turns);
          dead ||= now === moment;
        };
        const [ana, amy] = [await waits(world, 'Ana', stranger), await world.agent('amy')];
        await ana.presses('3');
        await ana.hears('to confirm, press 1', 20);
        meets('Ana confirms');
        await ana.presses('1');
        await ana.hears('we will call you when it is your turn', 60);
        await ana.isHungUpOn(20);
        ana.ignores();
        meets('Amy comes');
        await world.signIn('amy');
        await untilTheyTalk(world, { ana, amy, moment, meets });
        await world.pass(2);
        ana.phone.call?.hangUp();
        await amy.hears('the call has ended', 20);
        await amy.hangsUp();
        await world.pass(20);
        expect(dead).toBe(true);
        expect(ana.phone.calls.filter(({ direction }) => direction !== 'inbound').length).toBeLessThanOrEqual(3);
        await expectEnded(world, 'kept');
      }, { errors: ['work behind a turn failed', 'a turn failed', 'could not be sent'] });
    }
  }
}, ({ lasting }: StoryStore) => lasting);
