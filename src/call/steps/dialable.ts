// dialable: a number that we would ring, where a caller wants to be called back, or an agent gives them. It is kept once it may be rung.
import { numbersOf } from '../../centre/centre.ts';
import { isEmergency } from '../../phone/emergency.ts';
import { keyedNumber } from '../../phone/keyed.ts';
import { type E164, readPhone } from '../../phone/number.ts';
import { mayCallAgain, mayDial, type OutgoingUse } from '../../phone/outgoing.ts';
import type { CallerCall } from '../call.ts';
import { openingFor } from '../callback.ts';
import { isAgent, isCaller, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

/** Where the number stands until it is promised, or given to. */
export const CALLBACK_NUMBER = 'callback-number';
export const OUTSIDE_NUMBER = 'outside-number';
/** Why the last one was none, for the prompt that says so. */
export const REFUSAL = 'refusal';

export const dialable: StepKind<'dialable'> = {
  enter(step, scene) {
    const { by, tries } = step.args;
    const [use, into]: [OutgoingUse, string] = isAgent(scene) ? ['transfer', OUTSIDE_NUMBER] : ['callback', CALLBACK_NUMBER];
    const keyed = by === undefined ? undefined : scene.call.vars[by] ?? '';
    const judged = keyed !== undefined && isEmergency(keyed) ? no('emergency') : judge(scene, keyed === undefined ? calling(scene) : keyedNumber(keyed, homeOf(scene)), use);
    if (judged.ok) return isCaller(scene) ? callable(scene, judged.number) : kept(scene, into, judged.number);
    scene.journal('outgoing-refused', { use, why: judged.why });
    scene.set({ [REFUSAL]: judged.why });
    return by === undefined ? { leave: 'no' } : refused(scene, tries);
  },
};

function kept(scene: Scene, into: string, number: E164): Outcome {
  scene.set({ [into]: number, 'number-tries': '0' });
  return { leave: 'yes' };
}

/** Nobody is promised what the gate would refuse when the time has come. */
function callable(scene: Scene<CallerCall>, number: E164): Outcome {
  const called = scene.known('calledBack');
  if (called === undefined) return { need: { need: 'called-back', number } };
  if (mayCallAgain(called, (openingFor(scene) ?? scene.now) - scene.now)) return kept(scene, CALLBACK_NUMBER, number);
  scene.journal('outgoing-refused', { use: 'callback', why: 'number-cap' });
  return { leave: 'too-often' };
}

const calling = (scene: Scene): string | undefined => (isCaller(scene) && scene.call.from.kind === 'number' ? scene.call.from.number : undefined);

/** The country whose numbers are keyed without it. */
function homeOf(scene: Scene): string | undefined {
  if (isCaller(scene)) return scene.call.country;
  const phone = isAgent(scene) ? readPhone(scene.call.phone) : undefined;
  return phone?.ok ? phone.country : undefined;
}

type Judged = { ok: true; number: E164 } | { ok: false; why: string };
const no = (why: string): Judged => ({ ok: false, why });

/** One of our own lines would answer us, and ring us again. */
function judge({ centre }: Scene, number: string | undefined, use: OutgoingUse): Judged {
  if (number === undefined) return no('not-a-number');
  const may = mayDial(number, centre.outgoing, use);
  return may.ok && numbersOf(centre).includes(may.number) ? no('own') : may;
}

function refused(scene: Scene, most: number): Outcome {
  const tries = Number(scene.call.vars['number-tries'] ?? '0') + 1;
  const isLast = tries >= most;
  scene.set({ 'number-tries': isLast ? '0' : String(tries) });
  return { leave: isLast ? 'missed' : 'no' };
}
