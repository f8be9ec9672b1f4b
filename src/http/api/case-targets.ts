// GET /cases/{number}/targets: what its customer was promised, and who of management is told of it when.
import { z } from 'zod';
import { milestonesOf, type Watch } from '../../case/watch.ts';
import { PRIORITIES } from '../../case/priority.ts';
import { targetsOf } from '../../centre/targets.ts';
import type { Case } from '../../case/case.ts';
import { given, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';

export const targetsView = z
  .strictObject({
    number: z.string(),
    priority: z.enum(PRIORITIES),
    responseDue: time.optional().meta({ description: 'When the first answer was promised; absent where nobody knows when the case was opened.' }),
    updateDue: time.optional().meta({ description: 'When the customer is to hear of it next: so long after the last that happened to it.' }),
    ladder: z.array(z.strictObject({
      who: z.string(),
      name: z.string(),
      at: time.meta({ description: 'When they are told, if it is open then. Where nobody knows when it was opened, its age counts from when we first heard of it.' }),
      told: z.boolean(),
    })).meta({ description: 'In the order they fall due.' }),
  })
  .meta({ title: 'Targets of a case' });

export async function targetsIn({ store, centre, clock }: Pick<ApiParts, 'store' | 'centre' | 'clock'>, of: Case): Promise<z.output<typeof targetsView>> {
  const { priorities, regions, management } = centre();
  const kept = await store.records.get<Watch>('case-watch', of.number);
  const { responseDue, updateDue } = targetsOf(of, { priorities, regions });
  const milestones = milestonesOf(of, kept?.value.since ?? clock.now(), priorities[of.priority].ladderS);
  return {
    number: of.number, priority: of.priority, ...given('responseDue', text(responseDue)), ...given('updateDue', text(updateDue)),
    ladder: milestones.map(({ who, at }) => ({ who, name: management[who]?.name ?? who, at: timeText(at), told: kept?.value.told.includes(who) ?? false })),
  };
}

const text = (at: number | undefined): string | undefined => (at === undefined ? undefined : timeText(at));
