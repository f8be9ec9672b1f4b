// What the plans of a centre file say of its priorities: who goes straight to the senior engineers does so at any hour, and no P3 before a P2.
import { PLANS, type Plan } from '../case/case.ts';
import { PRIORITIES, type Priority } from '../case/priority.ts';
import type { Finding } from './issues.ts';
import { plansOf, prioritiesOf } from './made.ts';
import type { CentreFile } from './schema.ts';
import { isRoundTheClock } from './served.ts';

type Right = 'round-the-clock' | 'expert-to-expert';

export function plans(file: Pick<CentreFile, 'plans' | 'priorities'>): Finding[] {
  const centre = { priorities: prioritiesOf(file), plans: plansOf(file) };
  return PLANS.flatMap((plan): Finding[] => {
    const { phone, ...rights } = file.plans[plan];
    const named = (['round-the-clock', 'expert-to-expert'] as const).filter((right) => rights[right].length > 0);
    if (!phone) return named.map((right) => ({ path: ['plans', plan, right], message: `customers of '${plan}' may not call`, hint: `leave ${right}: out, or say phone: yes` }));
    return [...asleep(file, plan, (priority) => isRoundTheClock(centre, priority, plan)), ...gaps(file, plan, 'round-the-clock', (priority) => isRoundTheClock(centre, priority, plan))];
  });
}

/** Expert-to-Expert is a promise for every hour. */
function asleep({ plans: all }: Pick<CentreFile, 'plans'>, plan: Plan, isServed: (priority: Priority) => boolean): Finding[] {
  return all[plan]['expert-to-expert'].flatMap((priority, index): Finding[] => (isServed(priority) ? [] : [{
    path: ['plans', plan, 'expert-to-expert', index], message: `${priority} of '${plan}' would reach nobody at night`, hint: `add ${priority} to round-the-clock`,
  }]));
}

function gaps({ plans: all }: Pick<CentreFile, 'plans'>, plan: Plan, right: Right, isServed: (priority: Priority) => boolean): Finding[] {
  return all[plan][right].flatMap((priority, index): Finding[] => {
    const above = PRIORITIES[PRIORITIES.indexOf(priority) - 1];
    return above === undefined || isServed(above) ? [] : [{ path: ['plans', plan, right, index], message: `${priority} would be worked on at night, and ${above} would not` }];
  });
}
