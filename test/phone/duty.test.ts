// Whose phone rings when somebody must be woken: the rota of the day, whoever swapped, and nobody who has left.
import { amyAsksForAManager, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const networkDown = async (world: World) => {
  const ana = world.person('Ana', stranger);
  await ana.dials(tollFree);
  await ana.presses('*11');
  return ana;
};

/** This one is rung for Ana and takes her call. */
async function takesHer(world: World, id: string): Promise<void> {
  const ana = await networkDown(world);
  const engineer = await world.agent(id);
  await engineer.answers(60);
  await engineer.hears('on duty');
  await engineer.hears('press 1');
  await engineer.presses('1');
  await ana.talksWith(engineer);
  await ana.hangsUp();
  await engineer.hears('ended');
  await engineer.hangsUp();
}

stories('the duty rota', (story) => {
  story('in the week after, gus is rung for a P1 and dan sleeps', (world) => takesHer(world, 'gus'), { now: Date.parse('2026-10-27T10:00:00-07:00') });

  story('at Christmas kim is, who stands in for both', (world) => takesHer(world, 'kim'), { now: Date.parse('2026-12-25T03:00:00-08:00') });

  story('dan has duty until nine on Monday, and gus is rung for whoever calls then', async (world) => {
    await takesHer(world, 'dan');
    await world.pass(300);
    await takesHer(world, 'gus');
  }, { now: Date.parse('2026-10-26T08:57:00-07:00') });

  story('after the hour that comes twice, the handover is still at nine on the wall', async (world) => {
    await takesHer(world, 'gus');
    await world.pass(300);
    await takesHer(world, 'dan');
  }, { now: Date.parse('2026-11-02T08:57:00-08:00') });

  story('dan is on the rota and is no agent any more: gus is told and rung for an escalation', async (world) => {
    await world.app.people.remove('dan');
    const { ana, amy } = await amyAsksForAManager(world);
    const gus = await world.agent('gus');
    await gus.answers(90);
    await gus.hears('press 1');
    await gus.presses('1');
    await gus.isHungUpOn();
    if (!gus.phone.messages.some(({ body }) => /escalation/i.test(body))) throw new Error('gus was not told');
    await amy.hears('the caller hears music');
    await amy.presses('6');
    await ana.isHungUpOn(5);
    await amy.hangsUp();
  });
});
