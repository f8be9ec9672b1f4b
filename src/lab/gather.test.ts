import { describe, expect, it } from 'vitest';
import type { Switches } from './faults.ts';
import { caller, createRig, line } from './rig.ts';

const prompt = '<Say>Press star, two, or your case number.</Say>';
const fellThrough = '<Say>You fell through.</Say>';

/** A caller who presses these keys after a second, in a Gather with these attributes. `afterMs`: how long after the last key the service is asked. */
async function press(attributes: string, keys: string, switches: Partial<Switches> = {}) {
  const rig = createRig({ '/voice': `<Gather action="/keys" ${attributes}>${prompt}</Gather>${fellThrough}`, '/keys': '<Pause length="60"/>' });
  Object.assign(rig.lab.faults, switches);
  const call = rig.lab.phone(caller).dial(line);
  await rig.pass(1);
  if (keys) call.press(keys);
  const lastKeyAt = rig.clock.now() + Math.max(0, keys.length - 1) * 200;
  await rig.pass(30);
  const [form] = rig.forms('/keys');
  const at = rig.lab.traffic.find(({ url }) => url.endsWith('/keys'))?.at;
  return { form, afterMs: at === undefined ? undefined : at - lastKeyAt, words: call.words, call, rig };
}

describe('a Gather with finish key *, thirteen digits and four seconds (facts page §1.3, set B; page on Gather)', () => {
  const setB = 'finishOnKey="*" numDigits="13" timeout="4" actionOnEmptyResult="true"';

  it.each([
    ['a star, at once', '*', '', '*', 0],
    ['two and silence', '2', '2', '', 4_000],
    ['two and #', '2#', '2#', '', 4_000],
    ['two and a star, at once', '2*', '2', '*', 0],
    ['twelve digits and #, at once as # is the thirteenth key', '200608110120#', '200608110120#', '', 0],
    ['twelve digits and silence', '200608110120', '200608110120', '', 4_000],
    ['eleven digits and #', '20060811012#', '20060811012#', '', 4_000],
    ['a bare #', '#', '#', '', 4_000],
  ])('sends %s', async (_, keys, digits, finishedOnKey, afterMs) => {
    const pressed = await press(setB, keys);
    expect(pressed.form).toMatchObject({ Digits: digits, FinishedOnKey: finishedOnKey, msg: 'Gather End', CallStatus: 'in-progress' });
    expect(pressed.afterMs).toBe(afterMs);
  });

  it('sends thirteen of more digits; the rest finds nobody listening', async () => {
    expect((await press(setB, '20060811012099')).form).toMatchObject({ Digits: '2006081101209' });
  });

  it('sends silence when prompt and timeout are over', async () => {
    const { form, rig } = await press(setB, '');
    expect(form).toMatchObject({ Digits: '', FinishedOnKey: '' });
    const [asked, answered] = rig.lab.traffic;
    expect((answered?.at ?? 0) - (asked?.at ?? 0)).toBeGreaterThan(4_000 + 2_000);
  });
});

describe('a Gather', () => {
  it('stops its prompt at the first key, and starts its time again with every key', async () => {
    const { clock, lab, pass, forms } = createRig({ '/voice': `<Gather action="/keys" timeout="3">${prompt}</Gather>`, '/keys': '' });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    const from = clock.now();
    call.press('1WW2');
    await pass(0.1);
    expect(call.heard.at(-1)).toMatchObject({ kind: 'say', cut: true });
    await pass(20);
    expect(forms('/keys')).toMatchObject([{ Digits: '12' }]);
    expect((lab.traffic.find(({ url }) => url.endsWith('/keys'))?.at ?? 0) - from).toBe(200 + 2_000 + 3_000);
  });

  it.each([
    ['no key and no actionOnEmptyResult', 'timeout="2"', ''],
    ['the finish key first and no actionOnEmptyResult', 'timeout="2"', '#'],
  ])('falls through to the next verb for %s', async (_, attributes, keys) => {
    const { form, words } = await press(attributes, keys);
    expect(form).toBeUndefined();
    expect(words).toMatch(/fell through/);
  });

  it.each([
    ['# ends by default and is not among the digits', 'timeout="5"', '12#', { Digits: '12', FinishedOnKey: '#' }, 0],
    ['with finishOnKey="" no key ends it and # and * are input', 'finishOnKey="" timeout="2"', '1*#', { Digits: '1*#', FinishedOnKey: '' }, 2_000],
    ['numDigits is submitted the instant the key comes', 'numDigits="1" finishOnKey=""', '*', { Digits: '*', FinishedOnKey: '' }, 0],
    ['five seconds are the default', '', '7', { Digits: '7' }, 5_000],
  ])('%s', async (_, attributes, keys, fields, afterMs) => {
    const pressed = await press(attributes, keys);
    expect(pressed.form).toMatchObject(fields);
    expect(pressed.afterMs).toBe(afterMs);
  });

  it('warns of a finish key that is not one key (error 13310) and takes #', async () => {
    const { form, rig } = await press('finishOnKey="*#"', '1#');
    expect(form).toMatchObject({ Digits: '1', FinishedOnKey: '#' });
    expect(rig.lab.log).toMatchObject([{ level: 'warning', code: 13310 }]);
  });

  it('without an action asks its own document again', async () => {
    const { lab, pass, forms } = createRig({ '/voice': (form) => (form.has('Digits') ? '<Say>You pressed a key.</Say>' : '<Gather numDigits="1"/>') });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    call.press('5');
    await pass(1);
    expect(forms('/voice')[1]).toMatchObject({ Digits: '5' });
    expect(call.words).toMatch(/pressed a key/);
  });

  it('takes words where it listens for speech', async () => {
    const { lab, pass, forms } = createRig({ '/voice': '<Gather input="dtmf speech" action="/words" speechTimeout="1"><Say>What is it about?</Say></Gather>', '/words': '' });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    call.speak(2, 'router down');
    await pass(10);
    expect(forms('/words')).toMatchObject([{ SpeechResult: 'router down' }]);
  });
});

describe('what is not documented can be switched', () => {
  it.each<[string, string, string, Partial<Switches>, Record<string, string> | undefined]>([
    ['FinishedOnKey missing', 'actionOnEmptyResult="true"', '1#', { finishedOnKeyMissing: true }, { Digits: '1' }],
    ['empty Digits left out', 'actionOnEmptyResult="true"', '#', { emptyDigitsOmitted: true }, { FinishedOnKey: '#' }],
    ['finish key first ignoring actionOnEmptyResult', 'actionOnEmptyResult="true"', '#', { finishKeyFirstIgnoresEmptyResult: true }, undefined],
  ])('%s', async (_, attributes, keys, switches, fields) => {
    const { form, words } = await press(attributes, keys, switches);
    if (!fields) return expect(words).toMatch(/fell through/);
    const { Digits, FinishedOnKey } = form ?? {};
    expect({ ...(Digits !== undefined && { Digits }), ...(FinishedOnKey !== undefined && { FinishedOnKey }) }).toEqual(fields);
  });

  it.each([['dropped', undefined], ['kept', { Digits: '42' }]] as const)('keys between two Gathers are %s (support page on troubleshooting Gather)', async (keysBetweenGathers, fields) => {
    const { lab, pass, forms } = createRig({ '/voice': '<Say>Thank you very much.</Say><Gather action="/keys" timeout="2"/>', '/keys': '' });
    lab.faults.keysBetweenGathers = keysBetweenGathers;
    const call = lab.phone(caller).dial(line);
    await pass(0.1);
    call.press('42');
    await pass(20);
    if (fields) expect(forms('/keys')).toMatchObject([fields]);
    else expect(forms('/keys')).toEqual([]);
  });
});
