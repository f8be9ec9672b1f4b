// Gathers what the core must know before it decides: the floor around a call, and answers to its needs.
import { createHash } from 'node:crypto';
import type { Callback } from '../call/callback.ts';
import type { Call, CallerCall } from '../call/call.ts';
import { waitOf } from '../call/call.ts';
import type { Facts, Known, Need } from '../call/facts.ts';
import type { Instruction } from '../call/instruction.ts';
import { offerOf } from '../call/pair.ts';
import type { CutOff } from '../call/redial.ts';
import { type EmergencySwitch, SWITCH_ID, untouched } from '../door/switch.ts';
import { isContact } from '../directory/directory.ts';
import { spokenSeconds } from '../prompts/length.ts';
import type { Wait } from '../store/floor.ts';
import { expectedIn } from '../waits/expected.ts';
import { keyOfCall } from '../waits/snapshot.ts';
import { calledBack, passGate } from './gate.ts';
import { messagesFor, soundKept } from './messages.ts';
import type { Parts } from './parts.ts';
import { whoIsThere } from './who-is-there.ts';
import { claimOf, judge, standing } from './staff.ts';

export async function factsFor({ store, clock, centre, fresh, flows, forecasts, ...parts }: Parts, call: Call): Promise<Facts> {
  // An older version's prompts may speak of other values: all of them go along.
  const speaksOf = call.flows === flows.hash ? { speaksOf: parts.speaksOf } : {};
  const waitId = waitOf(call);
  // A caller in a menu stands nowhere on the floor, and the staff line has no floor around it.
  if (call.role === 'staff' || (waitId === undefined && call.role === 'caller')) return { now: clock.now(), fresh: fresh(), centre, switched: parts.emergency.current(), ...speaksOf, known: {} };
  const [{ wait, ahead }, offer, customer] = await Promise.all([
    standingOn(store, call, waitId),
    call.role === 'agent' ? store.floor.offer(offerOf(call)) : undefined,
    call.role === 'caller' ? undefined : store.call(call.caller),
  ]);
  const accepted = call.role === 'caller' && wait?.state === 'talking' && wait.offers[0] !== undefined ? await store.floor.offer(wait.offers[0]) : offer;
  return {
    now: clock.now(), fresh: fresh(), centre, switched: parts.emergency.current(), ...speaksOf, known: {},
    ...(wait ? { wait } : {}),
    ...(call.doing.is === 'waiting' ? { ahead: ahead ?? 0 } : {}),
    ...(forecasts && call.doing.is === 'waiting' ? { expected: expectedIn(forecasts.read(), { wait: call.doing.wait, key: keyOfCall(call) }, clock.now()) } : {}),
    ...(accepted ? { offer: accepted } : {}),
    ...(customer?.role === 'caller' ? { customer } : {}),
  };
}

/** How many are ahead is asked only for those who wait. */
async function standingOn({ floor }: Parts['store'], call: Call, wait: string | undefined): Promise<{ wait?: Wait | undefined; ahead?: number }> {
  if (wait === undefined) return {};
  return call.doing.is === 'waiting' ? (await floor.inLine(wait)) ?? {} : { wait: await floor.wait(wait) };
}

export async function learn(parts: Parts, call: Call, need: Need): Promise<Known> {
  switch (need.need) {
    case 'case': return { case: await findCase(parts, call, need.number) };
    case 'contact': return { contact: await findContact(parts, call) };
    case 'engineer': {
      const agent = await parts.store.floor.agent(need.agent);
      return { engineer: { id: need.agent, state: agent?.state ?? 'offline' } };
    }
    case 'colleague': return { colleague: await findColleague(parts, need.digits) };
    case 'who-is-there': return { there: await whoIsThere(parts, need.classes, waitOf(call)) };
    case 'ahead': return { ahead: await parts.store.floor.before(need.of) };
    case 'tally': return { tally: await parts.store.tally(`${need.what}:${callerKey(call)}`, need.hours * 3_600_000) };
    case 'redial': return { redial: await cutOff(parts, need.key) };
    case 'callback': return { callback: await openUnder(parts, need.keys) };
    case 'called-back': return { calledBack: await calledBack(parts, need.number) };
    case 'claim': return { claim: claimOf(parts, need.digits) };
    case 'staff': return { staff: await judge(parts, call, need, callerKey(call)) };
    case 'messages': return { messages: await messagesFor(parts, need.agent, call.role === 'staff' ? call : {}) };
    case 'presence': return { presence: await standing(parts, need.agent) };
    case 'switch': {
      const kept = await parts.store.records.get<EmergencySwitch>('switch', SWITCH_ID);
      return { switch: { id: SWITCH_ID, version: kept?.version ?? 0, value: kept?.value ?? untouched } };
    }
    case 'kept': return { kept: await soundKept(parts, need.voicemail) };
    case 'greeting': return { greeting: (await parts.people.get(need.agent))?.greeting ?? {} };
    case 'gate': return { gate: await gateFor(parts, call, need) };
    case 'words': return { wordsS: call.answer.reduce((sum, instruction) => sum + lengthS(parts, instruction), 0) };
  }
}

function lengthS(parts: Parts, instruction: Instruction): number {
  switch (instruction.do) {
    case 'say': return spokenSeconds(parts.words(instruction.key, instruction.values, instruction.language));
    case 'music': case 'pause': case 'sound': return instruction.seconds;
    case 'keys': return instruction.spoken.reduce((sum, spoken) => sum + lengthS(parts, spoken), 0);
    case 'record': case 'room': case 'connect': case 'again': case 'hang-up': return 0;
  }
}

async function cutOff({ store }: Parts, key: string): Promise<Known['redial'] & object> {
  const kept = await store.records.get<CutOff>('redial', key);
  const call = kept && (await store.call(kept.value.call));
  return call?.role === 'caller' ? { is: 'cut-off', call } : { is: 'nobody' };
}

/** The callback that is open under one of these. */
export async function openCallbackId({ records }: Pick<Parts['store'], 'records'>, keys: readonly string[]): Promise<string | undefined> {
  const found = await Promise.all(keys.map((key) => records.get<{ callback: string }>('callback-open', key)));
  return found.find((kept) => kept !== undefined)?.value.callback;
}

async function openUnder({ store }: Parts, keys: readonly string[]): Promise<Known['callback'] & object> {
  const open = await openCallbackId(store, keys);
  if (open === undefined) return { is: 'none' };
  const kept = await store.records.get<Callback>('callback', open);
  const call = kept && (await store.call(kept.value.call));
  return { is: 'open', ...(call?.role === 'caller' && call.doing.is === 'promised' && !(await isTaken(store, call.doing.wait)) && { promised: call }) };
}

const isTaken = async (store: Parts['store'], wait: string | undefined): Promise<boolean> => wait !== undefined && (await store.floor.wait(wait))?.state !== 'waiting';

async function findCase({ directory }: Parts, call: Call, number: string): Promise<Known['case'] & object> {
  const found = await directory.findCase(number);
  if (found.is === 'failed') return { is: 'failed' };
  if (found.is === 'unknown') return { is: 'unknown' };
  return { is: 'found', case: found.case, contact: call.role === 'caller' && isContact(found.case, call.from) };
}

async function findColleague({ people, store }: Parts, digits: string): Promise<Known['colleague'] & object> {
  const agent = (await people.all()).find(({ staffId }) => staffId === digits);
  return agent ? { is: 'found', id: agent.id, state: (await store.floor.agent(agent.id))?.state ?? 'offline' } : { is: 'unknown' };
}

async function gateFor(parts: Parts, { id }: Call, { to, from, use }: Need & { need: 'gate' }): Promise<Known['gate'] & object> {
  const passed = await passGate(parts, { to, from, use, about: id });
  return passed.ok ? { ok: true } : { ok: false, why: passed.why };
}

async function findContact({ directory }: Parts, call: Call): Promise<Known['contact'] & object> {
  if (call.role !== 'caller' || call.from.kind !== 'number') return { is: 'unknown' };
  const found = await directory.findContact(call.from.number);
  if (found.is !== 'found') return { is: found.is };
  const { plan, language } = found.contact;
  return { is: 'found', plan, ...(language === undefined ? {} : { language }) };
}

/** Limits are counted per calling number, kept as a hash; callers who withhold theirs share one count for each line. */
function callerKey(call: Call): string {
  const caller = call as CallerCall;
  const who = caller.from.kind === 'number' ? caller.from.number : `${caller.from.kind}:${caller.line}`;
  return createHash('sha256').update(who).digest('base64url').slice(0, 16);
}
