// Whether a conversation is recorded: what the line, the teams, the countries and the caller say. The sound is made by the carrier on the caller's leg.
import type { Centre, RecordingRule } from '../centre/centre.ts';
import { readPhone } from '../phone/number.ts';
import { sampleCountry } from '../phone/sample.ts';
import { lineFor } from './begin.ts';
import type { AgentCall, CallerCall } from './call.ts';
import { callerOf, customerOf, type Scene } from './scene.ts';

const STRICTER: readonly RecordingRule[] = ['none', 'announce', 'ask'];
const stricter = (one: RecordingRule, other: RecordingRule): RecordingRule => (STRICTER.indexOf(one) >= STRICTER.indexOf(other) ? one : other);

/** `off`: nobody wants it; `never`: it must not be. */
export function recordingRule(centre: Centre, call: Pick<CallerCall, 'line' | 'country'>, demand: string): RecordingRule | 'off' | 'never' {
  const asked = (centre.demands[demand]?.steps ?? []).flatMap(({ who }) => who).join(' ');
  const teams = Object.entries(centre.teams).filter(([id]) => new RegExp(`team:${id}(?![a-z0-9-])`).test(asked)).map(([, team]) => team.record);
  if (teams.includes('never')) return 'never';
  const line = lineFor(centre, call.line);
  if (line.record !== true && !teams.includes('yes')) return 'off';
  const own = countryOf(line.number);
  return stricter(own === undefined ? 'none' : ruleIn(centre, own), ruleIn(centre, call.country));
}

/** A toll-free line is nowhere: then the caller's country alone counts. */
function countryOf(number: string): string | undefined {
  const read = readPhone(number);
  return read.ok ? read.country ?? sampleCountry(read.number, undefined) : undefined;
}

/** Whoever withholds their number may be anywhere. */
function ruleIn({ recording }: Centre, country: string | undefined): RecordingRule {
  const { countries, otherwise } = recording;
  return country === undefined ? Object.values(countries).reduce(stricter, otherwise) : countries[country] ?? otherwise;
}

/** The caller has heard of it and not refused. */
export const mayRecord = (call: CallerCall | undefined): boolean => call?.recording?.is === 'announced' || call?.recording?.is === 'agreed';

/** It runs, or will as soon as the hold is over. */
export const isRecorded = (call: CallerCall | undefined): boolean => mayRecord(call) && call?.recording?.paused !== true;

/** A later wish takes the place of an earlier one that the carrier has not carried out yet. What is so when it is carried out counts. */
export function steerRecording(scene: Scene, want: 'on' | 'paused' | 'off'): void {
  const customer = customerOf(scene);
  const caller = callerOf(scene.call);
  if (customer && mayRecord(customer)) scene.work({ do: 'record', call: caller, want }, undefined, `record:${caller}`);
}

/** Somebody is in the conversation whose talk is never recorded: from now on nothing of this call is. */
export function neverRecord(scene: Scene<CallerCall>): void {
  if (!mayRecord(scene.call)) return;
  steerRecording(scene, 'off');
  scene.call = { ...scene.call, recording: { is: 'never', at: scene.now } };
  scene.journal('recording-over', { why: 'never' });
}

/** Whoever comes into a conversation that is recorded hears so first. */
export function tellRecorded(scene: Scene<AgentCall>): void {
  if (isRecorded(scene.facts.customer) && scene.call.unrecorded !== true) scene.spoken.push(scene.say('room.recorded'));
}

export interface RecordingRecord {
  id: string;
  call: string;
  case?: string;
  at: number;
  seconds: number;
  /** As the carrier calls it. */
  recording: string;
  consent: 'announced' | 'agreed' | 'refused' | 'never';
}

/** Of the carrier's name for a recording so much tells it from all others of a call, and the whole is no longer than an id may be. */
const NAME_LENGTH = 16;

/** The carrier has it whole. Told twice, it is kept once, since its record has the carrier's name for it. */
export function conversationThere(scene: Scene<CallerCall>, { recording, seconds }: { recording: string; seconds: number }): void {
  const { call } = scene;
  if (seconds <= 0) return;
  const id = `${call.id}-${recording.slice(-NAME_LENGTH)}`;
  const value: RecordingRecord = { id, call: call.id, ...(call.case ? { case: call.case.number } : {}), at: scene.now, seconds, recording, consent: call.recording?.is ?? 'never' };
  scene.record('recording', id, value);
  scene.work({ do: 'fetch', of: 'recording', voicemail: id, part: 1, recording }, 0, `fetch:${recording}`);
  scene.journal('recorded', { recording: id, seconds });
}
