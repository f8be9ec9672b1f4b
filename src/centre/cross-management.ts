// Who of management is told of cases that grow old: each a role with a phone that may be texted, and on some ladder.
import { PRIORITIES } from '../case/priority.ts';
import { hintFor } from '../flow/nearest.ts';
import { mayDial } from '../phone/outgoing.ts';
import type { Finding } from './issues.ts';
import { refusedPhone } from './refused-phone.ts';
import type { CentreFile } from './schema.ts';

export function management({ management: all, priorities, outgoing }: Pick<CentreFile, 'management' | 'priorities' | 'outgoing'>): Finding[] {
  const ladders = PRIORITIES.flatMap((priority) => Object.keys(priorities[priority].ladder).map((who) => ({ priority, who })));
  const unknown = ladders.filter(({ who }) => !Object.hasOwn(all, who)).map(({ priority, who }): Finding => ({
    path: ['priorities', priority, 'ladder', who], key: true, message: `there is no '${who}' in management`, ...hintFor(who, Object.keys(all)),
  }));
  const theirs = Object.entries(all).flatMap(([who, { phone }]): Finding[] => {
    const dial = mayDial(phone, { countries: outgoing.countries, samples: true }, 'page');
    const idle: Finding[] = ladders.some((each) => each.who === who) ? [] : [{ path: ['management', who], key: true, level: 'warning', message: `nobody is told of anything as '${who}'`, hint: 'add it to the ladder of a priority' }];
    return [...(dial.ok ? [] : [refusedPhone(dial.why, ['management', who, 'phone'])]), ...idle];
  });
  return [...unknown, ...theirs];
}
