// A caller cut off while waiting who dials again keeps their place, once: what is remembered of them, and who may take the place up.
import { createHash } from 'node:crypto';
import type { CallerCall } from './call.ts';
import type { Outcome, Scene } from './scene.ts';
import { withPriority } from './supervise.ts';

/** So long after they were cut off a caller may dial again and still have their place. */
export const REDIAL_MS = 5 * 60_000;
/** Between dialling and standing in line lies a menu; what is remembered outlives it. */
export const REDIAL_KEPT_MS = 60 * 60_000;

/** Remembered under `redialKey`: the call that was cut off has all the rest. */
export interface CutOff {
  call: string;
  at: number;
}

/**
 * The same number about the same case, or on the same way where there is no case. Only a hash of them is a key. Who
 * withholds their number, or calls from an address, cannot be known again.
 */
export function redialKey({ from, case: about }: Pick<CallerCall, 'from' | 'case'>, demand: string): string | undefined {
  if (from.kind !== 'number') return undefined;
  return createHash('sha256').update(`${from.number} ${about ? `case ${about.number}` : `demand ${demand}`}`).digest('base64url').slice(0, 24);
}

/**
 * Whether the place of `old` may be taken up by a call that began then. It is dialling again that counts, not getting through the
 * menu. Who came longer ago than a call can last stands anew: so nobody ever waits longer than two calls last, which is what a
 * P1's head start is measured by.
 */
export function mayResume({ doing, standing, resumes, resumedBy }: CallerCall, began: number, legS: number): boolean {
  if (doing.is !== 'over' || !standing || resumes !== undefined || resumedBy !== undefined) return false;
  return began - doing.at <= REDIAL_MS && began - standing.joined <= legS * 1000;
}

/** The end of a caller who still waited. A place that was taken up once already is not kept again. */
export function keepPlace(scene: Scene<CallerCall>): void {
  const { id, doing, standing, resumes } = scene.call;
  if (doing.is !== 'waiting' || !standing || resumes !== undefined) return;
  const key = redialKey(scene.call, standing.demand);
  if (key === undefined) return;
  scene.record('redial', key, { call: id, at: scene.now } satisfies CutOff);
  scene.work({ do: 'forget-redial', key }, scene.now + REDIAL_KEPT_MS, `redial:${key}`);
}

/** The earlier call whose place is this caller's; a need, until it is known who was cut off. */
export function placeKept(scene: Scene<CallerCall>, demand: string): CallerCall | Outcome & { need: unknown } | undefined {
  const key = scene.call.resumes === undefined ? redialKey(scene.call, demand) : undefined;
  if (key === undefined) return undefined;
  const found = scene.known('redial');
  if (!found) return { need: { need: 'redial', key } };
  return found.is === 'cut-off' && mayResume(found.call, scene.call.began, scene.centre.settings.legS) ? found.call : undefined;
}

/** A priority that a supervisor gave them goes along, unless they have come to another since. */
export function priorityKept(scene: Scene<CallerCall>, { prioritySet, standing }: CallerCall): void {
  if (prioritySet !== undefined && prioritySet === standing?.priority) scene.call = withPriority(scene.call, prioritySet);
}

/** Marked on the old call in the same commit that joins: of two who dial at once, one is too late and decides again. */
export function resumePlace(scene: Scene<CallerCall>, old: CallerCall): void {
  const { id } = scene.call;
  scene.call = { ...scene.call, resumes: old.id };
  scene.effects.calls.push({ call: { ...old, turn: old.turn + 1, resumedBy: id }, was: old.turn });
  scene.journal('resumed', { call: old.id, by: id });
  scene.spoken.push(scene.say('hold.resumed'));
}
