// call-back: on the staff line, the customer who left the message is rung by the agent's own leg. It is theirs from the key on, so that nobody else calls as well.
import { lineFor } from '../begin.ts';
import type { StaffCall } from '../call.ts';
import type { CallEvent, OutsideEnd } from '../event.ts';
import type { KnownMessage, Need } from '../facts.ts';
import { RING_S } from '../outside.ts';
import { staffScene, type Outcome, type Scene } from '../scene.ts';
import type { Called } from '../voicemail.ts';
import type { StepKind } from './kind.ts';
import { change } from './message.ts';

export const callBack: StepKind<'call-back'> = {
  enter(step, scene) {
    const staff = staffScene(scene);
    const { agent, heard = [] } = staff.call;
    const found = messageOf(staff, heard.at(-1));
    if (found && 'need' in found) return found;
    if (!found || agent === undefined) return { leave: 'none' };
    const { version, value } = found;
    const called: Called = { at: staff.now, by: agent };
    if (!change(staff, { version, value: { ...value, called: [...(value.called ?? []), called] } }, { to: 'claimed', by: agent }, step.args.prompt)) return { leave: 'none' };
    return { stay: { is: 'calling-back', voicemail: value.id }, tell: [{ do: 'again' }] };
  },
  on(_step, scene, event) {
    const staff = staffScene(scene);
    const { doing } = staff.call;
    if (doing.is !== 'calling-back') return { keep: doing };
    const found = messageOf(staff, doing.voicemail);
    if (found && 'need' in found) return found;
    return doing.dialled ? cameBack(staff, event, found) : event.kind === 'again' ? ring(staff, found) : { keep: doing };
  },
};

/** One of those they may hear; nothing where it is gone, or somebody else's by now. */
function messageOf(staff: Scene<StaffCall>, id: string | undefined): KnownMessage | { need: Need } | undefined {
  const known = staff.known('messages');
  if (!known) return { need: { need: 'messages', agent: staff.call.agent ?? '' } };
  return known.find(({ value }) => value.id === id);
}

function ring(staff: Scene<StaffCall>, found: KnownMessage | undefined): Outcome {
  if (!found) return { leave: 'none' };
  const { value: { id, call, caller }, line = '' } = found;
  if (caller.kind !== 'number') return refused(staff, found, 'no-number');
  const shows = lineFor(staff.centre, line).number;
  const gate = staff.known('gate');
  if (!gate) return { need: { need: 'gate', to: caller.number, from: shows, use: 'callback' } };
  if (!gate.ok) return refused(staff, found, gate.why);
  staff.journal('voicemail-calling', { call, voicemail: id });
  return { stay: { is: 'calling-back', voicemail: id, dialled: true }, tell: [{ do: 'connect', to: caller.number, shows, ringS: RING_S, star: true }] };
}

function refused(staff: Scene<StaffCall>, found: KnownMessage, reason: string): Outcome {
  note(staff, found, 'refused');
  staff.spoken.push(staff.say('staff.call-refused', { reason }));
  return { leave: 'not-reached' };
}

/** Whoever hung up themselves is not told anything, and what became of it nobody knows. */
function cameBack(staff: Scene<StaffCall>, event: CallEvent, found: KnownMessage | undefined): Outcome {
  if (event.kind !== 'outside-over' || event.gone) return { keep: staff.call.doing };
  if (found) note(staff, found, event.status);
  if (event.status === 'reached') return { leave: 'reached' };
  staff.spoken.push(staff.say('staff.call-not-reached', { reason: event.status }));
  return { leave: 'not-reached' };
}

function note(staff: Scene<StaffCall>, { version, value }: KnownMessage, outcome: OutsideEnd | 'refused'): void {
  const { called = [], id, call } = value;
  const last = called.at(-1);
  if (last) staff.effects.records.push({ kind: 'voicemail', id, value: { ...value, called: [...called.slice(0, -1), { ...last, outcome }] }, was: version });
  staff.journal('voicemail-called', { call, voicemail: id, outcome });
}
