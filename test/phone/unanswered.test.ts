// A P1 whom nobody takes: the duty ladder is rung, whether or not anybody has signed in.
import { expect } from 'vitest';
import type { EscalationRecord } from '../../src/call/escalation.ts';
import { stories } from '../support/stories.ts';

const line = '+18885550100';

stories('a P1 that nobody answers', (story) => {
  story('Ana says that her network is down, nobody has signed in, and whoever has duty is rung after a minute', async (world) => {
    const caller = world.person('Ana', '+14155550123');
    const dan = await world.agent('dan');
    await caller.dials(line);
    await caller.presses('*11');
    await caller.hears('hold.wav');
    await dan.isLeftAlone(30);
    await dan.answers(40);
    await dan.hears('press 1');
    await dan.presses('1');
    await dan.hears('priority 1 caller waits');
    await dan.isHungUpOn();
    await caller.hears('hold.wav');
    const records = await world.app.store.records.list<EscalationRecord>('escalation', { limit: 10 });
    expect(records.map(({ value }) => [value.reason, value.state, value.owner])).toEqual([['unanswered', 'acknowledged', 'dan']]);
    expect(dan.phone.messages.map(({ body }) => body).join()).toMatch(/priority 1/i);
    await caller.hangsUp();
  });

  story('dan does not pick up, so the next on the ladder is rung', async (world) => {
    const caller = world.person('Ana', '+14155550123');
    const dan = (await world.agent('dan')).ignores();
    const gus = await world.agent('gus');
    await caller.dials(line);
    await caller.presses('*11');
    await gus.answers(110);
    await gus.hears('press 1');
    await gus.presses('1');
    await gus.isHungUpOn();
    await caller.hangsUp();
    expect(dan.phone.calls).toHaveLength(1);
  });

  story('Ana hangs up while dan is being rung for her, and his phone stops', async (world) => {
    const caller = world.person('Ana', '+14155550123');
    const dan = await world.agent('dan');
    await caller.dials(line);
    await caller.presses('*11');
    await dan.rings(90);
    await caller.hangsUp();
    await dan.isHungUpOn(2);
  });

  story('eva is at work, so the page leaves her phone to the hunt and goes on to lars', async (world) => {
    await world.signIn('eva');
    const caller = world.person('Bea', '+442079460123');
    const eva = (await world.agent('eva')).ignores();
    const lars = await world.agent('lars');
    await caller.dials('+442079460100');
    await caller.presses('202411180007#');
    await lars.answers(90);
    await lars.hears('press 1');
    await lars.presses('1');
    await lars.isHungUpOn();
    await caller.hangsUp();
    expect(eva.phone.calls.length).toBeGreaterThan(0);
  });

  story('a P1 that amy takes within the minute pages nobody', async (world) => {
    await world.signIn('amy');
    const caller = world.person('Ana', '+14155550123');
    const amy = await world.agent('amy');
    const dan = await world.agent('dan');
    await caller.dials(line);
    await caller.presses('*11');
    await amy.answers();
    await amy.hears('press 1');
    await amy.presses('1');
    await caller.talksWith(amy);
    await dan.isLeftAlone(70);
    await caller.hangsUp();
    await amy.hears('ended');
    await amy.hangsUp();
  });
});
