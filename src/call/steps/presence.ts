// presence: says how somebody on the staff line stands, after setting it where the step says so.
import type { Presence } from '../../store/floor.ts';
import type { KnownPresence } from '../facts.ts';
import { noMisses } from '../misses.ts';
import { staffScene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const presence: StepKind<'presence'> = {
  enter(step, scene) {
    const staff = staffScene(scene);
    const { agent } = staff.call;
    if (agent === undefined) return { leave: 'gone' };
    const found = staff.known('presence');
    if (!found) return { need: { need: 'presence', agent } };
    if (found.is === 'gone') return { leave: 'gone' };
    const { set, prompt } = step.args;
    if (set === 'ready' && found.silent) return { leave: 'no-phone' };
    if (set !== undefined) {
      staff.floor({ verb: 'presence', agent, presence: set, until: found.latest, classes: found.classes, at: found.at });
      if (set === 'ready') staff.record('misses', agent, noMisses(staff.now));
      staff.journal('presence', { presence: set, by: 'staff-line' });
    }
    const { state, until, ...now } = set === undefined ? found : afterSetting(found, set);
    staff.spoken.push(staff.say(prompt, { now: staff.now, state, presence: now.presence, until: until ?? staff.now, zone: now.zone }));
    return { leave: 'next' };
  },
};

/** Whoever is rung, talks or wraps up stays so until that is over, and then is what they set; only `ready` ends wrap-up. */
export function afterSetting(now: KnownPresence, set: Presence): KnownPresence {
  const holds = now.state === 'busy' || now.state === 'offered' || (now.state === 'wrap' && set !== 'ready');
  return { ...now, presence: set, state: holds ? now.state : set, until: now.latest };
}
