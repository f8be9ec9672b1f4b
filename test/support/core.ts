// The core by itself: the shipped centre and flows, calls in every state, and a floor as simple as a sheet of paper.
import { advance, type Advanced } from '../../src/call/advance.ts';
import { beginAgent, beginCaller, beginStaff } from '../../src/call/begin.ts';
import type { AgentCall, Call, CallerCall, StaffCall } from '../../src/call/call.ts';
import type { CallEvent, Message } from '../../src/call/event.ts';
import type { Facts, Known, KnownPresence } from '../../src/call/facts.ts';
import { loadCentre } from '../../src/centre/load.ts';
import type { Agent } from '../../src/centre/centre.ts';
import { loadFlows } from '../../src/flow/load.ts';
import { untouched } from '../../src/door/switch.ts';
import type { Flows } from '../../src/flow/verbs.ts';
import type { E164 } from '../../src/phone/number.ts';
import type { Offer, Wait } from '../../src/store/floor.ts';
import { tuesday } from './world.ts';

const [readCentre, readFlows] = await Promise.all([loadCentre('flows'), loadFlows('flows')]);
if (!readCentre.ok || !readFlows.ok) throw new Error('the shipped flows or centre have problems: run caseline check');
export const { centre, cases } = readCentre;
export const { flows } = readFlows;
export const now = tuesday;

export type Settled = Exclude<Advanced, { need: unknown }>;
export type Happening = CallEvent extends infer Event ? (Event extends { at: number } ? Omit<Event, 'at'> : never) : never;

/** Amy as she comes to work. */
export const offline: KnownPresence = { is: 'known', presence: 'offline', state: 'offline', silent: false, latest: now + 12 * 3_600_000, zone: 'America/Los_Angeles', classes: { 'team:customer-care': 0 }, at: 3 };

const engineer: Known = {
  engineer: { id: 'dan', state: 'ready' }, there: ['agent:dan'], tally: 1, ahead: 0, wordsS: 5, redial: { is: 'nobody' }, callback: { is: 'none' }, calledBack: 0, contact: { is: 'unknown' }, case: { is: 'unknown' },
  claim: 'a-claim', staff: { is: 'known', agent: 'amy', language: 'en' }, presence: offline, messages: [], kept: true, greeting: {}, gate: { ok: true },
};

/** One step of the core; needs are answered from `known`. */
export function step(call: Call, event: Happening, facts: Partial<Facts> = {}, tree: Flows = flows): Settled {
  const at = facts.now ?? now;
  const given: Facts = { now: at, fresh: `id-${call.turn}-`, centre, switched: untouched, known: {}, ...facts };
  const advanced = advance(tree, call, { ...event, at }, { ...given, known: { ...engineer, ...given.known } });
  if ('need' in advanced) throw new Error(`the core needs ${advanced.need.need}, which nobody told`);
  return advanced;
}

export const told = (message: Message): Happening => ({ kind: 'told', message });
export const keys = (digits: string, finishedBy: string | undefined = ''): Happening => ({ kind: 'keys', digits, finishedBy });

export const caller = (from = '+14155550123'): CallerCall => beginCaller(centre, flows, { id: 'caller-0001', sid: 'CA1', from, to: '+18885550100', now });

/** Somebody who has dialled the staff line, and is asked for their id. */
export const staff = (): StaffCall => step(beginStaff(centre, flows, { id: 'staff-0001', sid: 'CA2', from: '+14155550177', line: centre.staffLine ?? ('+13125550199' as E164), now }), { kind: 'arrived' }).call as StaffCall;

export const listening = (): CallerCall => step(caller(), { kind: 'arrived' }).call as CallerCall;

/** In Customer Care's line. */
export const waiting = (): CallerCall => step(listening(), keys('2')).call as CallerCall;

export const waitId = (call: Call): string => {
  if (call.doing.is === 'waiting' || call.doing.is === 'joining') return call.doing.wait;
  throw new Error(`a call that is ${call.doing.is} stands in no line`);
};

export function waitFor(call: CallerCall, id: string, more: Partial<Wait> = {}): Wait {
  return { id, call: call.id, state: 'waiting', rank: now, joined: now, steps: [], limit: 1, classes: ['team:customer-care'], offers: [], ...more };
}

export function offerFor(wait: string, more: Partial<Offer> = {}): Offer {
  return { id: 'offer-0001', wait, agents: ['amy'], class: 'team:customer-care', made: now, expires: now + 30_000, state: 'live', ...more };
}

export const agentNamed = (id: string): Agent & { phone: E164 } => {
  const agent = centre.agents.find((each) => each.id === id);
  if (agent?.phone === undefined) throw new Error(`the sample centre has no agent ${id} with a phone`);
  return { ...agent, phone: agent.phone };
};

/** Amy's leg, dialled for a caller who waits. */
export function dialled(customer: CallerCall, id = 'offer-0001', asker: Call = customer, agent = 'amy'): AgentCall {
  return beginAgent(flows, { id, wait: asker === customer ? waitId(customer) : 'wait-consult', asker, caller: customer, agent: agentNamed(agent), shows: '+18885550100' as E164, now });
}

/** Everything that is said, in order, by the keys of the prompts. */
export const said = ({ instructions }: Settled): string[] =>
  (instructions ?? []).flatMap((each) => (each.do === 'say' ? [each.key] : each.do === 'keys' ? each.spoken.flatMap((spoken) => (spoken.do === 'say' ? [spoken.key] : [])) : []));

export const does = ({ instructions }: Settled): string[] | undefined => instructions?.map((each) => each.do);
export const verbs = ({ effects }: Settled): string[] => effects.floor.map(({ verb }) => verb);
export const deeds = ({ effects }: Settled): string[] => effects.work.map(({ deed }) => {
  const { do: what, ...more } = deed as { do: string; message?: Message; call?: string };
  return what === 'tell' ? `tell ${more.call}: ${more.message?.tell}` : what;
});
