// The verbs of the flow language: what each step may be given, and by which ways it may be left.
import { z } from 'zod';

/** A prompt's key in the locale files, such as `front.menu`. */
const prompt = z.string().regex(/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/, 'expected a prompt key such as front.menu');
const seconds = (most: number) => z.number().min(0).max(most);
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name in lower case with dashes');

/** Keys the caller may type as a whole, ended by `#`, and how they are read. */
export const patterns = ['case-number', 'digits'] as const;
export type Pattern = (typeof patterns)[number];

/** The facts a `when` may look at; a flow that names another one is refused. */
export const conditionFacts = [
  'journey', 'priority', 'provisional', 'region', 'language', 'open', 'verified', 'plan', 'entitlement', 'assigned', 'case', 'consulted',
  'product', 'escalated', 'certified', 'network-down', 'supervisor', 'served', 'expert-to-expert', 'service-manager',
] as const;

/** What a caller may choose where nobody is at work. */
export const closedChoices = ['voicemail', 'care', 'down', 'callback'] as const;

export interface VerbRules {
  args: z.ZodType;
  /** Ways out that must be wired. */
  ways: readonly string[];
  /** Ways out that may be wired. */
  mayHave?: readonly string[];
  /** Single keys (0-9 * #) are ways out. */
  keys?: boolean;
  /** Further ways out come from elsewhere: a `when`'s rules, a hold flow's `leave` steps. */
  open?: boolean;
  /** The steps that only make sense in one kind of flow. */
  onlyIn?: 'hold' | 'agent' | 'staff';
  /** This step waits for the caller or for time, so a loop through it is not endless within one turn. */
  waits?: boolean;
  /** A loop may not count on this step to bound its tries. */
  bounded?: boolean;
}

const menu = z.strictObject({
  prompt,
  /** Whatever a supervisor has announced is said before it, once. */
  announcement: z.boolean().default(false),
  /** Said from the second try on. */
  again: prompt.optional(),
  /** Tries before the way `missed`. */
  misses: z.number().int().min(1).max(5).default(3),
  timeout: seconds(20).default(4),
  /** Also take a typed number, ended by `#`, and leave by `number`. */
  number: z.enum(patterns).optional(),
  into: name.optional(),
});

const ask = z.strictObject({
  prompt,
  again: prompt.optional(),
  pattern: z.enum(patterns),
  into: name,
  misses: z.number().int().min(1).max(5).default(3),
  timeout: seconds(20).default(5),
  /** Longest answer for the pattern `digits`. */
  most: z.number().int().min(1).max(20).default(12),
});

/** Questions of the staff line. What is keyed goes no further than the step that asks. */
const staffQuestion = {
  prompt,
  again: prompt.optional(),
  misses: z.number().int().min(1).max(5).default(3),
  timeout: seconds(20).default(6),
};

const closed = z.strictObject({
  prompt,
  again: prompt.optional(),
  misses: z.number().int().min(1).max(5).default(3),
  timeout: seconds(20).default(5),
  /** Which key is for what. */
  keys: z.record(z.string().regex(/^[0-9*#]$/, 'expected a key 0-9, * or #'), z.enum(closedChoices)),
});

const condition = z.partialRecord(z.enum(conditionFacts), z.union([z.string(), z.array(z.string()).min(1)]));

export const verbs = {
  /** Say a prompt and go on. */
  say: { args: z.strictObject({ prompt }), ways: ['next'] },
  /** Offer keys, and perhaps a typed number, on one prompt. Silence counts as a miss unless `quiet` is wired. */
  menu: { args: menu, ways: ['missed'], mayHave: ['number', 'quiet', 'start-again'], keys: true, waits: true, bounded: true },
  /** Ask for digits. `#` alone leaves by `empty` where that is wired. */
  ask: { args: ask, ways: ['next', 'missed'], mayHave: ['empty'], waits: true, bounded: true },
  /** Write variables of the call. */
  set: { args: z.record(name, z.string()), ways: ['next'] },
  /** Look a case up by the number in a variable. What a stranger may not know leaves by `unknown`, the last try by `missed`. */
  find: {
    args: z.strictObject({ what: z.literal('case'), by: name, tries: z.number().int().min(1).max(5).default(3) }),
    ways: ['found', 'closed', 'unknown', 'missed', 'not-entitled', 'failed'],
    bounded: true,
  },
  /** Look the caller up by the number they call from; the fact `plan` is theirs then. */
  recognise: { args: z.strictObject({}), ways: ['known', 'unknown', 'failed'] },
  /** Choose by facts: the first rule that holds names the way out, else `otherwise`. */
  when: { args: z.array(z.strictObject({ is: condition, go: name })).min(1), ways: ['otherwise'], open: true },
  /** Nobody is at work: ask the caller what they would rather do, and keep a record of the call. */
  closed: { args: closed, ways: ['missed'], mayHave: closedChoices, waits: true, bounded: true },
  /** Count something against a limit per calling number. */
  allow: { args: z.strictObject({ what: name, times: z.number().int().min(1), hours: z.number().min(0.1).max(720) }), ways: ['yes', 'no'] },
  /** Say that conversations of this demand are recorded, where they are, before anybody answers. One key refuses, or agrees where a country asks for that. */
  record: { args: z.strictObject({ demand: name, announce: prompt.default('recording.announce'), ask: prompt.default('recording.ask'), timeout: seconds(10).default(3) }), ways: ['next'], waits: true },
  /** Stand in line for the people a demand names, listening to a hold flow meanwhile. `full`: as many wait there as may; `promised`: they have a callback open for this. */
  reach: { args: z.strictObject({ demand: name, hold: name }), ways: ['answered', 'unavailable'], mayHave: ['full', 'promised'], open: true, waits: true },
  /** One round of waiting: words, then music. No key leaves by `next`; the line's longest wait is over: `too-long`; the last who could answer has gone: `unstaffed`; the emergency switch has closed the line: `closed`. */
  hold: {
    args: z.strictObject({
      prompt: prompt.optional(),
      music: seconds(120).default(20),
      /** Also say how many are ahead, when that is fewer than was last said. */
      position: z.boolean().default(false),
      /** Also say how long it will be, when that is new, better, or longer than was said. */
      'how-long': z.boolean().default(false),
    }),
    ways: ['next'], mayHave: ['closed', 'too-long', 'unstaffed'], keys: true, onlyIn: 'hold', waits: true,
  },
  /** Leave the line, by a way out of the `reach` that stands in it. */
  leave: { args: z.strictObject({ by: name }), ways: [], onlyIn: 'hold' },
  /** A number to call back, or of an agent's to give the caller to: the one they call from, or one that was keyed into a variable. `no`: we may not call it; the last such try leaves by `missed`. `too-often`: it was called back as often as it may be in a day. */
  dialable: { args: z.strictObject({ by: name.optional(), tries: z.number().int().min(1).max(5).default(3) }), ways: ['yes', 'no', 'too-often'], mayHave: ['missed'], bounded: true },
  /** Promise a callback at that number, in the line the caller has stood in and at the place they had. `open`: they have one already. */
  promise: {
    args: z.strictObject({
      /** The `reach` whose line they are to stand in once their region opens, who stand in none now. */
      opening: z.strictObject({ flow: name, step: name }).optional(),
      /** By whom: the engineer of their case when that one is back, and after a while whoever is in the line. */
      by: z.literal('assigned').optional(),
    }),
    ways: ['promised', 'open', 'unavailable'],
  },
  /** Whoever calls in takes the place up that they were promised. `calling`: we are calling them at this moment. */
  redeem: { args: z.strictObject({}), ways: ['next', 'calling'] },
  /** A customer who is called back picks up: any key brings them to the agent, and a mailbox presses none. */
  greet: { args: z.strictObject({ prompt, misses: z.number().int().min(1).max(5).default(2), timeout: seconds(20).default(5) }), ways: ['mailbox'], waits: true },
  /** Record a message for the engineer who owns the case, or for a team; unclaimed it goes `on-to` the next: deputy, service-manager or a team. */
  voicemail: {
    args: z.strictObject({
      for: name,
      prompt,
      /** Said instead, where the engineer has a greeting of their own in the caller's language. */
      personal: prompt.optional(),
      /** Who ends a message with a key is offered to hear it (1), to speak it again (2), or to keep it. */
      review: prompt.optional(),
      'on-to': z.array(name).max(10).default([]),
    }),
    ways: ['saved', 'nothing'], waits: true,
  },
  /** The languages of the line, each offered in itself on a key of its own. The key after them is for any other, and leaves by `other`. */
  languages: {
    args: z.strictObject({ prompt, other: prompt, misses: z.number().int().min(1).max(5).default(2), timeout: seconds(20).default(5) }),
    ways: ['next', 'other', 'missed'], waits: true, bounded: true,
  },
  /** The languages that are interpreted, each named in itself on a key of its own; the chosen one is kept in the variable `interpret`. The key after them leaves by `other`; without any, so does the step. */
  interpreters: {
    args: z.strictObject({ prompt, other: prompt, misses: z.number().int().min(1).max(5).default(2), timeout: seconds(20).default(5) }),
    ways: ['next', 'other', 'missed'], waits: true, bounded: true,
  },
  /** Note an escalation, with the reason in a variable; `page: true` also pages the duty manager. */
  escalate: { args: z.strictObject({ reason: name.optional(), page: z.boolean().default(false) }), ways: ['next'] },
  /** Send the caller a text message. */
  text: { args: z.strictObject({ prompt }), ways: ['next', 'refused'] },
  /** Go on in another flow and not come back. */
  goto: { args: z.strictObject({ flow: name, step: name.optional() }), ways: [] },
  /** Go through another flow and come back at its `return`. */
  call: { args: z.strictObject({ flow: name }), ways: ['next'] },
  return: { args: z.strictObject({}), ways: [] },
  hangup: { args: z.strictObject({ prompt: prompt.optional() }), ways: [] },

  // What an agent's phone does.
  /** The agent pressed 1: the first one claims the caller. Of two who are rung together the first one leaves by `waits`, the second by `paired`. */
  take: { args: z.strictObject({}), ways: ['taken', 'gone'], mayHave: ['waits', 'paired'], onlyIn: 'agent' },
  /** The agent passes: next agent, please. `missed: true`: nobody said so, and it counts as a phone that rang out. */
  pass: { args: z.strictObject({ missed: z.boolean().default(false) }), ways: ['next'], onlyIn: 'agent' },
  /** In the room with the caller, until `*` or the end. */
  talk: { args: z.strictObject({}), ways: ['star', 'over'], onlyIn: 'agent', waits: true },
  /** Look a colleague up by the staff id in a variable. `away`: they could not take a call now. */
  colleague: { args: z.strictObject({ by: name }), ways: ['found', 'away', 'unknown'], onlyIn: 'agent' },
  /** Bring somebody else in: a room apart, a demand of its own, at most `within` seconds. */
  consult: {
    args: z.strictObject({ demand: name, as: z.enum(['manager', 'colleague', 'interpreter']).default('manager'), within: seconds(300).default(60) }),
    ways: ['star', 'nobody', 'alone'], onlyIn: 'agent', waits: true,
  },
  /** The same with the colleague who was looked up. */
  invite: { args: z.strictObject({ within: seconds(300).default(30) }), ways: ['star', 'nobody', 'alone'], onlyIn: 'agent', waits: true },
  /** Everybody into the caller's room. */
  together: { args: z.strictObject({}), ways: ['next'], onlyIn: 'agent' },
  /** Leave the caller with the one consulted. */
  'hand-over': { args: z.strictObject({}), ways: ['next'], onlyIn: 'agent' },
  /** Let the one consulted go. */
  drop: { args: z.strictObject({}), ways: ['next'], onlyIn: 'agent' },
  /** Leave the caller, who goes on at a step of a caller flow: a line, with the arrival kept. `unavailable`: others are with them. */
  transfer: { args: z.strictObject({ flow: name, step: name }), ways: ['next', 'unavailable'], onlyIn: 'agent' },
  /** Leave the caller to the colleague who was looked up: rung alone at first, then the agent who gave the caller and the line as before. */
  give: { args: z.strictObject({}), ways: ['next', 'unavailable'], onlyIn: 'agent' },
  /** Leave the caller to the outside number that `dialable` kept: busy or not answered, they are back in line. `refused`: the gate lets it through no more. */
  outside: { args: z.strictObject({}), ways: ['next', 'refused', 'unavailable'], onlyIn: 'agent' },
  /** Pause the recording, or go on with it; everybody hears of it. `none`: nothing is recorded. */
  recording: { args: z.strictObject({}), ways: ['on', 'off', 'none'], onlyIn: 'agent' },
  /** End the call for all. */
  end: { args: z.strictObject({}), ways: ['next'], onlyIn: 'agent' },
  /** Somebody on duty has an escalation that they were paged for. */
  acknowledge: { args: z.strictObject({}), ways: ['next'], onlyIn: 'agent' },
  /** Wrap-up: `ready` ends it, `more` gives the minutes again. */
  wrap: { args: z.strictObject({ then: z.enum(['ready', 'more']), minutes: z.number().int().min(1).max(60).default(5) }), ways: ['next'], onlyIn: 'agent' },

  /** Keep what the call came to: one of the centre's two-digit codes, in a variable. */
  code: { args: z.strictObject({ by: name }), ways: ['next', 'unknown'], onlyIn: 'agent' },

  // The staff line.
  /** Ask for a staff id. */
  identify: { args: z.strictObject(staffQuestion), ways: ['next', 'missed'], onlyIn: 'staff', waits: true, bounded: true },
  /** Ask for the PIN that goes with it. After so many tries in one call that did not fit it is left by `missed`. */
  'sign-in': {
    args: z.strictObject({ ...staffQuestion, tries: z.number().int().min(1).max(5).default(3) }),
    ways: ['next', 'wrong', 'locked', 'missed'], onlyIn: 'staff', waits: true, bounded: true,
  },
  /** Say how whoever has signed in stands; with `set`, after setting it. */
  presence: { args: z.strictObject({ prompt, set: z.enum(['ready', 'away', 'offline']).optional() }), ways: ['next', 'gone'], mayHave: ['no-phone'], onlyIn: 'staff' },
  /** The messages of whoever has signed in: the next, the same again, theirs to see to, or done. `none`: there is no such message. */
  message: { args: z.strictObject({ do: z.enum(['next', 'again', 'claimed', 'done']), prompt }), ways: ['next', 'none'], onlyIn: 'staff' },

  /** Ring the customer who left the message, which is theirs to see to from then on. `none`: there is no such message any more; `not-reached`: also where they may not be rung. */
  'call-back': { args: z.strictObject({ prompt }), ways: ['reached', 'not-reached', 'none'], onlyIn: 'staff', waits: true },

  /** One of the centre's own, by a key each; `all`: the prompt for all of them, on 0. `none`: there is none. */
  choose: {
    args: z.strictObject({ from: z.enum(['teams', 'regions', 'announcements']), prompt, all: prompt.optional(), into: name, misses: z.number().int().min(1).max(5).default(2), timeout: seconds(20).default(8) }),
    ways: ['next', 'none', 'missed'], onlyIn: 'staff', waits: true, bounded: true,
  },
  /** Turn the emergency switch as the variables turn, team, region and announcement say; only a supervisor may. */
  switch: { args: z.strictObject({}), ways: ['next', 'refused'], onlyIn: 'staff' },
} as const satisfies Record<string, VerbRules>;

export type Verb = keyof typeof verbs;
export type Args<V extends Verb> = z.output<(typeof verbs)[V]['args']>;

/** A step as the core sees it: every way out, keys included, names the step it leads to. */
export type Step = { [V in Verb]: StepOf<V> }[Verb];
export interface StepOf<V extends Verb> {
  verb: V;
  args: Args<V>;
  ways: Readonly<Record<string, string>>;
}

export interface Flow {
  name: string;
  /** `caller` flows answer callers, `hold` flows play while they wait, `agent` flows run on the phones we ring, the `staff` flow answers the staff line. */
  kind: 'caller' | 'hold' | 'agent' | 'staff';
  start: string;
  steps: Readonly<Record<string, Step>>;
}

/** All flows of one version; `hash` names the version, and a running call stays on the one it began with. */
export interface Flows {
  hash: string;
  flows: Readonly<Record<string, Flow>>;
}
