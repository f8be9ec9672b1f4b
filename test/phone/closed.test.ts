// Nobody is at work for this caller: they hear why and until when, by their own clock, and a record is kept of the call.
import { expect } from 'vitest';
import type { ClosedCallRecord } from '../../src/call/closed-call.ts';
import { callbacks, expectEnded } from '../support/callbacks.ts';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

/** A Tuesday evening in the Americas, two in the morning in London. */
const evening = { now: Date.UTC(2026, 9, 21, 2) };
/** Thanksgiving morning. */
const thanksgiving = { now: Date.UTC(2026, 10, 26, 18) };

async function asksForTheirEngineer(world: World, name = 'Ana', from = contact): Promise<Person> {
  const caller = world.person(name, from);
  await caller.dials(tollFree);
  await caller.presses(caseKeys);
  return caller;
}

const records = async (world: World): Promise<ClosedCallRecord[]> =>
  (await world.app.store.records.list<ClosedCallRecord>('closed-call', { limit: 10 })).map(({ value }) => value);

stories('closed hours', (story) => {
  story('Ana hears when her engineers are back and by whose clock, hangs up, and it is on record', async (world) => {
    const ana = await asksForTheirEngineer(world);
    await ana.hears('not at work right now');
    await ana.hears('back tomorrow at 8 AM, Pacific Time');
    await ana.hangsUp();
    await world.pass(1);
    const opens = Date.UTC(2026, 9, 21, 15);
    expect(await records(world)).toMatchObject([{ caller: { number: contact }, region: 'americas', priority: 'P2', case: '200608110120', cause: 'hours', opens, choice: 'none' }]);
    const { items } = (await (await world.api('/closed-calls?region=americas&choice=none')).json()) as { items: object[] };
    expect(items).toMatchObject([{ from: contact, cause: 'hours', opens: new Date(opens).toISOString(), choice: 'none' }]);
    expect((await world.journaled('closed')).map(({ choice }) => choice)).toEqual(['none']);
  }, evening);

  story('Ana calls from London about the same case: the time she hears is her own', async (world) => {
    const ana = await asksForTheirEngineer(world, 'Ana', '+442079460188');
    await ana.hears(/back today at 4 PM\.?$/);
    await ana.hangsUp();
  }, evening);

  story('Ana chooses a voicemail, and her record says so', async (world) => {
    const ana = await asksForTheirEngineer(world);
    await ana.hears('to leave a voicemail');
    await ana.presses('1');
    await ana.leavesMessage(8);
    await ana.hangsUp();
    await world.pass(5);
    expect((await records(world)).map(({ choice }) => choice)).toEqual(['voicemail']);
  }, evening);

  story('Ana presses 9, which means nothing, and then nothing at all: Customer Care, on record as nothing', async (world) => {
    await world.signIn('amy');
    const [ana, amy] = [await asksForTheirEngineer(world), await world.agent('amy')];
    await ana.hears('customer care is here now');
    await ana.presses('9');
    await amy.takes(60);
    await ana.talksWith(amy);
    expect((await records(world)).map(({ choice }) => choice)).toEqual(['nothing']);
    await ana.hangsUp();
    await amy.hangsUp();
  }, evening);

  story('Ana says that her network is down and does not say it again: Customer Care, and she is no P1', async (world) => {
    await world.signIn('amy');
    const [ana, amy] = [await asksForTheirEngineer(world), await world.agent('amy')];
    await ana.hears('press 3');
    await ana.presses('3');
    await ana.hears('to confirm that your network is down');
    await amy.takes(30);
    await ana.talksWith(amy);
    expect(await records(world)).toMatchObject([{ choice: 'down', priority: 'P2' }]);
    const [joined] = await world.journaled('joined');
    expect(joined).toMatchObject({ demand: 'care', priority: 'P2' });
    await ana.hangsUp();
    await amy.hangsUp();
  }, evening);

  story('on Thanksgiving Ana hears which holiday it is, in her language', async (world) => {
    const ana = await asksForTheirEngineer(world);
    await ana.hears('public holiday: Thanksgiving');
    await ana.hears('back tomorrow at 8 AM');
    await ana.hangsUp();
    expect(await records(world)).toMatchObject([{ cause: 'holiday', holiday: 'Thanksgiving' }]);
    await ana.dials(tollFree);
    await ana.presses('9');
    await ana.hears('español', 20);
    await ana.presses('2');
    await ana.hears('oprima', 30);
    await ana.presses(caseKeys);
    await ana.hears(/día feriado .*: Día de Acción de Gracias/, 30);
    await ana.hangsUp();
  }, thanksgiving);

  story('records are kept as long as calls are', async (world) => {
    const ana = await asksForTheirEngineer(world);
    await ana.hangsUp();
    await world.pass(1);
    expect(await records(world)).toHaveLength(1);
    await world.pass(1_000);
    expect(await records(world)).toEqual([]);
  }, { ...evening, centre: (sample) => ({ ...sample, settings: { ...sample.settings, keepDays: 0.01 } }) });
});

/** Five minutes before the engineers of the Americas come. */
const early = { now: Date.UTC(2026, 9, 20, 14, 55) };

async function anaIsPromisedACallback(world: World): Promise<Person> {
  const ana = await asksForTheirEngineer(world);
  await ana.hears('to be called back when they are at work, press 4', 30);
  await ana.presses('4');
  await ana.hears('once our engineers are back', 10);
  await ana.presses('1');
  await ana.hears('we will call you once our engineers are back', 5);
  return ana.isHungUpOn(20);
}

stories('a callback at opening', (story) => {
  story('Ana asks for one before eight; at eight Dan is rung for her, and she is called', async (world) => {
    await world.signIn('dan');
    const ana = await anaIsPromisedACallback(world);
    expect(await records(world)).toMatchObject([{ choice: 'callback' }]);
    const dan = await world.agent('dan');
    await dan.isLeftAlone(200);
    await dan.answers(200);
    await dan.hears('press 1');
    await dan.presses('1');
    await ana.answers(30);
    await ana.hears('returning your call');
    await ana.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
    await world.pass(2);
    await expectEnded(world, 'kept');
  }, early);

  story('Ana asks twice and has one', async (world) => {
    await anaIsPromisedACallback(world);
    const again = await asksForTheirEngineer(world);
    await again.hears('press 4', 30);
    await again.presses('4');
    await again.hears('once our engineers are back', 20);
    await again.presses('1');
    await again.hears('you have a callback for this already', 5);
    await again.isHungUpOn(20);
    expect(await callbacks(world)).toHaveLength(1);
    const [open] = await callbacks(world);
    await world.app.reception.tell(open?.call ?? '', { tell: 'cancel-callback', by: 'admin' });
    await expectEnded(world, 'declined');
  }, early);

  story('closed by the switch, nobody knows for how long: none is promised, and she may choose anew', async (world) => {
    await world.app.store.records.put('switch', 'now', { doors: [{ team: 'engineers', is: 'closed', at: 1, by: 'kim' }] });
    await world.pass(2);
    const ana = await asksForTheirEngineer(world);
    await ana.hears('not available right now');
    await ana.hears('press 4', 30);
    await ana.presses('4');
    await ana.hears('once our engineers are back', 20);
    await ana.presses('1');
    await ana.hears("we can't promise a call", 5);
    await ana.hears('customer care is here now', 20);
    await ana.hangsUp();
    expect(await callbacks(world)).toEqual([]);
  });
});

stories('closed hours, when a process dies', (story) => {
  story('the service dies while Ana listens: she goes on, and is on record once', async (world) => {
    const ana = await asksForTheirEngineer(world);
    await ana.hears('not at work right now');
    await world.restarts();
    await ana.hears('to leave a voicemail');
    await ana.presses('1');
    await ana.hears('after the tone', 5);
    await ana.hangsUp();
    await world.pass(5);
    expect((await records(world)).map(({ choice }) => choice)).toEqual(['voicemail']);
  }, evening);
}, ({ lasting }) => lasting);
