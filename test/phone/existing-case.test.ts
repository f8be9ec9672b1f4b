// A caller with a case number: the engineer of the case, whoever is free instead, and what strangers may not learn.
import { expect } from 'vitest';
import type { Person } from '../support/person.ts';
import { caseKeys, contact, stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { World } from '../support/world.ts';

const emeaLine = '+442079460100';
const apacLine = '+61255500100';
/** A P1 of Eva's in EMEA, and its contact. */
const p1Keys = '202411180007#';
const bea = '+442079460123';
/** A P2 of Finn's in APAC with Expert-to-Expert, a P3 of his without, and their contacts. */
const expertsKeys = '202411020031#';
const cho = '+61255500123';
const p3ApacKeys = '202410210009#';
const fay = '+61255500124';
const closedKeys = '202407020005#';
const warrantyKeys = '202411050040#';
const warrantyContact = '+14085550127';
const expiredKeys = '202408030011#';
const expiredContact = '+14085550128';
const unknownKeys = '202410200001#';

async function anaKeysHerCase(world: World): Promise<Person> {
  const ana = world.person('Ana', contact);
  await ana.dials(tollFree);
  return ana.presses(caseKeys);
}

stories('the engineer of a case', (story) => {
  story('Ana keys her case number and talks with Dan, though Gus is free for longer', async (world) => {
    await world.signIn('gus', 'dan');
    const ana = await anaKeysHerCase(world);
    const dan = await world.agent('dan');
    await ana.hears('trying your engineer', 1);
    await dan.takes(5);
    await ana.talksWith(dan);
    await ana.hangsUp();
    await dan.hangsUp();
  });

  story('Dan is away: Ana hears so, may leave him a voicemail, and Gus answers', async (world) => {
    await world.signIn('gus');
    const ana = await anaKeysHerCase(world);
    const gus = await world.agent('gus');
    await ana.hears(/engineer isn't available.*voicemail.*press 1/is);
    await gus.takes(3);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story('Dan passes: the next free engineer is rung', async (world) => {
    await world.signIn('dan', 'gus');
    const ana = await anaKeysHerCase(world);
    const [dan, gus] = [await world.agent('dan'), await world.agent('gus')];
    await dan.answers(5);
    await dan.presses('2');
    await dan.hears('passed');
    await gus.takes(25);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story('Dan does not pick up: his phone stops, and the next free engineer is rung', async (world) => {
    await world.signIn('dan', 'gus');
    const ana = await anaKeysHerCase(world);
    const [dan, gus] = [await world.agent('dan'), await world.agent('gus')];
    await dan.rings(5);
    await gus.takes(32);
    await dan.isHungUpOn(1);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story("Dan's phone is busy: the next free engineer is rung", async (world) => {
    await world.signIn('dan', 'gus');
    const gus = await world.agent('gus');
    (await world.agent('dan')).isBusy();
    const ana = await anaKeysHerCase(world);
    await gus.takes(25);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story('Dan declines: the next free engineer is rung', async (world) => {
    await world.signIn('dan', 'gus');
    const ana = await anaKeysHerCase(world);
    const [dan, gus] = [await world.agent('dan'), await world.agent('gus')];
    await dan.rings(5);
    await dan.declines();
    await gus.takes(25);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });

  story("Dan's mailbox picks up, and is never connected with Ana", async (world) => {
    await world.signIn('dan', 'gus');
    const [dan, gus] = [await world.agent('dan'), await world.agent('gus')];
    dan.phone.mailbox({ afterMs: 10_000 });
    const ana = await anaKeysHerCase(world);
    await dan.rings(5);
    await gus.takes(60);
    await ana.talksWith(gus);
    expect(dan.isConnected()).toBe(false);
    await ana.doesNotHear('after the tone');
    await ana.hangsUp();
    await gus.hangsUp();
    await dan.isHungUpOn();
  });

  story("Ana hangs up while Dan's phone rings, and it stops within a second", async (world) => {
    await world.signIn('dan', 'gus');
    const ana = await anaKeysHerCase(world);
    const dan = await world.agent('dan');
    await dan.rings(5);
    await ana.hangsUp();
    await dan.isHungUpOn(1);
    await (await world.agent('gus')).isLeftAlone(40);
  });

  story('nobody is there at all: Ana waits, is told that she is not forgotten, and chooses Customer Care, where somebody is', async (world) => {
    const ana = await anaKeysHerCase(world);
    await ana.hears(/engineer isn't available/i);
    await ana.hears("haven't forgotten you", 60);
    await world.signIn('amy');
    await ana.presses('2');
    const amy = await world.agent('amy');
    await amy.takes(5);
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });

  story('an engineer who signs in while Ana waits gets her at once', async (world) => {
    const ana = await anaKeysHerCase(world);
    await ana.staysSilent(40);
    await world.signIn('gus');
    const gus = await world.agent('gus');
    await gus.takes(1);
    await ana.talksWith(gus);
    await ana.hangsUp();
    await gus.hangsUp();
  });
});

stories('a P1', (story) => {
  story('up to five phones ring for Bea; the first 1 wins, one is told that it is taken, and the others stop', async (world) => {
    await world.signIn('dan', 'eva', 'finn', 'gus', 'hana', 'ivan', 'june');
    const caller = world.person('Bea', bea);
    await caller.dials(emeaLine);
    await caller.presses(p1Keys);
    const engineers = await Promise.all(['eva', 'dan', 'gus', 'finn'].map((id) => world.agent(id)));
    for (const [index, engineer] of engineers.entries()) await engineer.rings(index === 0 ? 2 : 6);
    // The fifth phone is that of whoever has duty next.
    const lars = await world.agent('lars');
    await lars.rings(5);
    const [eva, dan] = engineers as [Person, Person];
    dan.call.pickUp();
    eva.call.pickUp();
    await dan.hears('priority 1', 1);
    await eva.presses('1');
    await caller.talksWith(eva);
    await dan.hears('already taken', 1);
    for (const other of [...engineers.slice(2), lars]) await other.isHungUpOn(1);
    await dan.isHungUpOn(10);
    await (await world.agent('ivan')).isLeftAlone(5);
    await caller.hangsUp();
    await eva.hangsUp();
  });

  story('the engineers of other regions are rung for Bea at night, as P1 never closes', async (world) => {
    await world.signIn('finn');
    const caller = world.person('Bea', bea);
    await caller.dials(emeaLine);
    await caller.presses(p1Keys);
    const finn = await world.agent('finn');
    await finn.takes(3);
    await caller.talksWith(finn);
    await caller.hangsUp();
    await finn.hangsUp();
  }, { now: Date.UTC(2026, 9, 20, 2) });

  story('Bea keeps being called for: who did not pick up is rung again two minutes later', async (world) => {
    await world.signIn('eva');
    const caller = world.person('Bea', bea);
    await caller.dials(emeaLine);
    await caller.presses(p1Keys);
    const [eva, lars] = [await world.agent('eva'), (await world.agent('lars')).ignores()];
    await eva.rings(3);
    await eva.isHungUpOn(40);
    await eva.isLeftAlone(100);
    await eva.takes(40);
    expect(lars.phone.calls.length).toBeGreaterThan(0);
    await caller.talksWith(eva);
    await caller.hangsUp();
    await eva.hangsUp();
  });
});

stories('Expert-to-Expert', (story) => {
  story('Cho reaches a senior engineer at night, past the free engineer of the case', async (world) => {
    await world.signIn('finn', 'hana');
    const caller = world.person('Cho', cho);
    await caller.dials(apacLine);
    await caller.presses(expertsKeys);
    const hana = await world.agent('hana');
    await hana.takes(3);
    await caller.talksWith(hana);
    await caller.hangsUp();
    await hana.hangsUp();
  });

  story('no senior engineer is at work: the others are rung for Cho at once', async (world) => {
    await world.signIn('finn');
    const caller = world.person('Cho', cho);
    await caller.dials(apacLine);
    await caller.presses(expertsKeys);
    const finn = await world.agent('finn');
    await finn.takes(3);
    await caller.talksWith(finn);
    await caller.hangsUp();
    await finn.hangsUp();
  });

  story('the only senior engineer at work passes: after two minutes the others are rung for Cho too', async (world) => {
    await world.signIn('hana', 'finn');
    const caller = world.person('Cho', cho);
    await caller.dials(apacLine);
    await caller.presses(expertsKeys);
    const [hana, finn] = [await world.agent('hana'), await world.agent('finn')];
    await hana.answers(3);
    await hana.presses('2');
    await hana.isHungUpOn();
    hana.isBusy();
    await finn.isLeftAlone(100);
    await finn.takes(25);
    await caller.talksWith(finn);
    await caller.hangsUp();
    await finn.hangsUp();
  });
});

stories('outside business hours', (story) => {
  /** It is four in the morning in Sydney. */
  async function fayCallsAtNight(world: World): Promise<Person> {
    const caller = world.person('Fay', fay);
    await caller.dials(apacLine);
    await caller.presses(p3ApacKeys);
    return caller.hears(/back today at 8/i, 5);
  }

  story('Fay hears when her engineers are back, and Customer Care takes her call now', async (world) => {
    await world.signIn('finn', 'chi');
    const caller = await fayCallsAtNight(world);
    await caller.hears('Customer Care is here now');
    await caller.presses('2');
    const chi = await world.agent('chi');
    await chi.takes(5);
    await caller.talksWith(chi);
    await caller.hangsUp();
    await chi.hangsUp();
    await (await world.agent('finn')).isLeftAlone(1);
  });

  story('Fay leaves her engineer a message', async (world) => {
    const caller = await fayCallsAtNight(world);
    await caller.hears('voicemail');
    await caller.presses('1');
    await caller.leavesMessage(6);
    await caller.presses('#');
    await caller.hears('saved');
    await caller.isHungUpOn();
    await world.pass(5);
    expect((await world.agent('finn')).phone.messages).toHaveLength(1);
  });

  story("Fay's network is down after all: she presses 3 and 1, and engineers are rung", async (world) => {
    await world.signIn('finn');
    const caller = await fayCallsAtNight(world);
    await caller.hears('network is down');
    await caller.presses('3');
    await caller.hears('confirm');
    await caller.presses('1');
    const finn = await world.agent('finn');
    await finn.takes(40);
    await caller.talksWith(finn);
    await caller.hangsUp();
    await finn.hangsUp();
  });

  story('Fay says nothing, and Customer Care comes', async (world) => {
    const caller = await fayCallsAtNight(world);
    await caller.hears('connecting you with Customer Care', 60);
    await caller.hangsUp();
  });

  story('on a holiday Ana hears that it is one, and when work goes on', async (world) => {
    const ana = await anaKeysHerCase(world);
    await ana.hears('public holiday: Thanksgiving', 5);
    await ana.hears('tomorrow at 8', 8);
    await ana.hears('Customer Care is here now');
    await ana.hangsUp();
  }, { now: Date.UTC(2026, 10, 26, 18) });

  story('on a Saturday Ana hears that her engineers are back on Monday', async (world) => {
    const ana = await anaKeysHerCase(world);
    await ana.hears(/monday.* at 8/i, 5);
    await ana.hangsUp();
  }, { now: Date.UTC(2026, 9, 24, 18) });
});

stories('what a stranger may know', (story) => {
  /** What the caller hears once the number is typed, up to the next menu. */
  async function answerTo(world: World, from: string, keys: string): Promise<string> {
    const caller = world.person('somebody', from);
    await caller.dials(tollFree);
    await caller.presses(keys);
    const before = caller.call.heard.length;
    await world.pass(12);
    const heard = caller.call.heard.slice(before - 1).map(({ kind, text, at }) => `${kind}: ${text} (${at - (caller.call.heard[before - 1]?.at ?? 0)})`).join('\n');
    await caller.hangsUp();
    return heard;
  }

  story('unknown, closed, and without a contract sound the same, and take as long', async (world) => {
    const unknown = await answerTo(world, stranger, unknownKeys);
    expect(unknown).toContain("can't find an open case");
    for (const keys of [closedKeys, warrantyKeys, expiredKeys]) expect(await answerTo(world, stranger, keys)).toBe(unknown);
  });

  story('a stranger who keys an open case hears nothing of whose it is, how urgent, or what about', async (world) => {
    for (const keys of [caseKeys, p1Keys, expertsKeys]) {
      const heard = await answerTo(world, stranger, keys);
      expect(heard).toContain('engineer');
      expect(heard).not.toMatch(/sample|dan|eva|finn|priority|p1|p2|first in line|urgent|emergency|routes|switches|uplinks/i);
    }
  });

  story('three numbers nobody knows lead to Customer Care', async (world) => {
    await world.signIn('amy');
    const sam = world.person('Sam', stranger);
    await sam.dials(tollFree);
    await sam.presses(unknownKeys);
    await sam.hears("can't find an open case");
    await sam.hears('enter the 12 digits');
    await sam.presses(closedKeys);
    await sam.hears("can't find an open case");
    await sam.hears('enter the 12 digits');
    await sam.presses(expiredKeys);
    await sam.hears("can't find an open case");
    await sam.hears('connect you with a person');
    const amy = await world.agent('amy');
    await amy.takes();
    await sam.talksWith(amy);
    await sam.hangsUp();
    await amy.hangsUp();
  });

  story('who guesses from call to call reaches a person after twelve numbers in an hour, and is not hung up on', async (world) => {
    const sam = world.person('Sam', stranger);
    for (let guesses = 0; guesses < 12; guesses++) {
      await sam.dials(tollFree);
      await sam.presses(unknownKeys);
      await sam.hears("can't find an open case");
      await sam.hangsUp();
    }
    await sam.dials(tollFree);
    await sam.presses(caseKeys);
    await sam.hears('connect you with a person', 1);
    await sam.hears('in line for Customer Care');
    await sam.hangsUp();
    await world.pass(3_600);
    await sam.dials(tollFree);
    await sam.presses(unknownKeys);
    await sam.hears("can't find an open case");
    await sam.hangsUp();
  });

  story('somebody else is not held up by the guesses of one', async (world) => {
    const sam = world.person('Sam', stranger);
    for (let guesses = 0; guesses < 13; guesses++) {
      await sam.dials(tollFree);
      await sam.presses(unknownKeys);
      await sam.hangsUp();
    }
    const ana = await anaKeysHerCase(world);
    await ana.hears('trying your engineer', 1);
    await ana.hangsUp();
  });
});

stories('what a known contact is told', (story) => {
  story('Bea hears that her case is closed, and that Customer Care can open it again', async (world) => {
    await world.signIn('ben');
    const caller = world.person('Bea', bea);
    await caller.dials(emeaLine);
    await caller.presses(closedKeys);
    await caller.hears(/closed.*customer care/i, 1);
    const ben = await world.agent('ben');
    await ben.takes();
    await caller.talksWith(ben);
    await caller.hangsUp();
    await ben.hangsUp();
  });

  story('Kay has warranty only: she is told kindly, and Customer Care comes', async (world) => {
    const kay = world.person('Kay', warrantyContact);
    await kay.dials(tollFree);
    await kay.presses(warrantyKeys);
    await kay.hears('under warranty', 1);
    await kay.hears('in line for Customer Care');
    await kay.hangsUp();
  });

  story("Leo's contract has run out: he is told so, and Customer Care comes", async (world) => {
    const leo = world.person('Leo', expiredContact);
    await leo.dials(tollFree);
    await leo.presses(expiredKeys);
    await leo.hears('no active support contract', 1);
    await leo.hears('in line for Customer Care');
    await leo.hangsUp();
  });
});

stories('a number that cannot be right', (story) => {
  for (const [what, keys] of [['a date that never was', '202302300001#'], ['a date still to come', '203001010001#'], ['a year before there were cases', '200208#']] as const) {
    story(`${what} is asked for again, and is no guess at a case`, async (world) => {
      const ana = world.person('Ana', contact);
      await ana.dials(tollFree);
      await ana.presses(keys);
      await ana.hears('12 digits', 5);
      await ana.hears('for a new case');
      await ana.presses(caseKeys);
      await ana.hears('trying your engineer', 1);
      await ana.hangsUp();
    });
  }

  story('asked again for her number, Sam presses only pound, as he has none: a person comes', async (world) => {
    const sam = world.person('Sam', stranger);
    await sam.dials(tollFree);
    await sam.presses(unknownKeys);
    await sam.hears('enter the 12 digits');
    await sam.presses('#');
    await sam.hears('connect you with a person', 1);
    await sam.hangsUp();
  });

  story('asked again for his number, Sam types nonsense three times: a person comes', async (world) => {
    const sam = world.person('Sam', stranger);
    await sam.dials(tollFree);
    await sam.presses(unknownKeys);
    for (const nonsense of ['1#', '2006#', '999999999999#']) {
      await sam.hears('12 digits');
      await sam.presses(nonsense);
    }
    await sam.hears('connect you with a person');
    await sam.hangsUp();
  });
});

stories('who calls', (story) => {
  for (const [who, options] of [
    ['who hides her number', { withheld: true }],
    ['on an internet telephone', { from: 'sip:ana@voip.example' }],
    ['in a browser', { from: 'client:ana' }],
  ] as const) {
    story(`a caller ${who} reaches the engineer of an open case, who knows that she is not verified`, async (world) => {
      await world.signIn('dan');
      const ana = world.person('Ana', contact);
      const dan = await world.agent('dan');
      await ana.dials(tollFree, options);
      await ana.presses(caseKeys);
      await dan.answers(5);
      await dan.hears('not verified');
      await dan.presses('1');
      await ana.talksWith(dan);
      await ana.hangsUp();
      await dan.hangsUp();
    });
  }

  story('callers who hide their number share one count of guesses, and still reach a person', async (world) => {
    for (let guesses = 0; guesses < 12; guesses++) {
      const somebody = world.person(`caller ${guesses}`, `+1415555010${guesses % 10}`);
      await somebody.dials(tollFree, { withheld: true });
      await somebody.presses(unknownKeys);
      await somebody.hangsUp();
    }
    const ana = world.person('Ana', contact);
    await ana.dials(tollFree, { withheld: true });
    await ana.presses(caseKeys);
    await ana.hears('connect you with a person', 1);
    await ana.hangsUp();
  });

  for (const [line, region] of [[emeaLine, 'EMEA'], [apacLine, 'APAC']] as const) {
    story(`on the ${region} line phones of agents show the number of that region`, async (world) => {
      await world.signIn('amy');
      const sam = world.person('Sam', stranger);
      const amy = await world.agent('amy');
      await sam.dials(line);
      await sam.presses('2');
      await amy.takes();
      expect(amy.call.from).toBe(line);
      await sam.talksWith(amy);
      await sam.hangsUp();
      await amy.hangsUp();
    });
  }

  story("Eva's phone shows the number of the case's region, though Bea dialled the toll-free line", async (world) => {
    await world.signIn('eva');
    const caller = world.person('Bea', bea);
    await caller.dials(tollFree);
    await caller.presses(p1Keys);
    const eva = await world.agent('eva');
    await eva.takes(5);
    expect(eva.call.from).toBe(emeaLine);
    await caller.talksWith(eva);
    await caller.hangsUp();
    await eva.hangsUp();
  });

  story('a case of another region is served by that region, whatever line was dialled', async (world) => {
    const caller = world.person('Fay', fay);
    await caller.dials(tollFree);
    await caller.presses(p3ApacKeys);
    await caller.hears('asia pacific', 5);
    await caller.hears('back today at 8', 8);
    await caller.hangsUp();
  });
});

stories('the case directory', (story) => {
  story('is down: Ana is told that it is looked for in vain, and Customer Care helps her', async (world) => {
    await world.signIn('amy');
    world.app.directory.findCase = () => Promise.resolve({ is: 'failed', why: 'no answer' });
    const ana = await anaKeysHerCase(world);
    await ana.hears("can't look up your case", 1);
    const amy = await world.agent('amy');
    await amy.takes();
    await ana.talksWith(amy);
    await ana.hangsUp();
    await amy.hangsUp();
  });
});
