// switch: on the staff line, turns the emergency switch as the variables `turn`, `team`, `region` and `announcement` say.
import { keepingHours } from '../../door/door.ts';
import { announcing, heldAt, silent, withDoor, without, type EmergencySwitch } from '../../door/switch.ts';
import type { StaffCall } from '../call.ts';
import { staffScene, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const switchIt: StepKind<'switch'> = {
  enter(_step, scene) {
    const staff = staffScene(scene);
    const kept = staff.known('switch');
    if (!kept) return { need: { need: 'switch' } };
    const turned = staff.call.supervisor ? turn(staff, heldAt(kept.value, staff.now)) : undefined;
    // The centre file may have changed since they chose.
    if (!turned) return { leave: 'refused' };
    staff.effects.records.push({ kind: 'switch', id: kept.id, was: kept.version, value: turned });
    const { turn: what = '', team = '', region = '', announcement = '' } = staff.call.vars;
    staff.journal('switch', { turn: what, by: staff.call.agent, ...(what === 'announce' ? { announcement } : what === 'silence' ? {} : { team, ...(region !== '' && { region }) }) });
    staff.work({ do: 'alarm', what: 'switch', about: what });
    return { leave: 'next' };
  },
};

function turn(scene: Scene<StaffCall>, set: EmergencySwitch): EmergencySwitch | undefined {
  const { call, now, centre } = scene;
  const { turn: what, team = '', region = '', announcement = '' } = call.vars;
  const by = call.agent ?? '';
  const where = { team, ...(region !== '' && { region }) };
  if (what === 'silence') return silent(set);
  if (what === 'announce') {
    const prepared = Object.hasOwn(centre.announcements, announcement) ? centre.announcements[announcement] : undefined;
    return prepared && announcing(set, { id: scene.id(), texts: prepared.texts, at: now, by });
  }
  if (!keepingHours(centre).includes(team) || (region !== '' && !Object.hasOwn(centre.regions, region))) return undefined;
  switch (what) {
    case 'close': return withDoor(set, { ...where, is: 'closed', at: now, by });
    case 'open': return withDoor(set, { ...where, is: 'open', at: now, by });
    case 'normal': return without(set, where);
    default: return undefined;
  }
}
