// The form of a demand in a centre file: its steps with who may answer, from when on and for which calls, and who goes first.
import { z } from 'zod';
import { PRIORITIES } from '../case/priority.ts';
import { ENTITLEMENTS, PLANS } from '../case/case.ts';
import { readWho } from '../routing/read-who.ts';
import type { PlacedAtom } from '../routing/read-who.ts';
import type { Conditions, RuleFact } from '../routing/rules.ts';
import { duration, language, name, whole, yesNo as isSo } from './value.ts';

/** Each step is one more set of classes a caller stands in. */
const STEPS_MAX = 12;
const FIRST_MAX = 12;
const VALUES_MAX = 20;

/** Classes any of which may answer, and every atom with its place. */
export interface WrittenWho {
  who: readonly string[];
  atoms: readonly PlacedAtom[];
}

const who = z.unknown().transform((value, context): WrittenWho => {
  const read = readWho(value);
  if (read.ok) return { who: read.who, atoms: read.atoms };
  for (const { path, message, hint } of read.problems) context.addIssue({ code: 'custom', path, message, params: { hint } });
  return z.NEVER;
});

const several = <Value extends z.ZodType<string>>(value: Value) =>
  z.preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(value).min(1, 'expected at least one').max(VALUES_MAX)).optional();
const one = <const Values extends readonly string[]>(values: Values) => z.enum(values, `expected ${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`);
const yesNo = several(one(['yes', 'no']));

const facts = {
  priority: several(one(PRIORITIES)),
  plan: several(one(PLANS)),
  entitlement: several(one(ENTITLEMENTS)),
  region: several(name),
  language: several(language),
  product: several(name),
  journey: several(name),
  escalated: yesNo, certified: yesNo, verified: yesNo, open: yesNo, 'network-down': yesNo, served: yesNo, 'expert-to-expert': yesNo, 'service-manager': yesNo,
} satisfies Record<RuleFact, z.ZodType>;

const when = z.strictObject(facts).transform((given): Conditions => Object.fromEntries(Object.entries(given).filter(([, values]) => values !== undefined)));

const step = z.strictObject({ who, after: duration('0s', '24h').optional(), when: when.optional(), interpreter: isSo.optional() });
const steps = z.array(step).min(1, 'expected at least one step').max(STEPS_MAX, `expected at most ${STEPS_MAX} steps`);
/** The store counts no further than a hundred callers ahead. */
const limit = z.strictObject({ waiting: whole(1, 100).optional(), wait: duration('1m', '4h').optional() })
  .refine(({ waiting, wait }) => waiting !== undefined || wait !== undefined, 'expected waiting: callers, wait: a time, or both');
const noLimit: z.output<typeof limit> = {};
const first = z.array(z.strictObject({ when, 'head-start': duration('1s', '30d') })).max(FIRST_MAX);

/** `at`: where the steps stand below the demand, which may be a list of them and nothing else. */
export const demandSchema = z.union([
  steps.transform((list) => ({ at: [] as string[], steps: list, first: [] as z.output<typeof first>, limit: noLimit })),
  z.strictObject({ steps, first: first.default([]), limit: limit.default({}) }).transform((demand) => ({ at: ['steps'], ...demand })),
], 'expected a list of steps, or steps: with first: and limit:');

export type WrittenDemand = z.output<typeof demandSchema>;
