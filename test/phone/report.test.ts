// The numbers say exactly what happened: known waits in, the same waits out, whatever the store.
import { expect } from 'vitest';
import { amyConsultsKim, contact, stranger, tollFree } from '../support/scenes.ts';
import { anaIsPromised, isCalledBack } from '../support/callbacks.ts';
import { stories } from '../support/stories.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

async function waitsForCare(world: World, name: string, number: string): Promise<Person> {
  const caller = world.person(name, number);
  await caller.dials(tollFree);
  await caller.presses('2');
  return caller.hears('in line for Customer Care');
}

interface Report { items: Record<string, unknown>[]; total: Record<string, unknown>; serviceLevel: object }
const report = async (world: World, query = ''): Promise<Report> => (await (await world.api(`/reports/intervals?by=queue,priority,region,language${query}`)).json()) as Report;
const callsBehind = async (world: World, figure: string): Promise<string[]> => ((await (await world.api(`/reports/intervals/calls?figure=${figure}`)).json()) as { items: string[] }).items;
const told = async (world: World, caller: Person): Promise<void> => { await caller.hangsUp(); await world.pass(0); };

/** How long the only caller there has stood in line, by the clock on the wall. */
async function stoodSince(world: World): Promise<number> {
  const joined = (await world.journaled('joined')).at(-1);
  return joined?.at ?? NaN;
}

stories('the report of a day', (story) => {
  story('has Ana answered after her wait, Bea who left, and Cid who left at once', async (world) => {
    const ana = await waitsForCare(world, 'Ana', stranger);
    const anaSince = await stoodSince(world);
    await ana.staysSilent(40);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    const anaTaken = (await world.journaled('taken')).at(-1)?.at ?? NaN;
    await ana.talksWith(amy);
    await ana.staysSilent(60);
    await told(world, ana);
    const talked = (await world.journaled('talked')).at(-1)?.at ?? NaN;
    await amy.hears('press 1');
    await amy.presses('1');
    await amy.isHungUpOn();
    await world.pass(10);
    const ready = (await world.journaled('agent-state')).findLast(({ to }) => to === 'ready')?.at ?? NaN;
    await world.app.reception.presence('amy', 'offline');

    const bea = await waitsForCare(world, 'Bea', '+14155550145');
    const beaSince = await stoodSince(world);
    await bea.staysSilent(30);
    await bea.hangsUp();
    const beaLeft = (await world.journaled('left-line')).at(-1)?.at ?? NaN;
    await (await waitsForCare(world, 'Cid', '+14155550146')).hangsUp();

    const { items, total } = await report(world);
    const waits = { ana: anaTaken - anaSince, bea: beaLeft - beaSince };
    expect([Math.round(waits.ana / 1000) >= 40, Math.round(waits.bea / 1000)]).toEqual([true, expect.closeTo(31, -1)]);
    expect(items.map(({ queue, priority, region, language }) => [queue, priority, region, language])).toEqual([['care', 'P4', 'americas', 'en']]);
    expect(items[0]).toMatchObject({
      waitingAtStart: 0, joined: 3, answered: 1, answeredInTime: 0, abandoned: 2, abandonedInTime: 1, short: 1, flowedOut: 0, waitingAtEnd: 0, conserved: true, serviceLevel: 0,
      meanAnswerSeconds: waits.ana / 1000, handled: 1, meanHandleSeconds: (ready - anaTaken) / 1000, offers: { accepted: 1, declined: 0, timedOut: 0, failed: 0, withdrawn: 0 }, nonResponse: 0,
    });
    expect(talked).toBeGreaterThan(anaTaken + 60_000);
    expect(total).toMatchObject({ joined: 3, waitSeconds: { p50: waits.bea / 1000, max: waits.ana / 1000 } });
    expect((await report(world, '&within=3600')).total).toMatchObject({ answeredInTime: 1, serviceLevel: 1 });
    const [first, second, third] = (await world.journaled('joined')).map(({ call }) => call);
    expect([await callsBehind(world, 'answered'), await callsBehind(world, 'abandoned'), await callsBehind(world, 'short')]).toEqual([[first], [second, third], [third]]);
  });

  story('has who still waits, who went to voicemail, and who does not pick up, and the figures at /metrics say the same', async (world) => {
    await world.signIn('amy');
    const amy = (await world.agent('amy')).ignores();
    const ana = await waitsForCare(world, 'Ana', stranger);
    await world.pass(30);
    expect((await report(world)).items).toMatchObject([{ queue: 'care', joined: 1, waitingAtEnd: 1, conserved: true, offers: { timedOut: 1 }, nonResponse: 1 }]);
    const metrics = async () => (await fetch(`${world.base}/metrics`)).text();
    expect(await metrics()).toContain('caseline_queue_waiting{queue="care",priority="P4",region="americas",language="en"} 1');
    await ana.presses('1');
    await ana.leavesMessage(5);
    await ana.hangsUp();
    await world.pass(1);
    expect((await report(world)).items).toMatchObject([{ queue: 'care', joined: 1, answered: 0, abandoned: 0, flowedOut: 1, flowedOutBy: { voicemail: 1 }, waitingAtEnd: 0, conserved: true }]);
    const text = await metrics();
    expect(text).toContain('caseline_visits_total{queue="care",priority="P4",outcome="voicemail"} 1');
    expect(text).not.toContain('caseline_queue_waiting{queue="care"');
    expect(amy.phone.calls).toHaveLength(1);
  });

  story('has a caller whom Amy handed over to Kim as handled by both', async (world) => {
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('press 2');
    await amy.presses('2');
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await ana.talksWith(kim);
    await ana.staysSilent(60);
    await ana.hangsUp();
    await kim.hears('press 1');
    await kim.hangsUp();
    await world.pass(150);
    expect((await report(world)).total).toMatchObject({ answered: 1, handled: 2 });
  });

  story('has a callback apart: asked for, rung in vain, rung again and kept, and the figures at /metrics say the same', async (world) => {
    const ana = await anaIsPromised(world);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.rings();
    await ana.declines();
    await amy.isHungUpOn();
    expect((await report(world)).total['callbacks']).toMatchObject({ asked: 1, kept: 0, openAtEnd: 1, tries: 1, inVain: 1, conserved: true });
    await isCalledBack(ana, amy, 400);
    const [over] = await world.journaled('callback-over');
    const [asked] = await world.journaled('callback');
    const seconds = ((over?.at ?? 0) - (asked?.at ?? 0)) / 1000;
    const { total } = await report(world);
    expect(total['callbacks']).toMatchObject({ asked: 1, kept: 1, declined: 0, escalated: 0, openAtEnd: 0, tries: 2, inVain: 1, conserved: true, meanKeptSeconds: seconds, keptSeconds: { max: seconds } });
    const text = await (await fetch(`${world.base}/metrics`)).text();
    expect(text).toContain('caseline_callbacks_total{queue="care",priority="P4",outcome="kept"} 1');
    expect(text).toContain('caseline_callback_tries_total{outcome="in-vain"} 1');
    const csv = (await (await world.api('/reports/intervals.csv?by=queue')).text()).split('\r\n').map((line) => line.split(','));
    expect(csv[1]?.[csv[0]?.indexOf('callbacks_asked') ?? -1]).toBe('1');
  });

  story('has a caller whom a supervisor moved as a visit in each line, and the first arrival at both', async (world) => {
    const ana = await waitsForCare(world, 'Ana', contact);
    const [live] = await world.app.store.calls({ live: true, limit: 10 });
    await world.pass(20);
    await fetch(`${world.base}/api/v1/calls/${live?.id}/priority`, { method: 'POST', headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify({ priority: 'P2' }) });
    await world.pass(20);
    await ana.hangsUp();
    const { items } = await report(world);
    expect(items.map(({ priority, joined, abandoned, flowedOutBy, conserved }) => [priority, joined, abandoned, flowedOutBy, conserved])).toEqual([['P2', 1, 1, {}, true], ['P4', 1, 0, { priority: 1 }, true]]);
    const [joined, set] = [(await world.journaled('joined'))[0], (await world.journaled('priority-set'))[0]];
    expect(set?.['arrived']).toBe(joined?.at);
  });
});
