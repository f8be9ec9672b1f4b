// Anything may happen to any call, in any order: the core never throws, and whoever is on the line always has a way to come back.
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { agentNamed, cases, centre, dialled, flows, now, offerFor, offline, staff, step, waitFor, waiting, caller } from '../../test/support/core.ts';
import type { E164 } from '../phone/number.ts';
import type { Offer, Wait } from '../store/floor.ts';
import type { Expected } from '../waits/expected.ts';
import { advance, type Advanced } from './advance.ts';
import { beginPage } from './begin.ts';
import { openCallback } from './callback.ts';
import { type Call, type CallerCall, waitOf } from './call.ts';
import type { CallEvent, GivenTo, LegEnd, Message, OutsideEnd } from './event.ts';
import type { Facts, Known } from './facts.ts';
import { endsDocument } from './instruction.ts';
import { untouched } from '../door/switch.ts';

/** What somebody on the staff line may hear, and what they have in hand. */
const messages = (['new', 'claimed'] as const).map((state, index) => ({
  version: 1, isKept: index === 0,
  value: {
    id: `vm-${index}`, call: 'c-1', caller: index === 0 ? { kind: 'number' as const, number: '+14085550123' as E164, tollFree: false } : { kind: 'withheld' as const }, language: 'en', for: 'agent:amy', at: now, state, ...(state === 'claimed' ? { by: 'amy' } : {}), parts: [{ recording: `RE${index}`, seconds: 20 }],
    priority: 'P2' as const, region: 'americas', response: { unit: 'clock' as const, ms: 3_600_000 }, next: [], handed: 0,
  },
}));

/** A floor for one call: what it joined and left, and what the world did to it meanwhile. */
interface Sheet {
  waits: Map<string, Wait>;
  offers: Map<string, Offer>;
}

const ids = fc.constantFrom('offer-0001', 'offer-kim1', 'caller-0001', 'somebody', 'THE-WAIT', 'THE-ASKED', 'THE-ALONE');
const agent = fc.constantFrom('amy', 'dan', 'kim');
const end = fc.constantFrom<LegEnd>('completed', 'busy', 'no-answer', 'failed', 'canceled');
const pressed = fc.oneof(fc.constantFrom('', '1', '2', '3', '4', '6', '9', '#', '*', '2#', '200608110120#', '202411190002#', '202407020005', '2006'), fc.stringMatching(/^[0-9*#]{0,14}$/));

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ tell: fc.constant('taken' as const), wait: ids, offer: ids, agent }),
  fc.record({ tell: fc.constant('member-joined' as const), leg: ids, agent, instead: ids }),
  fc.record({ tell: fc.constant('taken' as const), wait: ids, offer: ids, agent, interpreter: agent }),
  fc.record({ tell: fc.constant('member-joined' as const), leg: ids, agent, interprets: fc.constant(true as const) }),
  fc.record({ tell: fc.constant('interpreted' as const), by: fc.record({ agent }), language: fc.constant('vi'), seconds: fc.nat(900) }),
  fc.record({ tell: fc.constant('member-left' as const), leg: ids, agent }),
  fc.record({ tell: fc.constantFrom('end' as const, 'caller-gone' as const, 'dismissed' as const) }),
  fc.record({ tell: fc.constant('offer-over' as const), why: fc.constantFrom('withdrawn' as const, 'expired' as const) }),
  fc.record({ tell: fc.constant('cancel-callback' as const), by: fc.constant('supervisor') }),
  fc.constant({ tell: 'cancel-callback' as const, by: 'erasure', forget: true as const }),
  fc.record({ tell: fc.constant('not-reached' as const), why: fc.constantFrom('busy' as const, 'mailbox' as const) }),
  fc.record({ tell: fc.constant('come' as const), room: ids, instead: ids }),
  fc.record({ tell: fc.constant('not-dialled' as const), why: fc.constantFrom('busy', 'refused') }),
  fc.record({ tell: fc.constant('due' as const), what: fc.constantFrom('reconnect' as const, 'briefed' as const, 'consult-over' as const, 'room-over' as const, 'picked' as const, 'callback' as const, 'not-there' as const), of: ids }),
  fc.record({ tell: fc.constant('set-priority' as const), priority: fc.constantFrom('P1' as const, 'P2' as const, 'P4' as const), by: fc.constant('supervisor') }),
  fc.record({ tell: fc.constant('move' as const), demand: fc.constantFrom('care', 'engineer', 'p1', 'no-such-line'), by: fc.constant('supervisor') }),
  fc.record({ tell: fc.constant('pick' as const), agent, by: fc.constant('supervisor') }),
  fc.record({ tell: fc.constant('pick' as const), by: fc.constant('supervisor') }),
  fc.record({ tell: fc.constant('given' as const), leg: ids, agent, to: fc.constantFrom<GivenTo>({ number: '+12125550188' as E164 }, { agent: 'dan' }, { flow: 'support', step: 'care' }) }),
  fc.record({ tell: fc.constant('pick-passed' as const), wait: ids }),
);

const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('keys' as const), digits: pressed, finishedBy: fc.constantFrom(undefined, '', '*', '#') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('arrived' as const, 'answered' as const, 'ringing' as const, 'again' as const, 'out-of-room' as const) }) },
  fc.record({ kind: fc.constant('recorded' as const), recording: fc.constantFrom('RE1', 'RE2', ''), seconds: fc.constantFrom(0, 8, 280, 20), key: fc.constantFrom('', '#'), hungUp: fc.boolean() }),
  fc.record({ kind: fc.constant('recording-there' as const), part: fc.constantFrom(1, 2), recording: fc.constantFrom('RE1', 'RE2'), seconds: fc.constantFrom(0, 8) }),
  fc.record({ kind: fc.constant('outside-over' as const), status: fc.constantFrom<OutsideEnd>('reached', 'busy', 'no-answer', 'failed'), gone: fc.boolean() }),
  fc.record({ kind: fc.constant('seen-in-room' as const), room: ids, conference: fc.constant('CF1') }),
  fc.record({ kind: fc.constant('ended' as const), status: end }),
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('told' as const), message }) },
);

/** Somebody who was cut off an earlier minute, while they waited. */
const cutOff: CallerCall = { ...waiting(), id: 'caller-0000', doing: { is: 'over', at: now - 60_000, how: 'completed' } };
/** The same, made a P1 by a supervisor. */
const madeP1: CallerCall = { ...cutOff, prioritySet: 'P1', ...(cutOff.standing && { standing: { ...cutOff.standing, priority: 'P1' } }) };

const happening = fc.record({
  event,
  afterS: fc.constantFrom(0, 0.1, 1, 6, 30),
  /** What the floor did meanwhile. */
  floor: fc.constantFrom('nothing', 'nothing', 'nothing', 'taken', 'taken-by-other', 'over'),
  expected: fc.constantFrom<(Expected | undefined)[]>(undefined, { is: 'unknown' }, { is: 'band', band: { fromMs: 0, toMs: 60_000 }, ageMs: 0 }, { is: 'band', band: { fromMs: 600_000, toMs: Infinity }, ageMs: 0 }),
  known: fc.record({
    case: fc.oneof(fc.constantFrom({ is: 'unknown' as const }, { is: 'failed' as const }), fc.record({ is: fc.constant('found' as const), case: fc.constantFrom(...cases), contact: fc.boolean() })),
    engineer: fc.record({ id: agent, state: fc.constantFrom('offline' as const, 'away' as const, 'ready' as const, 'offered' as const, 'busy' as const, 'wrap' as const) }),
    there: fc.subarray(['agent:dan', 'team:engineers', 'team:experts', 'team:customer-care']),
    tally: fc.constantFrom(1, 3, 100),
    ahead: fc.constantFrom(0, 40, 100),
    claim: fc.constantFrom('a-claim', 'another'),
    staff: fc.constantFrom({ is: 'wrong' as const }, { is: 'locked' as const, about: 'amy' }, { is: 'known' as const, agent: 'amy', language: 'es' }, { is: 'known' as const, agent: 'dan', supervisor: true as const }),
    kept: fc.boolean(),
    gate: fc.constantFrom({ ok: true as const }, { ok: false as const, why: 'line-cap' }),
    greeting: fc.constantFrom({}, { en: 'This is Dan.' }),
    switch: fc.constant({ id: 'now', version: 2, value: untouched }),
    messages: fc.subarray(messages),
    presence: fc.oneof(fc.constant({ is: 'gone' as const }), fc.record({ state: fc.constantFrom('offline' as const, 'away' as const, 'ready' as const, 'offered' as const, 'busy' as const, 'wrap' as const), silent: fc.boolean() }).map((some) => ({ ...offline, ...some }))),
    contact: fc.constantFrom({ is: 'unknown' as const }, { is: 'failed' as const }, { is: 'found' as const, plan: 'care' }, { is: 'found' as const, plan: 'care-plus' }),
    callback: fc.constantFrom<NonNullable<Known['callback']>>({ is: 'none' as const }, { is: 'open' as const }, { is: 'open' as const, promised: promised() }),
    calledBack: fc.constantFrom(0, 2, 3),
    wordsS: fc.constantFrom(0, 5, 20),
    redial: fc.constantFrom({ is: 'nobody' as const }, { is: 'cut-off' as const, call: cutOff }, { is: 'cut-off' as const, call: madeP1 }, { is: 'cut-off' as const, call: { ...cutOff, resumedBy: 'caller-0002' } }),
  }),
  customer: fc.constantFrom('waiting', 'over', 'gone'),
});

type Happens = { event: { kind: CallEvent['kind'] }; afterS: number; floor: string; known: Known; customer: string; expected: Expected | undefined };

/** Random ids mostly name nothing; these three name what the call itself knows. */
function named(text: string, call: Call): string {
  const { doing } = call;
  if (text === 'THE-WAIT') return (call.role === 'agent' ? call.room : waitOf(call)) ?? text;
  if (text === 'THE-ASKED') return (call.role === 'agent' ? call.consult?.wait : undefined) ?? text;
  return text === 'THE-ALONE' && doing.is === 'left-alone' ? doing.id : text;
}

const namedAll = <T>(value: T, call: Call): T =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) => (typeof part === 'string' ? named(part, call) : part)) as T;

function meanwhile(sheet: Sheet, call: Call, what: string): void {
  const id = waitOf(call);
  const wait = id === undefined ? undefined : sheet.waits.get(id);
  if (!wait || wait.state !== 'waiting' || what === 'nothing') return;
  if (what === 'over') return void sheet.offers.set('offer-0001', offerFor(wait.id, { state: 'over', why: 'expired' }));
  const offer = what === 'taken' ? 'offer-0001' : 'offer-kim1';
  if (call.role === 'agent' && call.id === offer) return;
  for (const [other, live] of sheet.offers) sheet.offers.set(other, { ...live, state: 'over', why: 'withdrawn' });
  sheet.offers.set(offer, offerFor(wait.id, { id: offer, state: 'accepted' }));
  sheet.waits.set(wait.id, { ...wait, state: 'talking', offers: [offer] });
}

/** The floor's own conditions; a verb that it would refuse must not be asked for. */
function write(sheet: Sheet, { effects }: Exclude<Advanced, { need: unknown }>): void {
  for (const verb of effects.floor) {
    if (verb.verb === 'join') {
      expect(verb.wait.steps.length).toBeGreaterThan(0);
      expect(verb.wait.limit).toBeLessThanOrEqual(5);
      const left = verb.instead === undefined ? undefined : sheet.waits.get(verb.instead);
      if (verb.instead !== undefined) expect(left?.state).toBe('waiting');
      if (left) sheet.waits.set(left.id, { ...left, state: 'gone', offers: [] });
      sheet.waits.set(verb.wait.id, { ...verb.wait, state: 'waiting', classes: [], offers: [] });
    }
    if (verb.verb === 'rerank' && verb.steps) {
      const wait = sheet.waits.get(verb.wait);
      expect([wait?.state, verb.steps.length > 0, verb.limit ?? 1]).toEqual(['waiting', true, expect.toSatisfy((limit: number) => limit <= 5)]);
      if (wait) sheet.waits.set(wait.id, { ...wait, rank: verb.rank, steps: verb.steps });
    }
    if (verb.verb === 'leave') {
      const wait = sheet.waits.get(verb.wait);
      if (wait) sheet.waits.set(verb.wait, { ...wait, state: 'gone', offers: [] });
    }
    if (verb.verb === 'accept') {
      const offer = sheet.offers.get(verb.offer);
      expect(offer?.state).toBe('live');
      if (offer) sheet.offers.set(verb.offer, { ...offer, state: 'accepted' });
    }
    if (verb.verb === 'return') {
      const offer = sheet.offers.get(verb.offer);
      if (offer?.state === 'live') sheet.offers.set(verb.offer, { ...offer, state: 'over', why: verb.why });
    }
  }
}

function decided(call: Call, sheet: Sheet, at: number, happens: Happens, customer: CallerCall | undefined): Exclude<Advanced, { need: unknown }> {
  const id = waitOf(call);
  const wait = id === undefined ? undefined : sheet.waits.get(id);
  const offer = call.role === 'agent' ? sheet.offers.get(call.id) : wait?.state === 'talking' ? sheet.offers.get(wait.offers[0] ?? '') : undefined;
  const facts: Facts = {
    now: at, fresh: `id-${call.id}-${call.turn}-`, centre, switched: untouched, known: {},
    ...(wait ? { wait } : {}), ...(offer ? { offer } : {}), ...(customer ? { customer } : {}), ...(call.doing.is === 'waiting' ? { ahead: call.turn % 4, ...(happens.expected && { expected: happens.expected }) } : {}),
  };
  const given = { ...namedAll(happens.event, call), at } as CallEvent;
  const first = advance(flows, call, given, facts);
  const advanced = 'need' in first ? advance(flows, call, given, { ...facts, known: happens.known }) : first;
  if ('need' in advanced) throw new Error(`the core needs ${advanced.need.need} again, which it was told`);
  return advanced;
}

/** What must hold of every leg after every step. */
function expectGood(before: Call, { call, instructions }: Exclude<Advanced, { need: unknown }>, sheet: Sheet): void {
  expect(call === before || call.turn === before.turn + 1).toBe(true);
  const last = call.answer.at(-1);
  if (instructions) {
    expect([call.answer, call.document]).toEqual([instructions, call.turn]);
    expect(last !== undefined && endsDocument(last)).toBe(true);
    expect(instructions.slice(0, -1).some(endsDocument)).toBe(false);
    expect(last?.do === 'hang-up').toBe(call.doing.is === 'over');
  } else if (before.doing.is !== 'over' && call.doing.is !== 'over') {
    expect(call.answer).toBe(before.answer);
  }
  expect(call.back.length).toBeLessThanOrEqual(3);
  expect(Object.keys(call.vars).length).toBeLessThanOrEqual(20);
  if (call.role !== 'caller') return;
  const here = [...sheet.waits.values()].filter(({ state, call: of }) => state !== 'gone' && of === call.id);
  if (call.doing.is === 'over') expect(here.map(({ state }) => state)).toEqual([]);
  else expect(here.length).toBeLessThanOrEqual(1);
  if (call.doing.is === 'waiting') expect(sheet.waits.get(call.doing.wait)?.state).not.toBe('gone');
  if (call.doing.is === 'joining' || call.doing.is === 'talking') expect(call.members.length).toBeGreaterThan(0);
}

function live(start: Call, sheet: Sheet, happenings: readonly Happens[], customerAs: (what: string) => CallerCall | undefined, also: (next: Exclude<Advanced, { need: unknown }>) => void = () => undefined): Call {
  let call = start;
  let at = now;
  for (const happens of happenings) {
    at += happens.afterS * 1000;
    meanwhile(sheet, call, happens.floor);
    const next = decided(call, sheet, at, happens, customerAs(happens.customer));
    write(sheet, next);
    expectGood(call, next, sheet);
    also(next);
    call = next.call;
  }
  return call;
}

const runs = { numRuns: 2_000 };
/** Thousands of calls take their time where others work beside them. */
vi.setConfig({ testTimeout: 60_000 });

it('a caller, whatever happens', () => {
  fc.assert(fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
    live(caller('+14085550123'), { waits: new Map(), offers: new Map() }, [{ ...quiet, event: { kind: 'arrived' } }, ...(happenings as Happens[])], () => undefined);
  }), runs);
});

/** What becomes of Ana, who asked for a callback. */
function promised(): CallerCall {
  const ana = waiting();
  const asked = { ...ana, doing: { is: 'listening' as const, tries: 0, quietFrom: 0 }, back: [{ flow: 'support', step: 'promise-care' }], at: { flow: 'promise', step: 'sure' }, vars: { 'callback-number': '+14085550123' } };
  const { effects } = step(asked, { kind: 'keys', digits: '1', finishedBy: '' });
  return effects.calls[0]?.call as CallerCall;
}

it('a callback, whatever happens: the promise is open on one call, or has ended, once', () => {
  fc.assert(fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
    let [over, handedOn] = [0, 0];
    const end = live(promised(), { waits: new Map(), offers: new Map() }, [{ ...quiet, known: { there: ['team:customer-care'] }, event: { kind: 'told', message: due } } as Happens, ...(happenings as Happens[])], () => undefined, ({ effects }) => {
      over += effects.journal.filter(({ kind }) => kind === 'callback-over').length;
      handedOn += effects.calls.filter(({ call }) => call.role === 'caller' && call.doing.is === 'promised').length;
    });
    const isOpen = end.role === 'caller' && openCallback(end) !== undefined;
    expect(over + handedOn + (isOpen ? 1 : 0)).toBe(1);
    if (isOpen) expect(end.doing.is).not.toBe('over');
  }), { numRuns: 500 });
});

it("an agent's leg, whatever happens", () => {
  const customer = waiting();
  const wait = waitOf(customer) ?? '';
  fc.assert(fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
    const sheet: Sheet = { waits: new Map([[wait, waitFor(customer, wait)]]), offers: new Map([['offer-0001', offerFor(wait)]]) };
    live(dialled(customer), sheet, happenings, (what) => (what === 'gone' ? undefined : what === 'over' ? { ...customer, doing: { is: 'over', at: now, how: 'completed' } } : customer));
  }), runs);
});

it('a page, whatever happens', () => {
  const escalation = { id: 'e-1', call: 'caller-0001', reason: 'other', region: 'americas', at: now, state: 'paged' as const };
  const customer = waiting();
  const page = beginPage(flows, { id: 'page-0001', escalation, rung: 0, agent: agentNamed('dan'), shows: '+18885550100' as E164, now });
  fc.assert(fc.property(fc.array(happening, { maxLength: 20 }), (happenings) => {
    live(page, { waits: new Map(), offers: new Map() }, happenings, () => customer);
  }), runs);
});

it('a call to the staff line, whatever happens', () => {
  fc.assert(fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
    live(staff(), { waits: new Map(), offers: new Map() }, happenings, () => undefined);
  }), runs);
});

const due = { tell: 'due' as const, what: 'callback' as const, of: 'cb' };
const quiet = { event: { kind: 'again' as const }, afterS: 0, floor: 'nothing', known: {}, customer: 'waiting', expected: undefined };
