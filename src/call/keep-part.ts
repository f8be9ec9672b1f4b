// What a caller has said after the tone is kept at once; whoever it is for hears of it once the caller is content with it, or gone.
import type { CallerCall, Voicemail } from './call.ts';
import { callerPriority } from './rule-facts.ts';
import type { Scene } from './scene.ts';
import { forgotten, handOnTimer, responseOf, told as tellOf, type VoicemailRecord } from './voicemail.ts';

/** A part told twice, by its turn and by the carrier's own notice, is kept once; one that was spoken again is not kept any more. */
export function keepPart(scene: Scene<CallerCall>, told: { recording: string; seconds: number }): void {
  const kept = scene.call.voicemail;
  if (!kept || told.recording === '' || told.seconds <= 0 || isKnown(kept, told.recording)) return;
  const { before, ...now } = kept;
  const parts = [...kept.parts, { recording: told.recording, seconds: told.seconds }];
  scene.call = { ...scene.call, voicemail: { ...now, parts, ...(before && { dropped: recordingsOf(before) }) } };
  if (before) drop(scene, before);
  scene.record('voicemail', kept.id, recordOf(scene, { ...now, parts }));
  scene.work({ do: 'fetch', voicemail: kept.id, part: parts.length, recording: told.recording }, 0, `fetch:${told.recording}`);
  if (scene.call.doing.is === 'over') handIn(scene);
}

const recordingsOf = ({ parts, dropped = [] }: Voicemail): string[] => [...dropped, ...parts.map(({ recording }) => recording)];

const isKnown = (kept: Voicemail, recording: string): boolean => recordingsOf(kept).includes(recording) || (kept.before !== undefined && isKnown(kept.before, recording));

function drop(scene: Scene<CallerCall>, before: Voicemail): void {
  const { records, work, cancel, journal } = forgotten({ value: recordOf(scene, before) }, { now: scene.now, who: { by: 'caller' } });
  scene.effects.records.push(...records);
  scene.effects.work.push(...work);
  scene.effects.cancel.push(...cancel);
  scene.effects.journal.push(...journal);
}

/** So long after a hang-up the carrier has told of what was said, as a rule. */
const TOLD_MS = 20_000;

/** They are gone: what they said in the place of another one may only be on its way here, and then it is the one that counts. */
export function handInAtEnd(scene: Scene<CallerCall>): void {
  const { voicemail } = scene.call;
  if (!voicemail?.before || voicemail.parts.length > 0) return handIn(scene);
  scene.work({ do: 'tell', call: scene.call.id, message: { tell: 'due', what: 'unspoken', of: voicemail.id } }, scene.now + TOLD_MS);
}

/** Nothing has come: the first one counts, unless something comes all the same. */
export function unspoken(scene: Scene<CallerCall>, of: string): void {
  const { voicemail } = scene.call;
  if (voicemail?.id === of && voicemail.parts.length === 0) handIn(scene);
}

/** Once: where they keep it, and where they have gone. One that was to be spoken again, and was not, is the one that counts. */
export function handIn(scene: Scene<CallerCall>): void {
  const { voicemail } = scene.call;
  const first = voicemail?.parts.length === 0 ? voicemail.before : undefined;
  if (voicemail && first && !first.handedIn) {
    scene.call = { ...scene.call, voicemail: { ...voicemail, before: { ...first, handedIn: true } } };
    return tell(scene, first);
  }
  if (!voicemail || voicemail.parts.length === 0 || voicemail.handedIn) return;
  scene.call = { ...scene.call, voicemail: { ...voicemail, handedIn: true } };
  tell(scene, voicemail);
}

function tell(scene: Scene<CallerCall>, kept: Voicemail): void {
  const record = recordOf(scene, kept);
  scene.journal('voicemail', { voicemail: kept.id, for: kept.for });
  scene.effects.work.push(...handOnTimer(record, scene.now, scene.centre), ...tellOf(record, '0'));
}

function recordOf(scene: Scene<CallerCall>, kept: Voicemail): VoicemailRecord {
  const { id, case: about, from, language, region } = scene.call;
  const priority = callerPriority(scene);
  return {
    id: kept.id, call: id, ...(about ? { case: about.number } : {}), caller: from, language, for: kept.for, at: scene.now, state: 'new', parts: kept.parts,
    priority, region, response: responseOf(scene.call, priority, scene.centre), next: kept.next, handed: 0,
  };
}
