// A caller with a new problem.
import { stories } from '../support/stories.ts';

const line = '+18885550100';
const ana = '+14155550123';

stories('a new case', (story) => {
  story('Ana presses star, and the next agent of Customer Care takes her call', async (world) => {
    await world.signIn('amy');
    const caller = world.person('Ana', ana);
    const amy = await world.agent('amy');
    await caller.dials(line);
    await caller.hears('for a new case, press star');
    await caller.presses('*');
    await caller.hears('if your network is down');
    await caller.hears('have your serial number ready');
    await amy.answers();
    await amy.hears('press 1 to take it');
    await amy.presses('1');
    await caller.talksWith(amy);
    await caller.hangsUp();
    await amy.hears('the call has ended');
    await amy.presses('1');
    await amy.hears('you are ready');
    await amy.isHungUpOn();
  });
});
