// What goes wrong between the carrier and us: webhooks twice, late, lost or forged, a carrier that refuses, a store that is away.
import { expect } from 'vitest';
import { sign } from '../../src/lab/signature.ts';
import { stories } from '../support/stories.ts';
import { authToken, type World } from '../support/world.ts';
import { amyConsultsKim, anaWithAmy, caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';

const counted = async (world: World, ...kinds: string[]): Promise<number[]> => Promise.all(kinds.map(async (kind) => (await world.journaled(kind)).length));

stories('webhooks that come twice, late, or never', (story) => {
  story('every webhook comes twice, and everything happens once', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 10_000 });
    await world.signIn('dan');
    const ana = world.person('Ana', contact);
    const dan = await world.agent('dan');
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await dan.takes();
    await ana.talksWith(dan);
    await dan.presses('*');
    await dan.hears('the caller hears music');
    await dan.presses('1');
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hears('the call has ended');
    await dan.presses('1');
    await dan.isHungUpOn();
    expect(await counted(world, 'joined', 'offered', 'taken', 'talked', 'wrap-up')).toEqual([1, 1, 1, 1, 1]);
  });

  story('every webhook of a consultation comes twice, and everything happens once', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 10_000 });
    const { ana, amy, kim } = await amyConsultsKim(world);
    await amy.presses('*');
    await amy.hears('together');
    await amy.presses('1');
    await ana.talksWith(kim);
    await amy.hangsUp();
    await ana.talksWith(kim);
    await ana.hangsUp();
    await kim.hears('the call has ended');
    await kim.hangsUp();
    expect(await counted(world, 'taken', 'consulting', 'joined-room', 'talked')).toEqual([2, 1, 1, 2]);
  });

  story('a message is recorded, every webhook comes twice, and one message is kept', async (world) => {
    world.lab.faults.webhook({ do: 'double', times: 10_000 });
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.presses(caseKeys);
    await ana.hears('voicemail');
    await ana.presses('1');
    await ana.hears('beep');
    await world.pass(1);
    await ana.speaks(4, 'my router is down');
    await ana.presses('#');
    await ana.isHungUpOn();
    expect(await counted(world, 'voicemail')).toEqual([1]);
    expect(await world.app.store.records.list('voicemail', { limit: 10 })).toHaveLength(1);
  });

  for (const [what, params] of [['key of Ana', { Digits: '2' }], ['key of Amy', { Digits: '1' }], ["end of Amy's call", { CallStatus: 'completed' }]] as const) {
    story(`the first try of the webhook about a ${what} is lost, and the carrier's second brings everybody on`, async (world) => {
      world.lab.faults.webhook({ do: 'lose', params });
      await world.signIn('amy');
      const ana = world.person('Ana', stranger);
      const amy = await world.agent('amy');
      await ana.dials(tollFree);
      await ana.presses('2');
      await amy.takes();
      await ana.talksWith(amy, 25);
      await amy.hangsUp();
      await ana.hears('has left the call', 15);
      await amy.takes(30);
      await ana.talksWith(amy, 25);
      await ana.hangsUp();
      await amy.hangsUp();
      await world.pass(20);
      expect(await counted(world, 'taken')).toEqual([2]);
    });
  }

  story('an answer of ours is lost: the carrier asks again and gets the same', async (world) => {
    world.lab.faults.webhook({ do: 'lose-answer', params: { Digits: '2' } });
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('connecting you with Customer Care', 15);
    await amy.takes();
    await ana.talksWith(amy, 35);
    await ana.hangsUp();
    await amy.hangsUp();
    expect(await counted(world, 'joined')).toEqual([1]);
  });

  story("status callbacks overtake each other, and nobody's end is undone by it", async (world) => {
    world.lab.faults.reorderStatusCallbacksMs = 3_000;
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hears('the call has ended', 10);
    await amy.hangsUp();
    await world.pass(10);
    expect((await world.app.store.floor.agent('amy'))?.state).toBe('wrap');
  });

  story("the news of Amy's ringing comes when she has long hung up, and changes nothing", async (world) => {
    world.lab.faults.webhook({ do: 'delay', ms: 40_000, on: 'status', params: { CallStatus: 'ringing' } });
    const { ana, amy } = await anaWithAmy(world);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
    await world.pass(60);
    expect(await counted(world, 'talked', 'offered')).toEqual([1, 1]);
  });

  story('nobody tells us that the room began: star gives Ana music all the same', async (world) => {
    world.lost = /\/voice\/room/;
    const { ana, amy } = await anaWithAmy(world);
    await amy.presses('*');
    await amy.hears('the caller hears music');
    await ana.hears('hold.wav', 5);
    await amy.presses('1');
    await ana.talksWith(amy);
    await ana.hears('in the room', 5);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  });

  story("nobody tells us that Ana hung up in the line: she is missed within two minutes, and Amy's phone does not ring for her", async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('in line');
    world.lost = /CallStatus=completed/;
    await ana.hangsUp();
    await world.pass(130);
    await world.signIn('amy');
    const amy = await world.agent('amy');
    await amy.isLeftAlone(5);
  });

  story("nobody tells us that Amy's line dropped: the room says so, or the carrier when we ask", async (world) => {
    const { ana, amy } = await anaWithAmy(world, 'ben');
    const ben = await world.agent('ben');
    world.lost = /CallStatus=completed/;
    await amy.hangsUp();
    await ana.hears('has left the call', 130);
    world.lost = undefined;
    await amy.rings(15);
    await ben.takes(30);
    await ana.talksWith(ben);
    await ana.hangsUp();
    await ben.hangsUp();
  });
});

stories('a carrier that does not do what we ask', (story) => {
  const answers = [['429', 'before'], ['500', 'before'], ['500', 'after'], ['reset', 'before'], ['reset', 'after']] as const;

  for (const [fault, when] of answers) {
    story(`ringing Amy meets ${fault} ${when} it is done: Ana is connected in the end, and no phone rings twice at once`, async (world) => {
      world.lab.faults.rest({ do: fault, when, method: 'POST', path: '/Calls.json', times: fault === '429' ? 3 : 1 });
      await world.signIn('amy');
      const ana = world.person('Ana', stranger);
      const amy = await world.agent('amy');
      await ana.dials(tollFree);
      await ana.presses('2');
      await amy.takes(100);
      expect(amy.phone.calls).toHaveLength(1);
      await ana.talksWith(amy);
      await ana.hangsUp();
      await amy.hangsUp();
    });

    story(`fetching Ana into the room meets ${fault} ${when} it is done`, async (world) => {
      world.lab.faults.rest({ do: fault, when, method: 'POST', path: '/Calls/CA' });
      const { ana, amy } = await anaWithAmy(world);
      await ana.hangsUp();
      await amy.hears('the call has ended');
      await amy.hangsUp();
    });

    story(`taking Ana aside meets ${fault} ${when} it is done, and she hears Amy again afterwards`, async (world) => {
      const { ana, amy } = await anaWithAmy(world);
      world.lab.faults.rest({ do: fault, when, method: 'POST', path: '/Participants/' });
      await amy.presses('*');
      await amy.hears('the caller hears music');
      await amy.presses('1');
      await amy.hears('going back');
      await ana.talksWith(amy);
      await world.pass(5);
      await amy.speaks(1, 'there I am');
      await ana.hears('there I am');
      await ana.hangsUp();
      await amy.hangsUp();
    });
  }

  story('nobody can fetch Ana into the room: it comes as the answer to her next turn', async (world) => {
    world.lab.faults.rest({ do: '500', method: 'POST', path: '/Calls/CA', times: 20 });
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.takes();
    await ana.talksWith(amy, 40);
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  });

  story('the fetching is so slow that Ana is in the room before it: they find each other again', async (world) => {
    world.lab.faults.rest({ do: 'slow', ms: 7_000, method: 'POST', path: '/Calls/CA' });
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.takes();
    await world.pass(4.5);
    await ana.presses('#');
    await ana.talksWith(amy, 3);
    await world.pass(25);
    await ana.talksWith(amy);
    await amy.speaks(1, 'there we are');
    await ana.hears('there we are');
    await ana.hangsUp();
    await amy.hears('the call has ended');
    await amy.hangsUp();
  });

  story('nobody knows whether Amy is rung, and Ana hangs up: that phone stops as soon as the carrier tells of it', async (world) => {
    world.lab.faults.rest({ do: 'reset', when: 'after', method: 'POST', path: '/Calls.json' });
    world.lab.faults.webhook({ do: 'delay', ms: 3_000, on: 'status', params: { CallStatus: 'ringing' } });
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.rings();
    await ana.hangsUp();
    await amy.isHungUpOn(5);
  });

  story('nobody knows whether Amy is rung, and nobody answers: Ben is rung when the lease is over, and not before', async (world) => {
    world.lab.faults.rest({ do: 'reset', when: 'before', method: 'POST', path: '/Calls.json' });
    await world.signIn('amy', 'ben');
    const ana = world.person('Ana', stranger);
    const [amy, ben] = [await world.agent('amy'), await world.agent('ben')];
    await ana.dials(tollFree);
    await ana.presses('2');
    await ben.isLeftAlone(25);
    await ben.takes(20);
    await ana.talksWith(ben);
    await amy.isLeftAlone(1);
    await ana.hangsUp();
    await ben.hangsUp();
  });
});

stories('a store that is away', (story) => {
  const trouble = ['a turn failed', 'work behind a turn failed'];

  story('for a moment while Ana presses a key: she hears "one moment", and goes on where she was', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.hears('press star');
    world.storeIsDown = true;
    await ana.presses('*');
    await ana.hears('one moment', 5);
    world.storeIsDown = false;
    await ana.hears('if your network is down', 10);
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors: trouble });

  story('for a moment while Ana presses 2: it is still a 2 afterwards', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.hears('press star');
    await ana.presses('2');
    world.storeIsDown = true;
    await ana.hears('one moment', 10);
    world.storeIsDown = false;
    await ana.hears('connecting you with Customer Care', 5);
    await ana.hangsUp();
  }, { errors: trouble });

  story('for a moment while Ana keys a number: it is written nowhere, and she is asked again', async (world) => {
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree);
    await ana.hears('press star');
    world.storeIsDown = true;
    await ana.presses(caseKeys);
    await ana.hears('one moment', 5);
    world.storeIsDown = false;
    await ana.hears('for a new case', 10);
    expect(world.lab.traffic.some(({ url }) => url.includes('200608110120'))).toBe(false);
    await ana.presses(caseKeys);
    await ana.hears('your engineer', 5);
    await ana.hangsUp();
  }, { errors: trouble });

  story('when Ana dials: she hears "one moment", and then the first menu', async (world) => {
    const ana = world.person('Ana', stranger);
    world.storeIsDown = true;
    await ana.dials(tollFree);
    await ana.hears('one moment');
    world.storeIsDown = false;
    await ana.hears('press star', 10);
    await ana.hangsUp();
  }, { errors: trouble });

  story('for longer: Ana is sent to the duty number by itself', async (world) => {
    const ana = world.person('Ana', stranger);
    const dan = await world.agent('dan');
    await ana.dials(tollFree);
    await ana.hears('press star');
    world.storeIsDown = true;
    await ana.presses('*');
    await ana.hears('connecting you with a person', 40);
    await dan.answers();
    await world.pass(3);
    expect(dan.call.over).toBe(false);
    await ana.hangsUp();
    await dan.isHungUpOn(5);
    world.storeIsDown = false;
    await world.pass(90);
  }, { errors: trouble });

  story('for a moment while Amy presses 1: she hears "one moment", and talks with Ana', async (world) => {
    await world.signIn('amy');
    const ana = world.person('Ana', stranger);
    const amy = await world.agent('amy');
    await ana.dials(tollFree);
    await ana.presses('2');
    await amy.answers();
    await amy.hears('press 1');
    world.storeIsDown = true;
    await amy.presses('1');
    await amy.hears('one moment', 5);
    world.storeIsDown = false;
    await ana.talksWith(amy, 5);
    await ana.hangsUp();
    await amy.hangsUp();
  }, { errors: trouble });

  story('when Ana hangs up: the carrier tells it again, or is asked, and no phone rings for her', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('2');
    await ana.hears('in line');
    world.storeIsDown = true;
    await ana.hangsUp();
    await world.pass(20);
    world.storeIsDown = false;
    await world.pass(130);
    await world.signIn('amy');
    await (await world.agent('amy')).isLeftAlone(5);
  }, { errors: trouble });
});

stories('webhooks that nobody of ours sent', (story) => {
  const form = new URLSearchParams({ CallSid: `CA${'9'.repeat(32)}`, From: stranger, To: tollFree, CallStatus: 'ringing' }).toString();
  const urlencoded = 'application/x-www-form-urlencoded';

  async function posted(world: World, { body = form, type = urlencoded, signature = sign(authToken, `${world.base}/voice`, new URLSearchParams(body)), path = '/voice' }: { body?: string; type?: string; signature?: string | undefined; path?: string }): Promise<number> {
    const headers = { 'content-type': type, ...(signature === '' ? {} : { 'x-twilio-signature': signature }) };
    const answer = await fetch(`${world.base}${path}`, { method: 'POST', headers, body });
    await answer.text();
    return answer.status;
  }

  async function untouched(world: World): Promise<void> {
    expect(await world.app.store.calls({ limit: 10 })).toEqual([]);
    expect(await world.app.store.floor.waits()).toEqual([]);
    expect((await world.app.store.journal.read({ limit: 10 })).filter(({ call }) => call !== undefined)).toEqual([]);
  }

  story('signed with another token, not signed, or signed for another address: 403, and nothing is touched', async (world) => {
    expect(await posted(world, { signature: sign('another token', `${world.base}/voice`, new URLSearchParams(form)) })).toBe(403);
    expect(await posted(world, { signature: '' })).toBe(403);
    expect(await posted(world, { signature: sign(authToken, 'https://elsewhere.example/voice', new URLSearchParams(form)) })).toBe(403);
    expect(await posted(world, { body: `${form}&From=%2B14155550199` , signature: sign(authToken, `${world.base}/voice`, new URLSearchParams(form)) })).toBe(403);
    await untouched(world);
  });

  story('a hundred kilobytes: 413, and nothing is touched', async (world) => {
    expect(await posted(world, { body: `${form}&Junk=${'x'.repeat(100 * 1024)}` })).toBe(413);
    await untouched(world);
  });

  story('another kind of body: 415, and nothing is touched', async (world) => {
    expect(await posted(world, { type: 'application/json', body: '{"CallSid":"CA1"}' })).toBe(415);
    await untouched(world);
  });

  story('signed, but without its fields: 400, and nothing is touched', async (world) => {
    expect(await posted(world, { body: 'From=%2B14155550123' })).toBe(400);
    await untouched(world);
  });

  story('signed, but for a call or an address that never was: an answer, and nothing is touched', async (world) => {
    const signed = (path: string) => sign(authToken, `${world.base}${path}`, new URLSearchParams(form));
    expect(await posted(world, { path: '/voice/turn?c=nobody-at-all&t=3', signature: signed('/voice/turn?c=nobody-at-all&t=3') })).toBe(200);
    expect(await posted(world, { path: '/voice/elsewhere', signature: signed('/voice/elsewhere') })).toBe(400);
    await untouched(world);
  });
});
