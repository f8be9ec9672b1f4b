// A page by voice: whoever does not acknowledge it is followed by the next on the duty ladder.
import type { PageCall } from './call.ts';
import type { Message } from './event.ts';
import type { Outcome, Scene } from './scene.ts';

export function pageHears(scene: Scene<PageCall>, message: Message): Outcome {
  const { doing } = scene.call;
  if (message.tell !== 'not-dialled' || doing.is === 'over') return { keep: doing };
  pageEnded(scene);
  return { keep: { is: 'over', at: scene.now, how: 'failed' } };
}

export function pageEnded(scene: Scene<PageCall>): void {
  const { acknowledged, escalation, rung, agent } = scene.call;
  scene.journal('page-ended', { escalation: escalation.id, agent, acknowledged });
  if (!acknowledged) scene.work({ do: 'page', escalation, rung: rung + 1 }, 0, `ring:${escalation.id}`);
}
