// Who is worked for at any hour: by their priority, or by the plan of their contract. Everybody else in the hours of their region.
import { type Plan, PLANS } from '../case/case.ts';
import type { Priority } from '../case/priority.ts';
import type { Centre } from './centre.ts';

type Served = Pick<Centre, 'priorities' | 'plans'>;

/** Neither the hours of a region nor the emergency switch closes them. */
export const isRoundTheClock = ({ priorities, plans }: Served, priority: Priority, plan: Plan | undefined): boolean =>
  priorities[priority].hours === 'always' || (plan !== undefined && plans[plan].roundTheClock.includes(priority));

/** Straight to the senior engineers, at any hour. */
export const isExpertToExpert = ({ plans }: Pick<Centre, 'plans'>, priority: Priority, plan: Plan | undefined): boolean =>
  plan !== undefined && plans[plan].expertToExpert.includes(priority);

/** A plan as a call tells it. */
export const readPlan = (text: string): Plan | undefined => PLANS.find((plan) => plan === text);
