// Instructions into TwiML. Written by hand because turns come by the thousand; the official library is the oracle of its tests.
import type { Instruction, PromptValues, Spoken } from '../call/instruction.ts';
import { Fault } from '../faults.ts';
import { withField } from './paths.ts';
import { element, text } from './xml.ts';

/** What a prompt sounds like: a recording where there is one, else a voice. */
export interface Speech {
  text: string;
  voice?: string;
  /** As the carrier names it: `cmn-CN`, not `zh`. */
  language: string;
  audioUrl?: string;
  /** Where a prompt speaks several languages: its pieces, each in its own voice, said instead of the whole. */
  parts?: readonly Omit<Speech, 'parts'>[];
}

/** Absolute addresses a document of one leg may mention; `urls().scene()` builds them. */
export interface SceneUrls {
  /** Where the leg comes back, naming the call and this document. */
  turn: string;
  recordingStatus?: (part: number) => string;
  roomStatus?: (room: string) => string;
  /** What is heard in a room that somebody is being called into. */
  ringing?: string;
  /** What a caller has left, as one sound file. */
  sound?: (voicemail: string) => string;
  /** The hold music from a second on, for so many seconds, as one sound file. */
  audio: (fromS: number, seconds: number) => string;
}

export interface Scene {
  url: SceneUrls;
  speak: (key: string, values: PromptValues, language: string) => Speech;
  /** The longest a leg may last. Dial would end a bridge after four hours otherwise. */
  legS: number;
  dialect?: Dialect;
}

/** Where compatible providers differ from Twilio in what we send. */
export interface Dialect {
  /** `finishOnKey` names several keys, any of which ends the Gather (SignalWire); at Twilio it is one key. */
  finishKeySet: boolean;
}

export const twilioDialect: Dialect = { finishKeySet: false };
export const signalWireDialect: Dialect = { finishKeySet: true };

/** A larger document is error 11750 and the caller would hear the carrier's apology. */
export const documentBytesMax = 64 * 1024;

export const twimlHead = '<?xml version="1.0" encoding="UTF-8"?>';

/** A whole document. Told nothing, it is empty, which at the carrier ends the call unless somebody is redirecting it. */
export function renderTwiml(instructions: readonly Instruction[], scene: Scene): string {
  let verbs = '';
  for (const instruction of instructions) verbs += verb(instruction, scene);
  return bounded(twimlHead + element('Response', {}, verbs));
}

/**
 * What a participant on hold hears: the music, then this document again. The carrier stops it when the hold ends.
 */
export function holdMusicTwiml(audioUrls: readonly string[], selfUrl: string): string {
  if (audioUrls.length === 0) throw new Error('hold music without a sound file would ask for itself without end, expected at least one');
  return bounded(twimlHead + element('Response', {}, audioUrls.map(play).join('') + redirect(selfUrl)));
}

function verb(instruction: Instruction, scene: Scene): string {
  switch (instruction.do) {
    case 'say': case 'music': case 'pause': case 'sound': return spoken(instruction, scene);
    case 'keys': return gather(instruction, scene);
    case 'record': return record(instruction, scene);
    case 'room': return room(instruction, scene);
    case 'connect': return connect(instruction, scene);
    case 'again': return redirect(scene.url.turn);
    case 'hang-up': return element('Hangup', {});
    default: return instruction satisfies never;
  }
}

function spoken(instruction: Spoken, { speak, url }: Scene): string {
  switch (instruction.do) {
    case 'say': return say(speak(instruction.key, instruction.values, instruction.language));
    case 'music': return instruction.seconds > 0 ? play(url.audio(instruction.fromS, instruction.seconds)) : '';
    case 'sound': return url.sound ? play(url.sound(instruction.voicemail)) : '';
    case 'pause': return instruction.seconds > 0 ? element('Pause', { length: Math.ceil(instruction.seconds) }) : '';
    default: return instruction satisfies never;
  }
}

/** Nothing to say is no verb: a Say without words is an error to the carrier. */
function say({ text: words, voice, language, audioUrl, parts }: Speech): string {
  if (audioUrl !== undefined) return play(audioUrl);
  if (parts !== undefined) return parts.map(say).join('');
  const inner = text(words);
  return /^(\s|&#xD;)*$/.test(inner) ? '' : element('Say', { voice, language }, inner);
}

const play = (url: string): string => element('Play', {}, text(url));

const redirect = (url: string): string => element('Redirect', { method: 'POST' }, text(url));

/**
 * `keys=1` tells the next turn that a Gather asks, for a provider may send none of a Gather's own fields when nothing
 * was pressed. The Redirect behind it is for one that passes a Gather without keys over (page on Gather: the finish
 * key alone); `fell=1` says so.
 */
function gather(keys: Instruction & { do: 'keys' }, scene: Scene): string {
  const attributes = {
    input: 'dtmf',
    finishOnKey: finishKeys(keys.finishKey, scene.dialect ?? twilioDialect),
    numDigits: keys.most,
    // Rounded up: the core takes it that silence cannot come earlier. Below one second is not a value they know.
    timeout: Math.max(1, Math.ceil(keys.timeoutS)),
    actionOnEmptyResult: true,
    action: withField(scene.url.turn, 'keys=1'),
    method: 'POST',
  };
  let prompt = '';
  for (const part of keys.spoken) prompt += spoken(part, scene);
  return element('Gather', attributes, prompt) + redirect(withField(scene.url.turn, 'fell=1'));
}

/** With a set, `#` also ends what is typed at the first menu, where Twilio must wait for the thirteenth key. */
const finishKeys = (key: '' | '#' | '*', { finishKeySet }: Dialect): string => (finishKeySet && key === '*' ? '*#' : key);

/**
 * Silence is not trimmed, or a slow speaker loses words. An empty recording does not ask the action but goes on with the
 * next verb (page on Record), hence the Redirect.
 */
function record({ part, mostS, silenceS, finishKeys: keys }: Instruction & { do: 'record' }, { url }: Scene): string {
  const status = url.recordingStatus?.(part);
  const turn = withField(url.turn, `p=${part}`);
  const attributes = {
    action: turn,
    method: 'POST',
    maxLength: mostS,
    timeout: silenceS,
    finishOnKey: keys,
    playBeep: true,
    trim: 'do-not-trim',
    recordingStatusCallback: status,
    recordingStatusCallbackEvent: status === undefined ? undefined : 'completed absent',
    recordingStatusCallbackMethod: status === undefined ? undefined : 'POST',
  };
  return element('Record', attributes) + redirect(withField(turn, 'fell=1'));
}

/**
 * Every participant brings the same status callback, since only the first one's counts (page on Conference). The room
 * ends when the caller leaves; an agent comes out alone by `*`, and must not take the caller along.
 */
function room({ room: name, as, ringing }: Instruction & { do: 'room' }, { url, legS }: Scene): string {
  const status = url.roomStatus?.(name);
  const conference = {
    beep: 'false',
    startConferenceOnEnter: true,
    endConferenceOnExit: as === 'caller',
    waitUrl: ringing ? url.ringing : undefined,
    statusCallback: status,
    statusCallbackEvent: status === undefined ? undefined : 'start end join leave',
    statusCallbackMethod: status === undefined ? undefined : 'POST',
  };
  const dial = { hangupOnStar: as === 'agent' ? true : undefined, timeLimit: legS, action: withField(url.turn, 'room=1'), method: 'POST' };
  return element('Dial', dial, element('Conference', conference, text(name)));
}

/** Another phone for this leg to talk with. With an action, nothing behind a Dial is reached. */
function connect({ to, shows, ringS, star }: Instruction & { do: 'connect' }, { url, legS }: Scene): string {
  const dial = { callerId: shows, timeout: ringS, hangupOnStar: star, timeLimit: legS, action: withField(url.turn, 'outside=1'), method: 'POST' };
  return element('Dial', dial, element('Number', {}, text(to)));
}

/** A document that is too long is a prompt or a file gone wrong: a fault, not something a caller can help. */
function bounded(document: string): string {
  // A character is at most three bytes a unit, so short documents need no counting.
  if (document.length * 3 <= documentBytesMax) return document;
  const bytes = Buffer.byteLength(document);
  if (bytes > documentBytesMax) throw new Fault('too-long', `It has ${bytes} bytes, at most ${documentBytesMax} are allowed.`);
  return document;
}
