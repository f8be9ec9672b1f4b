import { describe, expect, it } from 'vitest';
import { caller, createRig, line, xml } from './rig.ts';

const verb = '<Record action="/done" maxLength="20" timeout="3" recordingStatusCallback="/file"/><Say>We heard nothing.</Say>';

async function calling(document = verb) {
  const rig = createRig({ '/voice': document, '/done': '<Say>Thank you.</Say>', '/file': '' });
  const call = rig.lab.phone(caller).dial(line);
  await rig.pass(1);
  expect(call.heard.at(-1)).toMatchObject({ kind: 'beep' });
  return { ...rig, call };
}

describe('a caller who leaves a voice message (page on Record)', () => {
  it('ends it with any key, which is sent as Digits', async () => {
    const { call, pass, forms } = await calling();
    call.speak(4);
    await pass(4);
    call.press('5');
    await pass(2);
    expect(forms('/done')).toMatchObject([{ Digits: '5', RecordingDuration: '4' }]);
    expect(call.words).toMatch(/Thank you/);
    expect(forms('/file')).toMatchObject([{ RecordingStatus: 'completed', RecordingDuration: '4', CallSid: call.sid }]);
  });

  it('ends it with the keys of finishOnKey only, which is a set here', async () => {
    const { call, pass, forms } = await calling('<Record action="/done" finishOnKey="*#" timeout="5"/>');
    call.speak(4);
    await pass(1);
    call.press('5');
    await pass(1);
    expect(forms('/done')).toEqual([]);
    call.press('#');
    await pass(1);
    expect(forms('/done')).toMatchObject([{ Digits: '#' }]);
  });

  it('ends it by silence, which starts again after each word', async () => {
    const { call, pass, forms } = await calling();
    call.speak(2);
    await pass(4);
    call.speak(2);
    await pass(4);
    expect(forms('/done')).toEqual([]);
    await pass(2);
    expect(forms('/done')).toMatchObject([{ Digits: '', RecordingDuration: '6' }]);
  });

  it('is cut off at maxLength', async () => {
    const { call, pass, forms } = await calling();
    call.speak(100);
    await pass(21);
    expect(forms('/done')).toMatchObject([{ RecordingDuration: '20' }]);
  });

  it('keeps it by hanging up: the action is asked with the word hangup, and nobody obeys the answer', async () => {
    const { call, pass, forms } = await calling();
    call.speak(6);
    await pass(5);
    call.hangUp();
    await pass(3);
    expect(forms('/done')).toMatchObject([{ Digits: 'hangup', CallStatus: 'completed', RecordingDuration: '5' }]);
    expect(call.words).not.toMatch(/Thank you/);
    expect(forms('/file')).toMatchObject([{ RecordingStatus: 'completed' }]);
  });

  it('who says nothing falls through to the next verb, and the recording is absent', async () => {
    const { call, pass, forms } = await calling(verb.replace('/file"', '/file" recordingStatusCallbackEvent="in-progress completed absent"'));
    await pass(8);
    expect(call.words).toMatch(/heard nothing/);
    expect(forms('/done')).toEqual([]);
    expect(forms('/file').map(({ RecordingStatus }) => RecordingStatus)).toEqual(['in-progress', 'absent']);
  });
});

describe('sound files (page on Play)', () => {
  it('that are not there play nothing and are an error in the log', async () => {
    const { lab, pass } = createRig({ '/voice': '<Play>/missing.wav</Play><Say>on we go</Say>' });
    const call = lab.phone(caller).dial(line);
    await pass(1);
    expect(call.heard.map(({ kind }) => kind)).toEqual(['ringing', 'say']);
    expect(lab.log).toMatchObject([{ level: 'error', code: 11200 }]);
  });

  it('last as long as their header says, round after round', async () => {
    const { wavFile } = await import('./sound.ts');
    const { lab, pass, clock } = createRig({
      '/voice': '<Play loop="2">/hello.wav</Play><Play digits="12w"/><Say>next</Say>', '/hello.wav': { ...xml(''), contentType: 'audio/x-wav', body: wavFile(3_000).toString('latin1') },
    });
    const from = clock.now();
    const call = lab.phone(caller).dial(line);
    await pass(10);
    expect(call.heard.map(({ kind, text, at }) => [kind, text, at - from])).toEqual([
      ['ringing', line, 0], ['play', 'https://tac.example/hello.wav', 0], ['play', 'https://tac.example/hello.wav', 3_000], ['play', 'tones 12w', 6_000], ['say', 'next', 6_600],
    ]);
  });
});
