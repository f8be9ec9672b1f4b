// Opens an escalation, and pages whoever has duty when nobody could come.
import type { CallerCall } from './call.ts';
import type { EscalationRecord } from './escalation.ts';
import { callerOf, customerOf, type Scene } from './scene.ts';
import { caseOf } from './values.ts';

/** One for each call; opened again, it says what is so now. */
export function openEscalation(scene: Scene, reason: string, paged: boolean): void {
  const record = recordOf(scene, reason, paged);
  scene.record('escalation', record.id, record);
  scene.journal('escalation', { escalation: record.id, reason, paged });
  if (paged) page(scene, record);
}

/** The reason of a P1 whom nobody took in time. */
export const UNANSWERED = 'unanswered';

/** A P1 is taken, or has gone: phones that were rung because nobody came are let be. */
export function unansweredNoMore(scene: Scene<CallerCall>): void {
  if (scene.call.vars['paged'] !== 'yes') return;
  scene.set({ paged: 'no' });
  scene.work({ do: 'page-over', escalation: escalationId(scene) });
}

const escalationId = (scene: Scene): string => `e-${callerOf(scene.call)}`;

function recordOf(scene: Scene, reason: string, paged: boolean): EscalationRecord {
  const { call } = scene;
  const customer = customerOf(scene);
  const number = caseOf({ call, customer, facts: scene.facts });
  return {
    id: escalationId(scene), call: callerOf(call), reason, at: scene.now, state: paged ? 'paged' : 'asked', region: customer?.region ?? '',
    ...(number === undefined ? {} : { case: number }),
    ...(customer ? { caller: customer.from } : {}),
    ...(call.role === 'agent' ? { by: call.agent } : {}),
  };
}

function page(scene: Scene, record: EscalationRecord): void {
  const { values } = scene.say('page.escalation', { reason: record.reason });
  scene.work({ do: 'page', escalation: record, rung: 0 }, 0, `ring:${record.id}`);
  scene.work({ do: 'text', to: { duty: record.region }, about: record.id, key: 'page.escalation', values }, 0, `page:${record.id}`);
}
