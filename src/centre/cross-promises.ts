// What a centre file promises by priority: nobody has less than whoever is less urgent, and no promise to a P1 sleeps at night.
import { PRIORITIES, type Priority } from '../case/priority.ts';
import type { TimeSpan } from '../case/time-span.ts';
import type { Finding } from './issues.ts';
import type { CentreFile } from './schema.ts';

export function promises({ priorities: all }: Pick<CentreFile, 'priorities'>): Finding[] {
  return PRIORITIES.flatMap((priority, index) => {
    const above = PRIORITIES[index - 1];
    return [...sleepless(all, priority), ...(above === undefined ? [] : upside(all, priority, above))];
  });
}

/** Promised times, and the clock each runs on. */
const SPANS = ['response', 'updates'] as const;

type Priorities = CentreFile['priorities'];

/** A P1 is worked on at every hour; what is promised of such a priority runs by the clock on the wall. */
function sleepless(all: Priorities, priority: Priority): Finding[] {
  const { hours } = all[priority];
  if (priority === 'P1' && hours !== 'always') return [{ path: ['priorities', priority, 'hours'], message: 'a P1 is worked on at every hour', hint: 'expected always' }];
  return hours !== 'always' ? [] : SPANS.filter((span) => all[priority][span].unit !== 'clock').map((span) => ({
    path: ['priorities', priority, span], message: span === 'response' ? `a ${priority} is answered at every hour` : `the customer of a ${priority} hears of it at every hour`, hint: 'expected a time without business in it, such as 1 hour',
  }));
}

function upside(all: Priorities, priority: Priority, above: Priority): Finding[] {
  const [own, more] = [all[priority], all[above]];
  return [
    ...SPANS.filter((span) => isSooner(own[span], more[span])).map((span) => ({
      path: ['priorities', priority, span], message: `${priority} would ${span === 'response' ? 'be answered sooner' : 'hear more often'} than the priority above it`,
    })),
    ...Object.entries(own.ladder).filter(([who, age]) => age < (more.ladder[who] ?? Infinity)).map(([who]) => ({
      path: ['priorities', priority, 'ladder', who], message: `'${who}' would be told of a ${priority} sooner than of a ${above}`,
    })),
    ...(own.hours === 'always' && more.hours !== 'always' ? [{ path: ['priorities', priority, 'hours'], message: `${priority} would be worked on at night, and ${above} would not` }] : []),
  ];
}

const isSooner = (one: TimeSpan, other: TimeSpan): boolean =>
  (one.unit === 'business-days' ? other.unit === one.unit && one.days < other.days : other.unit === one.unit && one.ms < other.ms);
