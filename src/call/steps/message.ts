// message: on the staff line, the next message for whoever has signed in, again, or what becomes of it.
import type { KnownMessage } from '../facts.ts';
import { staffScene, type Scene } from '../scene.ts';
import type { StaffCall } from '../call.ts';
import { changeOf } from '../voicemail.ts';
import type { StepKind } from './kind.ts';

export const message: StepKind<'message'> = {
  enter(step, scene) {
    const staff = staffScene(scene);
    const { agent, heard = [] } = staff.call;
    if (agent === undefined) return { leave: 'none' };
    const known = staff.known('messages');
    if (!known) return { need: { need: 'messages', agent } };
    const { do: what, prompt } = step.args;
    const one = what === 'next' ? known.find(({ value }) => !heard.includes(value.id)) : known.find(({ value }) => value.id === heard.at(-1));
    if (!one) {
      // Whoever asks once more begins with the oldest again; one that somebody else took meanwhile is not theirs any more.
      staff.call = { ...staff.call, heard: what === 'next' ? [] : heard };
      return { leave: 'none' };
    }
    if (what === 'next') staff.call = { ...staff.call, heard: [...heard, one.value.id] };
    if (what === 'next' || what === 'again') tell(staff, one, prompt);
    else change(staff, one, { to: what, by: agent }, prompt);
    return { leave: 'next' };
  },
};

/** What it is about, and then its sound. */
function tell(staff: Scene<StaffCall>, { value, isKept }: KnownMessage, prompt: string): void {
  const seconds = Math.round(value.parts.reduce((sum, part) => sum + part.seconds, 0));
  staff.spoken.push(staff.say(prompt, { case: value.case ?? '', seconds, waited: Math.max(0, Math.round((staff.now - value.at) / 1000)) }));
  staff.spoken.push(isKept ? { do: 'sound', voicemail: value.id, seconds } : staff.say('staff.message-no-sound'));
  staff.journal('voicemail-heard', { call: value.call, voicemail: value.id });
}

/** Two who take the same one at once: of their commits the second is too late, and decided again. */
export function change(staff: Scene<StaffCall>, kept: Pick<KnownMessage, 'version' | 'value'>, to: { to: 'claimed' | 'done'; by: string }, prompt: string): boolean {
  const written = changeOf(kept, to, { now: staff.now, centre: staff.centre, who: { agent: to.by, by: 'staff-line' } });
  if ('refused' in written) {
    staff.spoken.push(staff.say('staff.message-taken'));
    return false;
  }
  const { records, work, cancel, journal } = staff.effects;
  records.push(...written.records);
  work.push(...written.work);
  cancel.push(...written.cancel);
  journal.push(...written.journal);
  staff.spoken.push(staff.say(prompt));
  return true;
}
