// A message left for the engineer of a case: once a tone was heard, nothing said is lost.
import { expect } from 'vitest';
import type { VoicemailRecord } from '../../src/call/voicemail.ts';
import { fileMs } from '../../src/lab/sound.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** Ana waits for Dan, who is away, and presses 1. She hears the greeting now. */
async function anaChoosesVoicemail(world: World, from = contact): Promise<Person> {
  const ana = world.person('Ana', from);
  await ana.dials(tollFree);
  await ana.presses(caseKeys);
  await ana.hears('voicemail');
  await ana.presses('1');
  return ana.hears('leave a message after the tone', 1);
}

async function messages(world: World): Promise<VoicemailRecord[]> {
  return (await world.app.store.records.list<VoicemailRecord>('voicemail', { limit: 10 })).map(({ value }) => value);
}

async function onlyMessage(world: World): Promise<VoicemailRecord> {
  const [message, ...more] = await messages(world);
  expect(more).toEqual([]);
  if (!message) throw new Error('no message was kept');
  return message;
}

/** How many seconds of sound the API gives for a message; undefined while there is none. */
async function soundSeconds(world: World, id: string): Promise<number | undefined> {
  const answer = await world.api(`/voicemails/${id}/audio`);
  return answer.ok ? fileMs(Buffer.from(await answer.arrayBuffer())) / 1000 : undefined;
}

const dansMessages = async (world: World): Promise<string[]> => (await world.agent('dan')).phone.messages.map(({ body }) => body);

stories('a voicemail', (story) => {
  story('Ana leaves Dan a message and hangs up: it is kept, with her case and her number', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(20);
    await ana.hangsUp();
    await world.pass(5);
    const message = await onlyMessage(world);
    expect(message).toMatchObject({ for: 'agent:dan', case: '200608110120', caller: { number: contact }, state: 'new' });
    expect(await soundSeconds(world, message.id)).toBeCloseTo(20.5, 0);
  });

  story('Ana ends her message with pound, and hears that it is saved', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(8);
    await ana.presses('#');
    await ana.presses('#');
    await ana.hears('message is saved', 1);
    await ana.isHungUpOn();
    await world.pass(3);
    expect(await soundSeconds(world, (await onlyMessage(world)).id)).toBeGreaterThan(7);
  });

  story('Ana stops talking: ten seconds later her message is saved', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(8);
    await ana.hears('message is saved', 11);
    await ana.isHungUpOn();
    await onlyMessage(world);
  });

  story('Ana says nothing: nothing is saved, and Customer Care comes', async (world) => {
    await world.signIn('amy');
    const ana = await anaChoosesVoicemail(world);
    await ana.hears("didn't hear a message", 30);
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
    expect(await messages(world)).toEqual([]);
  });

  story('Ana presses pound without a word: nothing is saved, and Customer Care comes', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.hears('beep: ');
    await ana.staysSilent(2);
    await ana.presses('#');
    await ana.hears("didn't hear a message", 1);
    await ana.hears('line for Customer Care');
    await ana.hangsUp();
    expect(await messages(world)).toEqual([]);
  });

  story('Ana hangs up before the tone: nothing is saved', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.hangsUp();
    await world.pass(5);
    expect(await messages(world)).toEqual([]);
    expect(await dansMessages(world)).toEqual([]);
  });

  story('nobody is rung any more for a caller who has chosen voicemail', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await world.signIn('dan', 'gus');
    await ana.leavesMessage(10);
    await ana.hangsUp();
    await (await world.agent('dan')).isLeftAlone(60);
    await (await world.agent('gus')).isLeftAlone(1);
  });

  story('Ana talks for long: she is warned when twenty seconds are left, and all five minutes are one message', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(290);
    await ana.hears('20 seconds left');
    await ana.leavesMessage(30);
    await ana.hears('message is saved', 1);
    await ana.isHungUpOn();
    await world.pass(5);
    const message = await onlyMessage(world);
    expect(message.parts).toHaveLength(2);
    expect(await soundSeconds(world, message.id)).toBeCloseTo(300, 0);
    expect(await dansMessages(world)).toHaveLength(1);
  });

  story('Ana has nothing to add after the warning: what she said is saved', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(290);
    await ana.hears('20 seconds left');
    await ana.hears('message is saved', 20);
    await ana.isHungUpOn();
    await world.pass(5);
    expect(await soundSeconds(world, (await onlyMessage(world)).id)).toBeCloseTo(280, 0);
  });

  story('in the line of Customer Care a message is for the team, and nobody is texted', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('line for Customer Care');
    await ana.presses('1');
    await ana.leavesMessage(5);
    await ana.presses('#');
    await ana.hears('message is saved');
    await ana.isHungUpOn();
    await world.pass(5);
    expect(await onlyMessage(world)).toMatchObject({ for: 'team:customer-care' });
    expect(world.lab.messages()).toEqual([]);
  });
});

stories('the engineer is told of a voicemail', (story) => {
  story('by a text with the case and the length, and nothing about the caller', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(20);
    await ana.hangsUp();
    await world.pass(5);
    const [text, ...more] = await dansMessages(world);
    expect(more).toEqual([]);
    expect(text).toMatch(/2006-0811-0120.*20 seconds/);
    expect(text).not.toMatch(/ana|bakery|\+1|408|routes/i);
  });

  story('also where the caller is no contact of the case', async (world) => {
    const sam = await anaChoosesVoicemail(world, stranger);
    await sam.leavesMessage(20);
    await sam.hangsUp();
    await world.pass(5);
    expect(await dansMessages(world)).toHaveLength(1);
    expect(await onlyMessage(world)).toMatchObject({ for: 'agent:dan', caller: { number: stranger } });
  });
});

stories('the sound of a voicemail', (story) => {
  /** However the carrier stumbles, there is one message with one part, one text, and the sound of it. */
  async function isKeptOnce(world: World, afterS: number): Promise<void> {
    await world.pass(afterS);
    const message = await onlyMessage(world);
    expect(message.parts).toHaveLength(1);
    expect(await soundSeconds(world, message.id)).toBeCloseTo(20.5, 0);
    expect(await dansMessages(world)).toHaveLength(1);
  }
  async function anaLeavesOneAndHangsUp(world: World): Promise<void> {
    const ana = await anaChoosesVoicemail(world);
    await ana.leavesMessage(20);
    await ana.hangsUp();
  }

  story('is not there at once, and comes by itself', async (world) => {
    await anaLeavesOneAndHangsUp(world);
    expect(await soundSeconds(world, (await onlyMessage(world)).id)).toBeUndefined();
    await isKeptOnce(world, 5);
  });

  story('is asked for again where the carrier has it not yet, and then fails for a while', async (world) => {
    world.lab.faults.rest({ do: '500', path: '.wav', skip: 1, times: 3 });
    await anaLeavesOneAndHangsUp(world);
    await world.pass(5);
    expect(await soundSeconds(world, (await onlyMessage(world)).id)).toBeUndefined();
    await isKeptOnce(world, 60);
  });

  story('is kept once where the carrier tells of it twice', async (world) => {
    world.lab.faults.webhook({ do: 'double', on: 'recording' });
    world.lab.faults.webhook({ do: 'double', url: 'p=1', on: 'voice' });
    await anaLeavesOneAndHangsUp(world);
    await isKeptOnce(world, 5);
  });

  story('is kept where the carrier tells of it a minute late', async (world) => {
    world.lab.faults.webhook({ do: 'delay', on: 'recording', ms: 60_000 });
    await anaLeavesOneAndHangsUp(world);
    await isKeptOnce(world, 70);
  });

  story('is kept once where the turn that ends it is lost at first, and comes when all is over', async (world) => {
    world.lab.faults.webhook({ do: 'lose', on: 'voice', params: { Digits: 'hangup' } });
    await anaLeavesOneAndHangsUp(world);
    await isKeptOnce(world, 30);
  });

  story('is kept where only the turn arrives, and later than the end of the call', async (world) => {
    const ana = await anaChoosesVoicemail(world);
    world.lab.faults.webhook({ do: 'delay', on: 'recording', ms: 3_600_000 });
    world.lab.faults.webhook({ do: 'delay', on: 'voice', params: { Digits: 'hangup' }, ms: 3_000 });
    await ana.leavesMessage(20);
    await ana.hangsUp();
    await isKeptOnce(world, 30);
  });

  story('is for those who show the API a token', async (world) => {
    await anaLeavesOneAndHangsUp(world);
    await world.pass(5);
    const { id } = await onlyMessage(world);
    const unasked = await fetch(`${world.base}/api/v1/voicemails/${id}/audio`);
    expect(unasked.status).toBe(401);
    const listed = await (await world.api('/voicemails')).json() as { items: { id: string; for: string; from: string }[] };
    expect(listed.items).toMatchObject([{ id, for: 'agent:dan' }]);
  });
});
