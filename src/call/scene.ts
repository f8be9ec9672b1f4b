// One turn at work: a draft of the call, and what the turn has said and wants done so far. It lives inside `advance` only.
import type { Centre } from '../centre/centre.ts';
import type { FloorVerb } from '../store/floor.ts';
import type { Entry, LiveRecordKind } from '../store/store.ts';
import type { AgentCall, Call, CallerCall, Doing, Member, PageCall, StaffCall } from './call.ts';
import { type Deed, type Effects, noEffects } from './effects.ts';
import type { Message } from './event.ts';
import type { Facts, Known, Need } from './facts.ts';
import type { Instruction, PromptValues, Say, Spoken } from './instruction.ts';
import type { Place } from './place.ts';
import { valuesFor } from './values.ts';

/** Work without a time is due at once, by whatever clock the store goes. */
const DUE_NOW = 0;

/** What a step decides. */
export type Outcome =
  /** Go on by a way out of this step. */
  | { leave: string }
  /** Go on at another place. */
  | { to: Place }
  /** Speak, do this, and wait for what happens next. */
  | { stay: Doing; tell: readonly Instruction[] }
  /** Nothing new to hear: the leg goes on with what it was told. */
  | { keep: Doing }
  /** Something must be known first; the turn is decided again with it. */
  | { need: Need };

export interface Scene<C extends Call = Call> {
  call: C;
  readonly facts: Facts;
  readonly centre: Centre;
  readonly now: number;
  readonly effects: Effects;
  /** Said on the way to the next step that waits. */
  spoken: Spoken[];
  /** Several keys were typed in this turn: a doubled pound or one digit more may still be on its way. */
  strays: boolean;
  known<K extends keyof Known>(what: K): Known[K];
  /** An opaque id, fresh for this turn. */
  id(): string;
  set(vars: Readonly<Record<string, string>>): void;
  say(key: string, more?: PromptValues): Say;
  floor(verb: FloorVerb): void;
  work(deed: Deed, at?: number, id?: string): void;
  tell(call: string, message: Message): void;
  journal(kind: string, detail?: Omit<Entry, 'at' | 'kind'>): void;
  record(kind: LiveRecordKind, id: string, value: unknown): void;
}

export function openScene<C extends Call>(call: C, facts: Facts): Scene<C> {
  const effects = noEffects();
  let made = 0;
  const scene: Scene<C> = {
    call,
    facts,
    centre: facts.centre,
    now: facts.now,
    effects,
    spoken: [],
    strays: false,
    known: (what) => facts.known[what],
    id: () => `${facts.fresh}${(made++).toString(36)}`,
    set(vars) {
      scene.call = { ...scene.call, vars: { ...scene.call.vars, ...vars } };
    },
    say: (key, more) => ({ do: 'say', key, values: { ...valuesFor(scene.call, facts, facts.speaksOf?.(key)), ...more }, language: scene.call.language }),
    floor(verb) {
      effects.floor.push(verb);
    },
    work(deed, at = DUE_NOW, id = scene.id()) {
      effects.work.push({ id, at, deed });
    },
    tell(to, message) {
      scene.work({ do: 'tell', call: to, message });
    },
    journal(kind, detail = {}) {
      effects.journal.push({ at: facts.now, kind, call: callerOf(scene.call), ...speakerOf(scene.call), ...detail });
    },
    record(kind, id, value) {
      effects.records.push({ kind, id, value });
    },
  };
  return scene;
}

/** The call that entries belong to: of legs we dialled, the caller's; of all others, their own. */
export const callerOf = (call: Call): string => (call.role === 'caller' || call.role === 'staff' ? call.id : call.caller);

/** Whose doing an entry is, where it is not a caller's. */
function speakerOf(call: Call): { leg?: string; agent?: string } {
  if (call.role === 'caller') return {};
  if (call.role === 'staff') return call.agent === undefined ? {} : { agent: call.agent };
  return { leg: call.id, agent: call.agent };
}

export const isCaller = (scene: Scene): scene is Scene<CallerCall> => scene.call.role === 'caller';
export const isPage = (scene: Scene): scene is Scene<PageCall> => scene.call.role === 'page';
export const isAgent = (scene: Scene): scene is Scene<AgentCall> => scene.call.role === 'agent';
export const isStaff = (scene: Scene): scene is Scene<StaffCall> => scene.call.role === 'staff';

/** A step that belongs to one kind of leg came up on the other: the flow's `kind` should have been refused. */
export function callerScene(scene: Scene): Scene<CallerCall> {
  if (!isCaller(scene)) throw new Error(`step ${scene.call.at.flow}/${scene.call.at.step} is for callers, and this is an agent's leg`);
  return scene;
}
export function agentScene(scene: Scene): Scene<AgentCall> {
  if (!isAgent(scene)) throw new Error(`step ${scene.call.at.flow}/${scene.call.at.step} is for agents' legs, and this is a caller`);
  return scene;
}
export function staffScene(scene: Scene): Scene<StaffCall> {
  if (!isStaff(scene)) throw new Error(`step ${scene.call.at.flow}/${scene.call.at.step} is for the staff line`);
  return scene;
}

/** The caller all this is about: the call itself, or the one an agent's leg serves. */
export const customerOf = ({ call, facts }: Scene): CallerCall | undefined => (call.role === 'caller' ? call : facts.customer);

export const others = (members: readonly Member[], leg: string): readonly Member[] => members.filter((member) => member.leg !== leg);
