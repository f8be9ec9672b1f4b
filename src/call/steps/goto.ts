// goto, call, return: from flow to flow.
import { startOf } from '../place.ts';
import type { StepKind } from './kind.ts';

export const gotoFlow: StepKind<'goto'> = {
  enter: (step, _scene, flows) => ({ to: step.args.step === undefined ? startOf(flows, step.args.flow) : { flow: step.args.flow, step: step.args.step } }),
};

export const callFlow: StepKind<'call'> = {
  enter(step, scene, flows) {
    scene.call = { ...scene.call, back: [...scene.call.back, scene.call.at] };
    return { to: startOf(flows, step.args.flow) };
  },
};

export const returnFlow: StepKind<'return'> = {
  enter(_step, scene) {
    const at = scene.call.back.at(-1);
    if (!at) throw new Error(`step ${scene.call.at.flow}/${scene.call.at.step} returns from a flow that nothing called`);
    scene.call = { ...scene.call, at, back: scene.call.back.slice(0, -1) };
    return { leave: 'next' };
  },
};
