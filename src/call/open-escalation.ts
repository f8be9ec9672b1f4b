// Opens an escalation, and pages whoever has duty when nobody could come.
import type { EscalationRecord } from './escalation.ts';
import { callerOf, customerOf, type Scene } from './scene.ts';
import { caseOf } from './values.ts';

/** Who is told: nobody, whoever has duty, or whoever has duty and is rung for this caller anyway. */
type Paged = 'no' | 'by-page' | 'by-summons';

/** One for each call; opened again, it says what is so now. */
export function openEscalation(scene: Scene, reason: string, paged: Paged): void {
  const record = recordOf(scene, reason, paged === 'no' ? 'asked' : 'paged');
  scene.record('escalation', record.id, record);
  scene.journal('escalation', { escalation: record.id, reason, paged: paged !== 'no' });
  if (paged === 'by-page') page(scene, record);
}

/** Somebody on duty has it. */
export function acknowledgeEscalation(scene: Scene, reason: string, owner: string): void {
  const record = recordOf(scene, reason, 'acknowledged');
  scene.record('escalation', record.id, { ...record, owner });
  scene.journal('acknowledged', { escalation: record.id, agent: owner });
}

const escalationId = (scene: Scene): string => `e-${callerOf(scene.call)}`;

function recordOf(scene: Scene, reason: string, state: EscalationRecord['state']): EscalationRecord {
  const { call } = scene;
  const customer = customerOf(scene);
  const number = caseOf({ call, customer, facts: scene.facts });
  return {
    id: escalationId(scene), call: callerOf(call), reason, at: scene.now, state, region: customer?.region ?? '',
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
