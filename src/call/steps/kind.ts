// What every verb's step is to the core: something to enter, and perhaps something that waits there for events.
import type { Flows, StepOf, Verb } from '../../flow/verbs.ts';
import type { CallEvent } from '../event.ts';
import type { Outcome, Scene } from '../scene.ts';

export interface StepKind<V extends Verb> {
  /** The call has come to this step. */
  enter(step: StepOf<V>, scene: Scene, flows: Flows): Outcome;
  /** Something happened while the call waits at this step; a step without it is entered again. */
  on?(step: StepOf<V>, scene: Scene, event: CallEvent, flows: Flows): Outcome;
}
