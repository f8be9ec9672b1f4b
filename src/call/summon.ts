// A P1 in line: whoever has duty is rung beside the hunt, one after the other, until somebody takes the caller or says that they have it.
import { type AgentCall, type CallerCall, lineOf } from './call.ts';
import { acknowledgeEscalation, openEscalation } from './open-escalation.ts';
import type { Scene } from './scene.ts';

/** So long the phones of those at work ring alone. */
const SUMMON_AFTER_MS = 10_000;
/** Whoever says that their network is down has Customer Care's phones first, for half a minute; then those of the hunt. */
const PROVISIONAL_SUMMON_AFTER_MS = 30_000 + SUMMON_AFTER_MS;
/** A P1 whom nobody has taken by then is an escalation of its own, and an alarm. */
const UNANSWERED_MS = 60_000;

/** The reason of a P1 whom nobody took in time. */
export const UNANSWERED = 'unanswered';

/** Somebody on duty has it: nobody need be woken for this caller any more. */
export const isAcknowledged = ({ vars }: CallerCall): boolean => vars['acknowledged'] === 'yes';

/** A P1 in line whom nobody on duty has yet. */
export const needsDuty = (call: CallerCall): boolean => lineOf(call) !== undefined && call.standing?.priority === 'P1' && !isAcknowledged(call);

/** `since`: when they became a P1 in line. */
export function p1InLine(scene: Scene<CallerCall>, wait: string, since = scene.now): void {
  if (isAcknowledged(scene.call)) return;
  const { id, vars } = scene.call;
  const alone = vars['provisional'] === 'yes' ? PROVISIONAL_SUMMON_AFTER_MS : SUMMON_AFTER_MS;
  scene.work({ do: 'summon', call: id, wait, asked: [] }, Math.max(scene.now, since + alone), `summon:${wait}`);
  scene.work({ do: 'tell', call: id, message: { tell: 'due', what: 'unanswered', of: wait } }, Math.max(scene.now, since + UNANSWERED_MS), `unanswered:${wait}`);
}

/** They are no P1 any more: nobody is woken for them. */
export function p1NoMore({ effects }: Scene<CallerCall>, wait: string): void {
  effects.cancel.push(`summon:${wait}`, `unanswered:${wait}`);
}

/**
 * Whoever has duty found no place among the phones that ring: from now on one is theirs. Where many are at work, the hunt would have
 * the next of them in every place that becomes free, and the ladder would come last.
 */
export function placeForDuty(scene: Scene<CallerCall>): void {
  const { standing } = scene.call;
  if (standing && standing.limit > 1 && !isAcknowledged(scene.call)) huntWith(scene, standing.limit - 1);
}

/** Somebody on duty has it: their place is the hunt's again. */
export function p1Acknowledged(scene: Scene<CallerCall>): void {
  const { standing } = scene.call;
  scene.set({ acknowledged: 'yes' });
  if (standing?.priority === 'P1' && lineOf(scene.call) !== undefined && scene.facts.wait?.state === 'waiting') huntWith(scene, standing.limit);
}

function huntWith(scene: Scene<CallerCall>, limit: number): void {
  const { wait } = scene.facts;
  if (wait && wait.limit !== limit) scene.floor({ verb: 'rerank', wait: wait.id, rank: wait.rank, limit });
}

/** A minute has gone. Somebody on duty who has it already needs no second word. */
export function p1Unanswered(scene: Scene<CallerCall>): void {
  scene.work({ do: 'alarm', what: 'p1-unanswered', about: scene.call.id });
  if (!isAcknowledged(scene.call)) openEscalation(scene, UNANSWERED, 'by-summons');
}

/** The ladder has rung somebody for nothing: the next of it. Whom the hunt rings is not waited for, and holds up nobody. */
export function nextOnDuty(scene: Scene<AgentCall>): void {
  const { caller, wait, duty } = scene.call;
  if (!duty?.asked || duty.acknowledged) return;
  scene.work({ do: 'summon', call: caller, wait, asked: duty.asked }, undefined, `summon:${wait}`);
}

/** They have it: nobody else is woken, while the phones of those at work go on ringing. */
export function acknowledgeP1(scene: Scene<AgentCall>): void {
  const { duty, caller, agent } = scene.call;
  if (!duty || duty.acknowledged) return;
  scene.call = { ...scene.call, duty: { ...duty, acknowledged: true } };
  acknowledgeEscalation(scene, UNANSWERED, agent);
  scene.tell(caller, { tell: 'acknowledged', agent });
}
