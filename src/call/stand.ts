// Into a line: a place on the floor, kept on the call with all that it takes to have it again.
import type { Priority } from '../case/priority.ts';
import type { LinePlace } from '../store/floor.ts';
import type { CallerCall, Standing } from './call.ts';
import type { LineUp } from './line-up.ts';
import type { Scene } from './scene.ts';
import { p1InLine } from './summon.ts';
import { visitOf } from './visit.ts';

export interface RankedPlace extends LinePlace {
  priority: Priority;
}

/** The id of the wait. */
export function standInLine(scene: Scene<CallerCall>, where: Pick<Standing, 'demand' | 'hold' | 'reach'>, { steps, staffed }: LineUp, { classes, priority, rank, joined }: RankedPlace): string {
  const { demand, hold, reach } = where;
  const limit = scene.centre.priorities[priority].offers;
  const wait = scene.id();
  scene.floor({ verb: 'join', wait: { id: wait, call: scene.call.id, rank, joined, steps, limit } });
  if (priority === 'P1') p1InLine(scene, wait);
  const standing: Standing = { demand, hold, reach, classes, priority, joined, entered: scene.now, rank, limit, ...(staffed && { staffed }) };
  scene.call = { ...scene.call, standing };
  scene.journal('joined', { wait, ...visitOf(scene.call, standing) });
  return wait;
}
