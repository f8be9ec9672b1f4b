// What changes from one version of the flows to the next, in the words of the flows.
import { canonical } from './hash.ts';
import type { Flow, Flows, Step } from './verbs.ts';

export type FlowChange = { flow: string } & (
  | { what: 'flow'; change: 'added' | 'removed' }
  | { what: 'start' | 'kind'; change: 'changed'; was: string; now: string }
  | { what: 'step'; step: string; change: 'added' | 'removed'; verb: string }
  /** The step now does something else altogether. */
  | { what: 'verb'; step: string; change: 'changed'; was: string; now: string }
  | { what: 'argument'; step: string; argument: string; change: 'changed'; was: string; now: string }
  | { what: 'argument'; step: string; argument: string; change: 'added'; now: string }
  | { what: 'argument'; step: string; argument: string; change: 'removed'; was: string }
  | { what: 'way'; step: string; way: string; change: 'changed'; was: string; now: string }
  | { what: 'way'; step: string; way: string; change: 'added'; now: string }
  | { what: 'way'; step: string; way: string; change: 'removed'; was: string }
);

/** All changes, flow by flow and step by step; none where only layout and comments differ. */
export function diffFlows(before: Flows, after: Flows): FlowChange[] {
  return namesOf(before.flows, after.flows).flatMap((flow): FlowChange[] => {
    const [was, now] = [own(before.flows, flow), own(after.flows, flow)];
    if (was && now) return flowChanges(was, now);
    return [{ flow, what: 'flow', change: was ? 'removed' : 'added' }];
  });
}

function flowChanges(before: Flow, after: Flow): FlowChange[] {
  const flow = after.name;
  const heads = (['kind', 'start'] as const).flatMap((what): FlowChange[] => (
    before[what] === after[what] ? [] : [{ flow, what, change: 'changed', was: before[what], now: after[what] }]
  ));
  return [...heads, ...namesOf(before.steps, after.steps).flatMap((step): FlowChange[] => {
    const [was, now] = [own(before.steps, step), own(after.steps, step)];
    if (was && now) return stepChanges(flow, step, was, now);
    const only = was ?? now;
    return only ? [{ flow, what: 'step', step, change: was ? 'removed' : 'added', verb: only.verb }] : [];
  })];
}

function stepChanges(flow: string, step: string, before: Step, after: Step): FlowChange[] {
  const ways = changes(before.ways, after.ways).map(([way, change]): FlowChange => ({ flow, what: 'way', step, way, ...change }));
  if (before.verb !== after.verb) return [{ flow, what: 'verb', step, change: 'changed', was: before.verb, now: after.verb }, ...ways];
  return [...changes(written(before), written(after)).map(([argument, change]): FlowChange => ({ flow, what: 'argument', step, argument, ...change })), ...ways];
}

type Change = { change: 'added'; now: string } | { change: 'removed'; was: string } | { change: 'changed'; was: string; now: string };

function changes(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): [string, Change][] {
  return namesOf(before, after).flatMap((name): [string, Change][] => {
    const [was, now] = [own(before, name), own(after, name)];
    if (was === now) return [];
    if (was === undefined) return now === undefined ? [] : [[name, { change: 'added', now }]];
    return [[name, now === undefined ? { change: 'removed', was } : { change: 'changed', was, now }]];
  });
}

/** The arguments as texts; the rules of a `when` by their number. */
function written({ args }: Step): Record<string, string> {
  const entries = Array.isArray(args) ? args.map((rule, index) => [`rule ${index + 1}`, rule as unknown] as const) : Object.entries(args);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value : canonical(value)]));
}

/** The names of both, those of the new version first and in its order. */
const namesOf = (before: object, after: object): string[] => [...new Set([...Object.keys(after), ...Object.keys(before)])];

const own = <T>(map: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(map, name) ? map[name] : undefined);

/** The changes as people read them: one line each under the name of their flow; empty where nothing changes. */
export function printDiff(list: readonly FlowChange[]): string {
  const flows = [...new Set(list.map(({ flow }) => flow))];
  return flows.map((flow) => [flow, ...list.filter((change) => change.flow === flow).map((change) => `  ${printChange(change)}`)].join('\n')).join('\n');
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

function printChange(change: FlowChange): string {
  const sign = signs[change.change];
  switch (change.what) {
    case 'flow': return `${sign} the whole flow`;
    case 'start': case 'kind': return `${sign} ${change.what}: ${change.now} (was ${change.was})`;
    case 'step': return `${sign} ${change.step} (${change.verb})`;
    case 'verb': return `${sign} ${change.step}: ${change.now} (was ${change.was})`;
    case 'argument': return `${sign} ${change.step}: ${change.argument} ${sides(change)}`;
    case 'way': return `${sign} ${change.step}: –${change.way}→ ${sides(change)}`;
  }
}

const sides = (change: Change): string => (change.change === 'removed' ? change.was : change.change === 'added' ? change.now : `${change.now} (was ${change.was})`);
