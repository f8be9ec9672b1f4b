// Many people do anything at any time; whatever they do, the lab stays whole. The seed is in the name of the test.
import { describe, expect, it } from 'vitest';
import { accountSid, base, createRig, line } from './rig.ts';

const path = (rest: string) => `/2010-04-01/Accounts/${accountSid}/${rest}`;

/** A small generator of numbers from 0 up to `below`, the same for the same seed. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe.each([1, 2, 3, 4])('a storm of calls with seed %i', (seed) => {
  it('ends every call, empties every room, sends one end per call, and leaves nothing under way', async () => {
    const pick = chance(seed);
    const room = () => `<Dial hangupOnStar="true" action="/menu"><Conference endConferenceOnExit="${pick(2) === 0}" statusCallback="/room" statusCallbackEvent="start end join leave">r${pick(3)}</Conference></Dial>`;
    const documents = [
      () => '<Gather numDigits="2" action="/menu" timeout="3"><Say>Press two keys</Say></Gather><Redirect>/menu</Redirect>', room, room,
      () => '<Record action="/menu" timeout="2"/><Redirect>/menu</Redirect>', () => '<Say>bye</Say>', () => '<Dial action="/menu"><Number>+12025550150</Number></Dial>',
      () => '<Pause length="2"/><Redirect>/menu</Redirect>', () => '<Hangup/>',
    ];
    const any = () => (documents[pick(documents.length)] ?? room)();
    const rig = createRig({ '/voice': any, '/menu': any, '/room': '', '/ended': '' }, { seed });
    rig.lab.faults.callsPerSecond = 20;
    rig.lab.faults.dialActionOnHangUp = true;
    rig.lab.phone('+12025550150').answers({ afterMs: 1_000 });
    for (let n = 0; n < 150; n += 1) {
      rig.lab.phone(`+120255501${10 + pick(30)}`).dial(line);
      const live = rig.lab.calls().filter(({ over }) => !over);
      const call = live[pick(live.length)];
      const acts = [
        () => call?.press(['1', '*', '12#', 'w5w'][pick(4)] ?? '1'), () => call?.hangUp(), () => call?.speak(pick(4) + 1), () => call?.pickUp(), () => call?.decline(),
        () => void rig.lab.rest('POST', path(`Calls/${call?.sid}.json`), new URLSearchParams({ Url: `${base}/menu` })),
        () => void rig.lab.rest('POST', path('Calls.json'), new URLSearchParams({ To: `+120255501${60 + pick(9)}`, From: line, Url: `${base}/menu`, StatusCallback: `${base}/ended` })),
        () => void rig.lab.rest('POST', path(`Conferences/r${pick(3)}.json`), new URLSearchParams({ Status: 'completed' })),
        () => rig.lab.faults.webhook({ do: (['double', 'delay', 'lose-answer'] as const)[pick(3)] ?? 'double', ms: pick(3_000) }),
      ];
      acts[pick(acts.length)]?.();
      await rig.pass(pick(20) / 10);
    }
    rig.on('/menu', '<Hangup/>');
    rig.lab.hangUpAll();
    await rig.pass(120);
    expect(rig.lab.calls().filter(({ over }) => !over)).toEqual([]);
    expect(rig.lab.rooms().filter(({ status }) => status !== 'completed')).toEqual([]);
    const ends = [...rig.forms('/status'), ...rig.forms('/ended')].map(({ CallSid, SequenceNumber }) => `${CallSid} ${SequenceNumber}`);
    const ended = rig.lab.traffic.filter(({ kind }) => kind === 'status').map(({ params }) => params['CallSid']);
    expect(new Set(ends).size).toBe(new Set(ended).size);
    expect(rig.lab.idle()).toBe(true);
    expect(rig.lab.log.filter(({ code }) => code !== 11205)).toEqual([]);
  });
});
