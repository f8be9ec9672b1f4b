// set: variables of the call. A value that begins with `$` copies another variable; `language` is what the call is spoken in.
import { isCaller } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const set: StepKind<'set'> = {
  enter(step, scene) {
    const values = Object.entries(step.args).map(([name, value]): [string, string] => [name, value.startsWith('$') ? (scene.call.vars[value.slice(1)] ?? '') : value]);
    const { language, ...vars } = Object.fromEntries(values);
    scene.set(vars);
    if (language !== undefined && isCaller(scene)) scene.call = { ...scene.call, language };
    return { leave: 'next' };
  },
};
