// The first menu: star, 2, twelve digits and pound on one prompt, as people really type them.
import { stranger, tollFree } from '../support/scenes.ts';
import { stories } from '../support/stories.ts';
import type { Person } from '../support/person.ts';
import type { World } from '../support/world.ts';

const caseDigits = '200608110120';
/** What a caller with a number that was understood hears, whatever became of it. */
const understood = /your engineer|open case with that number/i;
/** The English prompt takes about twenty seconds. */
const whilePromptPlaysS = 12;

async function anaListens(world: World): Promise<Person> {
  const ana = world.person('Ana', stranger);
  await ana.dials(tollFree);
  return ana.hears('press star', 1);
}

stories('the first menu', (story) => {
  story('Ana presses star and is a new case at once', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('*');
    await ana.hears('network is down', 0.5);
    await ana.hangsUp();
  });

  story('Ana presses star before the first words are spoken out, in the very first second', async (world) => {
    const ana = world.person('Ana', stranger);
    await ana.dials(tollFree);
    await ana.presses('*');
    await ana.hears('network is down', 0.5);
    await ana.hangsUp();
  });

  story('Ana presses 2 and waits: after four seconds she is connected with Customer Care', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2');
    await ana.doesNotHear('Customer Care', 3.5);
    await ana.hears('connecting you with Customer Care', 1);
    await ana.hangsUp();
  });

  story('Ana presses 2 and pound, which means 2', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2#');
    await ana.hears('connecting you with Customer Care', 5);
    await ana.hangsUp();
  });

  story('Ana presses 2 and then star: she starts again, and has missed nothing', async (world) => {
    const ana = await anaListens(world);
    for (let times = 0; times < 4; times++) {
      await ana.presses('2*');
      await ana.hears('start again', 0.5);
      await ana.hears('for a new case', 3);
    }
    await ana.hangsUp();
  });

  story('Ana types twelve digits and pound, and is understood at once', async (world) => {
    const ana = await anaListens(world);
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana types twelve digits and forgets the pound: four seconds later she is understood', async (world) => {
    const ana = await anaListens(world);
    await ana.presses(caseDigits);
    await ana.doesNotHear(understood, 3.5);
    await ana.hears(understood, 1);
    await ana.hangsUp();
  });

  story('Ana forgets a digit: she is told how long a number is, and types it again', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('20060811012#');
    await ana.hears('12 digits', 5);
    await ana.hears('for a new case');
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana types two digits too many: she is asked again, and the stray keys harm nothing', async (world) => {
    const ana = await anaListens(world);
    await ana.presses(`${caseDigits}55#`);
    await ana.hears('12 digits', 1);
    await ana.hears('for a new case');
    await ana.presses('*#');
    await ana.hears('network is down', 0.5);
    await ana.hangsUp();
  });

  story('Ana presses only pound, and hears her choices again', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('#');
    await ana.hears("didn't understand", 5);
    await ana.hears('for a new case', 12);
    await ana.hangsUp();
  });

  story('Ana says and presses nothing: three times she hears her choices, then a person comes', async (world) => {
    const ana = await anaListens(world);
    await ana.hears('for a new case', 30);
    await ana.hears('for a new case', 30);
    await ana.hears('connect you with a person', 30);
    await ana.hears('in line for Customer Care');
    await ana.hangsUp();
  });

  story('Ana presses keys that mean nothing three times, and a person comes', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('5');
    await ana.hears("didn't understand", 5);
    await ana.hears('for a new case', 12);
    await ana.presses('7#');
    await ana.hears('for a new case', 12);
    await ana.presses('0#');
    await ana.hears('connect you with a person', 12);
    await ana.hangsUp();
  });

  story('Ana hangs up in the menu, and that is all', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2006');
    await ana.hangsUp();
  });
});

stories('fat fingers at the first menu', (story) => {
  story('Ana looks for her paper after the first 2: she is in the line of Customer Care, and star leads back', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2');
    await ana.staysSilent(5);
    await ana.hears('line for Customer Care');
    await ana.presses('*');
    await ana.hears('for a new case', 2);
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana looks for her paper in the middle of the number, and again: the second time she may take her time', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2006');
    await ana.staysSilent(5);
    await ana.hears('12 digits');
    await ana.hears('for a new case');
    await ana.presses('2006');
    await ana.staysSilent(5);
    await ana.presses('0811');
    await ana.staysSilent(5);
    await ana.presses('0120#');
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana doubles a key, hears that the number is not right, and types it once more', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2200608110120#');
    await ana.hears('12 digits', 5);
    await ana.hears('for a new case');
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana presses pound too early, and types the number again', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2006#');
    await ana.hears('12 digits', 5);
    await ana.hears('for a new case');
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana presses pound twice after a number nobody knows: she is asked for it, and not sent away', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('202410200001##');
    await ana.hears('open case with that number', 0.5);
    await ana.hears('enter the 12 digits', 5);
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana types three keys too many, twice: that is two misses, not four', async (world) => {
    const ana = await anaListens(world);
    for (let times = 0; times < 2; times++) {
      await ana.presses(`${caseDigits}555#`);
      await ana.hears('12 digits', 8);
      await ana.hears('for a new case', 10);
    }
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana types her number with the dashes as stars: she starts again each time, and is not sent away', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('2006*');
    await ana.hears('start again', 0.5);
    await ana.hears('for a new case');
    await ana.presses(`${caseDigits}#`);
    await ana.hears(understood, 0.5);
    await ana.hangsUp();
  });

  story('Ana misses once, and star on the second try is star', async (world) => {
    const ana = await anaListens(world);
    await ana.hears('for a new case', 30);
    await ana.presses('*');
    await ana.hears('network is down', 8);
    await ana.hangsUp();
  });
});

const dialects: readonly { name: string; set: Partial<World['lab']['faults']> }[] = [
  { name: 'tells what ended the keys', set: {} },
  { name: 'does not tell what ended the keys', set: { finishedOnKeyMissing: true } },
  { name: 'leaves empty digits out', set: { emptyDigitsOmitted: true } },
  { name: 'leaves out both', set: { finishedOnKeyMissing: true, emptyDigitsOmitted: true } },
  { name: 'takes a lone finish key for no input at all', set: { finishKeyFirstIgnoresEmptyResult: true } },
  { name: 'keeps keys pressed while nothing listens', set: { keysBetweenGathers: 'kept' } },
];

for (const { name, set } of dialects) {
  stories(`the first menu where the carrier ${name}`, (story) => {
    async function anaListensThere(world: World): Promise<Person> {
      Object.assign(world.lab.faults, set);
      return anaListens(world);
    }

    story('star is star while the first words are spoken', async (world) => {
      const ana = await anaListensThere(world);
      await ana.presses('*');
      await ana.hears('network is down', 0.5);
      await ana.hangsUp();
    });

    story('star is star late in the prompt', async (world) => {
      const ana = await anaListensThere(world);
      await ana.staysSilent(whilePromptPlaysS);
      await ana.presses('*');
      await ana.hears('network is down', 0.5);
      await ana.hangsUp();
    });

    story('star is star after the prompt, before silence is taken for an answer', async (world) => {
      const ana = await anaListensThere(world);
      await ana.hears('oprima 9');
      await ana.staysSilent(5);
      await ana.presses('*');
      await ana.hears('network is down', 0.5);
      await ana.hangsUp();
    });

    story('silence is silence, and no new case', async (world) => {
      const ana = await anaListensThere(world);
      await ana.hears('for a new case', 30);
      await ana.hears('for a new case', 30);
      await ana.hears('connect you with a person', 30);
      await ana.doesNotHear('network is down');
      await ana.hangsUp();
    });

    story('the number and the 2 are understood', async (world) => {
      const ana = await anaListensThere(world);
      await ana.presses('20060811#');
      await ana.hears('12 digits', 5);
      await ana.hears('for a new case');
      await ana.presses(`${caseDigits}#`);
      await ana.hears(understood, 5);
      await ana.hangsUp();
      await ana.dials(tollFree);
      await ana.presses('2');
      await ana.hears('connecting you with Customer Care', 5);
      await ana.hangsUp();
    });
  });
}

stories('the language of the first menu', (story) => {
  story('Ana presses 9, then 2, and hears everything in Spanish from there on', async (world) => {
    const ana = await anaListens(world);
    await ana.hears('español');
    await ana.presses('9');
    await ana.hears('for english, press 1', 5);
    await ana.hears('español');
    await ana.presses('2');
    await ana.hears('caso nuevo', 1);
    await ana.presses('*');
    await ana.hears('red', 1);
    await ana.hangsUp();
  });

  story('Lupe calls from Mexico and is greeted in Spanish', async (world) => {
    const lupe = world.person('Lupe', '+525550123456');
    await lupe.dials(tollFree);
    await lupe.hears('caso nuevo', 1);
    await lupe.hangsUp();
  });

  story('Lupe would rather speak English', async (world) => {
    const lupe = world.person('Lupe', '+525550123456');
    await lupe.dials(tollFree);
    await lupe.presses('9');
    await lupe.hears('for english, press 1', 5);
    await lupe.presses('1');
    await lupe.hears('for a new case', 1);
    await lupe.hangsUp();
  });

  story('Yuki speaks neither: Customer Care comes, and knows that she needs an interpreter', async (world) => {
    await world.signIn('amy');
    const yuki = world.person('Yuki', stranger);
    const amy = await world.agent('amy');
    await yuki.dials(tollFree);
    await yuki.presses('9');
    await yuki.hears('interpreter', 12);
    await yuki.presses('3');
    await yuki.hears('any other language', 12);
    await yuki.presses('4');
    await amy.answers();
    await amy.hears(/interpreter.*press 1/is);
    await amy.presses('1');
    await yuki.talksWith(amy);
    await yuki.hangsUp();
    await amy.hangsUp();
  });

  story('somebody who does not find the language menu of any use reaches a person', async (world) => {
    const ana = await anaListens(world);
    await ana.presses('9');
    await ana.hears('for english', 5);
    await ana.hears('for english', 30);
    await ana.hears('Customer Care', 30);
    await ana.hangsUp();
  });
});
