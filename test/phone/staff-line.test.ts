// The staff line: an agent without a browser signs in by telephone, and nobody else does.
import { expect } from 'vitest';
import { stories } from '../support/stories.ts';
import { anaWithAmy, stranger, tollFree } from '../support/scenes.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

const staffLine = '+13125550199';
const amysId = '0101#';
const amysPin = '482915';
const minutes = 60;

/** Amy has a PIN and calls from some telephone, by itself no proof of who she is. */
async function amyDials(world: World, from = '+14155550177'): Promise<Person> {
  await world.app.pins.set('amy', amysPin);
  const amy = world.person('Amy', from);
  await amy.dials(staffLine);
  return amy.hears('staff id', 2);
}

async function keysIn(person: Person, id: string, pin: string): Promise<Person> {
  await person.presses(id);
  await person.hears('PIN', 3);
  return person.presses(`${pin}#`);
}

async function amySignsIn(world: World, from?: string): Promise<Person> {
  const amy = await amyDials(world, from);
  await keysIn(amy, amysId, amysPin);
  return amy.hears('you are', 3);
}

/** Guesses until the call is over: three times at most. */
async function guesses(world: World, from: string, id: string, pins: readonly string[]): Promise<Person> {
  const guesser = world.person(`somebody at ${from}`, from);
  await guesser.dials(staffLine);
  for (const pin of pins) {
    await guesser.hears('staff id', 5);
    await keysIn(guesser, id, pin);
    await guesser.hears(/don't go together|locked|goodbye/i, 5);
  }
  return guesser;
}

const stateOf = async (world: World, id = 'amy') => (await world.app.store.floor.agent(id))?.state ?? 'offline';
const alarms = async (world: World) => (await world.journaled('alarm')).filter(({ what }) => what === 'staff-locked');

stories('the staff line', (story) => {
  story('Amy keys her id and her PIN, hears that she is offline, and presses 1: she is ready and gets the caller who waits', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    const amy = await amyDials(world);
    await keysIn(amy, amysId, amysPin);
    await amy.hears('you are offline', 3);
    await amy.hears('to be ready, press 1');
    await amy.presses('1');
    await amy.hears('you are ready, until', 2);
    expect(await stateOf(world)).not.toBe('offline');
    const herPhone = await world.agent('amy');
    await herPhone.takes();
    await ana.talksWith(herPhone);
    await amy.hangsUp();
    await ana.hangsUp();
    await herPhone.hangsUp();
  });

  story('Amy calls from her own phone: it is busy until she hangs up, and then it rings', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    const { phone = '' } = (await world.app.people.get('amy')) ?? {};
    const amy = await amySignsIn(world, phone);
    const busy = amy.isBusy();
    await amy.presses('1');
    await amy.hears('you are ready', 2);
    await amy.staysSilent(3);
    await amy.hangsUp();
    busy();
    await amy.takes(30);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('Amy presses 2 and is away, 3 and is offline, and star says it again', async (world) => {
    await world.signIn('amy');
    const amy = await amySignsIn(world);
    await amy.hears('press 1', 10);
    await amy.presses('2');
    await amy.hears('you are away', 2);
    expect(await stateOf(world)).toBe('away');
    await amy.presses('*');
    await amy.hears('you are away', 2);
    await amy.presses('3');
    await amy.hears('you are offline', 2);
    expect(await stateOf(world)).toBe('offline');
    await amy.hangsUp();
  });

  story('what Amy set by telephone lasts twelve hours and no longer', async (world) => {
    const amy = await amySignsIn(world);
    await amy.presses('1');
    const set = world.clock.now();
    await amy.hears('you are ready, until 10 PM', 2);
    await amy.hangsUp();
    // The stores' own suite tells how such a lease runs out.
    const until = (await world.app.store.floor.agent('amy'))?.until ?? 0;
    expect(until - set).toBeGreaterThan(12 * 3_600_000 - 2_000);
    expect(until - set).toBeLessThanOrEqual(12 * 3_600_000);
  });

  story('Amy is in a call and says offline from another telephone: she finishes the call, and no other comes', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    const atTheDoor = await amySignsIn(world);
    await atTheDoor.hears('press 1', 10);
    await atTheDoor.presses('3');
    await atTheDoor.hears('you are in a call. after it you are offline', 2);
    await atTheDoor.hangsUp();
    await ana.talksWith(amy);
    const eli = world.person('Eli', '+14155550124');
    await eli.dials(tollFree);
    await eli.presses('2');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await amy.isLeftAlone(150);
    expect(await stateOf(world)).toBe('offline');
    await eli.hangsUp();
  });

  story('Amy is in wrap-up and says ready: it is over at once', async (world) => {
    const { ana, amy } = await anaWithAmy(world);
    await ana.hangsUp();
    await amy.hangsUp();
    await world.pass(5);
    expect(await stateOf(world)).toBe('wrap');
    const atTheDoor = await amySignsIn(world);
    await atTheDoor.presses('1');
    await atTheDoor.hears('you are ready', 2);
    expect(await stateOf(world)).toBe('ready');
    await atTheDoor.hangsUp();
  });

  story('Eva is spoken to in the first language she has as soon as it is known who she is', async (world) => {
    await world.app.people.save({ ...(await world.app.people.get('eva'))!, languages: ['es', 'en'] });
    await world.app.pins.set('eva', '550913');
    const eva = world.person('Eva', '+14155550178');
    await eva.dials(staffLine);
    await eva.hears('staff id', 2);
    await keysIn(eva, '0105#', '550913');
    await eva.hears('fuera de servicio', 3);
    await eva.presses('2');
    await eva.hears('está ausente', 2);
    await eva.hangsUp();
  });

  story('Lee has a SIP phone only: he can be away but not ready, and is told why', async (world) => {
    await world.app.people.save({ id: 'lee', name: 'Sample Agent Lee', teams: ['engineers'], sip: 'sip:lee@example.com', staffId: '0999', region: 'emea', languages: ['en'], skills: {} });
    await world.app.pins.set('lee', '550913');
    const lee = world.person('Lee', '+14155550179');
    await lee.dials(staffLine);
    await lee.hears('staff id', 2);
    await keysIn(lee, '0999#', '550913');
    await lee.presses('1');
    await lee.hears('no phone of yours', 2);
    await lee.presses('2');
    await lee.hears('you are away', 10);
    await lee.hangsUp();
  });
});

stories('nobody else on the staff line', (story) => {
  story('the calling number alone signs nobody in, not even from her own phone', async (world) => {
    await world.app.pins.set('amy', amysPin);
    const { phone = '' } = (await world.app.people.get('amy')) ?? {};
    const amy = world.person('Amy', phone);
    await amy.dials(staffLine);
    await amy.hears('staff id', 2);
    await amy.presses('#');
    await amy.hears("didn't understand", 2);
    await amy.hears('staff id', 5);
    await amy.presses('*');
    await amy.hears('start again', 8);
    await amy.doesNotHear('you are', 20);
    await amy.hears('goodbye', 20);
    await amy.isHungUpOn(10);
    expect(await stateOf(world)).toBe('offline');
  });

  story('a wrong PIN, an id nobody has, and an agent without a PIN sound the same', async (world) => {
    const heard = async (id: string, from: string): Promise<string[]> => {
      const guesser = await guesses(world, from, id, ['111222']);
      await guesser.hears('staff id', 10);
      const words = guesser.call.heard.map(({ kind, text }) => `${kind}: ${text}`);
      await guesser.hangsUp();
      return words;
    };
    await world.app.pins.set('amy', amysPin);
    const wrongPin = await heard(amysId, '+14155550171');
    expect(await heard('4711#', '+14155550172')).toEqual(wrongPin);
    expect(await heard('0102#', '+14155550173')).toEqual(wrongPin);
  });

  story('three that do not fit are the end of the call', async (world) => {
    const guesser = await guesses(world, '+14155550171', amysId, ['000001', '000002', '000003']);
    await guesser.isHungUpOn(10);
    expect(await alarms(world)).toEqual([]);
  });

  story('the fifth wrong PIN for an id locks it for fifteen minutes from wherever one calls, and raises an alarm that names the agent', async (world) => {
    await world.app.pins.set('amy', amysPin);
    await guesses(world, '+14155550171', amysId, ['000001', '000002', '000003']).then((one) => one.isHungUpOn(10));
    const second = await guesses(world, '+14155550172', amysId, ['000004', '000005']);
    await second.isHungUpOn(20);
    await world.pass(1);
    expect(await alarms(world)).toMatchObject([{ about: 'amy' }]);
    await world.pass(14 * minutes);
    const amy = await amyDials(world, '+14155550177');
    await keysIn(amy, amysId, amysPin);
    await amy.hears('locked for fifteen minutes', 3);
    await amy.isHungUpOn(20);
    expect(await stateOf(world)).toBe('offline');
    await world.pass(1 * minutes);
    await amySignsIn(world).then((again) => again.hangsUp());
  });

  story('an id that nobody has is locked just the same', async (world) => {
    for (const [last, pins] of [['1', ['000001', '000002', '000003']], ['2', ['000004', '000005']]] as const) {
      await guesses(world, `+1415555017${last}`, '4711#', pins).then((one) => one.isHungUpOn(20));
    }
    const third = await guesses(world, '+14155550173', '4711#', ['000006']);
    expect(third.transcript()).toContain('locked');
    await third.isHungUpOn(20);
    await world.pass(1);
    expect(await alarms(world)).toMatchObject([{ about: 'unknown-staff-id' }]);
  });

  story('five wrong ones for one id from one number lock both, and after fifteen minutes both are open', async (world) => {
    await guesses(world, '+14155550177', amysId, ['000001', '000002', '000003']).then((one) => one.isHungUpOn(10));
    await guesses(world, '+14155550177', amysId, ['000004', '000005']).then((one) => one.isHungUpOn(20));
    await world.pass(15 * minutes);
    await amySignsIn(world, '+14155550177').then((amy) => amy.hangsUp());
  });

  story('five wrong ones from one number lock that number, whoever is meant, and others still sign in', async (world) => {
    await guesses(world, '+14155550171', amysId, ['000001', '000002']).then((one) => one.hangsUp());
    await guesses(world, '+14155550171', '0102#', ['000001', '000002']).then((one) => one.hangsUp());
    const fifth = await guesses(world, '+14155550171', '0103#', ['000001']);
    await fifth.isHungUpOn(20);
    await world.pass(1);
    expect(await alarms(world)).toMatchObject([{ about: 'calling-number' }]);
    const amyThere = await amyDials(world, '+14155550171');
    await keysIn(amyThere, amysId, amysPin);
    await amyThere.hears('locked', 3);
    await amyThere.isHungUpOn(20);
    await amySignsIn(world, '+14155550172').then((amy) => amy.hangsUp());
  });

  story('a PIN that fits forgets the wrong ones of its id: four typing errors a day harm nobody', async (world) => {
    for (const from of ['+14155550171', '+14155550172', '+14155550173']) {
      await guesses(world, from, amysId, ['000001', '000002']).then((one) => one.hangsUp());
      await amySignsIn(world, `${from.slice(0, -1)}9`).then((amy) => amy.hangsUp());
    }
    expect(await alarms(world)).toEqual([]);
  });

  story('a supervisor gives Amy another PIN: the lock is off, and only the new one opens', async (world) => {
    await guesses(world, '+14155550171', amysId, ['000001', '000002', '000003']).then((one) => one.isHungUpOn(10));
    await guesses(world, '+14155550172', amysId, ['000004', '000005']).then((one) => one.isHungUpOn(20));
    const set = await fetch(`${world.base}/api/v1/agents/amy/pin`, {
      method: 'PUT', headers: { 'authorization': 'Bearer admin-token', 'content-type': 'application/json' }, body: JSON.stringify({ pin: '907312' }),
    });
    expect([set.status, await set.text()]).toEqual([204, '']);
    const amy = world.person('Amy', '+14155550177');
    await amy.dials(staffLine);
    await amy.hears('staff id', 2);
    await keysIn(amy, amysId, '907312');
    await amy.hears('you are offline', 3);
    await amy.hangsUp();
  });
});

/** What Amy keys, in every place where something could have been written down. */
async function placesToLook(world: World): Promise<Readonly<Record<string, unknown>>> {
  const { store } = world.app;
  const calls = await store.calls({ limit: 100 });
  return {
    calls, journal: await store.journal.read({ limit: 1_000 }), log: world.log.entries, pins: await store.records.list('pin', { limit: 10 }),
    api: await Promise.all([...calls.map(({ id }) => `/calls/${id}`), '/calls', '/journal', '/agents', '/agents/amy'].map(async (path) => (await world.api(path)).text())),
    metrics: await (await fetch(`${world.base}/metrics`)).text(),
  };
}

stories('what is keyed on the staff line', (story) => {
  story('is in no call, journal, log, record or answer of the API', async (world) => {
    await guesses(world, '+14155550171', '860415#', ['739462']).then((one) => one.hangsUp());
    const amy = await amyDials(world);
    await keysIn(amy, amysId, amysPin);
    await amy.hears('you are offline', 3);
    const live = await placesToLook(world);
    await amy.presses('1');
    await amy.hears('you are ready', 3);
    await amy.hangsUp();
    for (const [place, what] of Object.entries({ ...(await placesToLook(world)), live })) {
      const text = JSON.stringify(what);
      for (const keyed of [amysPin, '739462', '860415']) expect(text, place).not.toContain(keyed);
    }
    expect((await world.journaled('signed-in')).map(({ agent }) => agent)).toEqual(['amy']);
    expect((await world.journaled('presence')).map(({ agent, presence, by }) => [agent, presence, by])).toEqual([['amy', 'ready', 'staff-line']]);
  });

  story('is in no address either when the store fails in the middle: Amy is asked once more', async (world) => {
    const amy = await amyDials(world);
    await amy.presses(amysId);
    await amy.hears('PIN', 3);
    world.storeIsDown = true;
    await amy.presses(`${amysPin}#`);
    await amy.hears('one moment', 3);
    world.storeIsDown = false;
    await amy.hears('PIN, please', 20);
    await amy.presses(`${amysPin}#`);
    await amy.hears('you are offline', 5);
    await amy.hangsUp();
    expect(JSON.stringify(world.lab.log)).not.toContain(amysPin);
  }, { errors: ['a turn failed'] });

  story('counts as one try where the carrier posts it twice: two wrong ones are two, and the third call signs in', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 10_000 });
    await guesses(world, '+14155550171', amysId, ['000001', '000002']).then((one) => one.hangsUp());
    await guesses(world, '+14155550172', amysId, ['000003', '000004']).then((one) => one.hangsUp());
    await amySignsIn(world, '+14155550173').then(async (amy) => {
      await amy.presses('1');
      await amy.hears('you are ready', 3);
      return amy.hangsUp();
    });
    expect((await world.journaled('not-signed-in')).length).toBe(4);
    expect((await world.journaled('presence')).length).toBe(1);
    expect(await alarms(world)).toEqual([]);
  });

  story('is not lost when the answer is: the carrier asks again and Amy is signed in once', async (world) => {
    const amy = await amyDials(world);
    await amy.presses(amysId);
    await amy.hears('PIN', 3);
    world.lab.faults.webhook({ do: 'lose-answer', params: { Digits: amysPin } });
    await amy.presses(`${amysPin}#`);
    await amy.hears('you are offline', 20);
    await amy.hangsUp();
    expect((await world.journaled('signed-in')).length).toBe(1);
  });
});

stories('the staff line in trouble', (story) => {
  story('Amy hangs up after her id, after her PIN, and in the middle of it: nothing is set and nothing is left', async (world) => {
    await (await amyDials(world)).hangsUp();
    const second = await amyDials(world);
    await second.presses(amysId);
    await second.hears('PIN', 3);
    await second.presses(amysPin);
    await second.hangsUp();
    const third = await amyDials(world);
    await keysIn(third, amysId, amysPin);
    await third.hangsUp();
    expect(await stateOf(world)).toBe('offline');
    await amySignsIn(world).then((amy) => amy.hangsUp());
  });

  story('Amy is removed while she is on the line: her next key sets nothing, and she cannot come back', async (world) => {
    const amy = await amySignsIn(world);
    await amy.hears('press 1', 10);
    const removed = await fetch(`${world.base}/api/v1/agents/amy`, { method: 'DELETE', headers: { authorization: 'Bearer admin-token' } });
    expect(removed.status).toBe(204);
    await amy.presses('1');
    await amy.hears("can't be signed in any more", 3);
    await amy.isHungUpOn(20);
    expect(await stateOf(world)).toBe('offline');
    const again = await guesses(world, '+14155550178', amysId, [amysPin]);
    await again.hears('staff id', 10);
    await again.hangsUp();
  });

  story('Amy is on the staff line twice: the last word counts', async (world) => {
    const [one, other] = [await amySignsIn(world, '+14155550171'), await amySignsIn(world, '+14155550172')];
    await one.presses('1');
    await other.presses('2');
    await one.hears('you are ready', 5);
    await other.hears('you are away', 5);
    expect(await stateOf(world)).toBe('away');
    await one.presses('*');
    await one.hears('you are away', 5);
    await one.hangsUp();
    await other.hangsUp();
  });

  story('a caller of a customer line never comes to the staff line, and nobody on the staff line comes into a queue', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.doesNotHear('staff', 20);
    await ana.hangsUp();
    const amy = await amySignsIn(world);
    expect((await world.app.store.floor.waits()).filter(({ state }) => state !== 'gone')).toEqual([]);
    await amy.hangsUp();
    expect(await (await world.api('/calls?role=staff')).json()).toMatchObject({ items: [{ role: 'staff', agent: 'amy', line: staffLine }] });
  });
});

stories('the staff line over a restart', (story) => {
  story('the service dies between her id and her PIN, and she signs in all the same', async (world) => {
    const amy = await amyDials(world);
    await amy.presses(amysId);
    await amy.hears('PIN', 3);
    await world.restarts();
    await amy.presses(`${amysPin}#`);
    await amy.hears('you are offline', 5);
    await amy.presses('1');
    await amy.hears('you are ready', 3);
    await amy.hangsUp();
    await world.restarts();
    expect(await stateOf(world)).toBe('ready');
  });
}, ({ name }) => name !== 'memory');
