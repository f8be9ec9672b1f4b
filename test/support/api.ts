// The API with a memory store and made-up people behind it. Every answer is held against the schema of its route.
import express from 'express';
import supertest from 'supertest';
import { expect } from 'vitest';
import type { Call, CallerCall } from '../../src/call/call.ts';
import type { Case } from '../../src/case/case.ts';
import { readCase } from '../../src/case/case.ts';
import type { Agent, Centre } from '../../src/centre/centre.ts';
import { HandClock } from '../../src/clock.ts';
import type { ApiToken } from '../../src/config.ts';
import { dutySchema, rotaOf } from '../../src/duty/schema.ts';
import { API_PATH, apiRoutes, createApi } from '../../src/http/api/api.ts';
import type { ApiParts, PresenceSet } from '../../src/http/api/parts.ts';
import { problemSchema } from '../../src/http/api/problem.ts';
import type { Route } from '../../src/http/api/route.ts';
import { switchReader, turnSwitch } from '../../src/reception/switch.ts';
import { changeVoicemail, forgetVoicemail } from '../../src/reception/voicemail-work.ts';
import { memoryLog } from '../../src/log.ts';
import type { E164 } from '../../src/phone/number.ts';
import type { Presence } from '../../src/store/floor.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

export const NOW = Date.UTC(2026, 2, 10, 9);
export const tokens: readonly ApiToken[] = [
  { token: 'admin-token', role: 'admin' },
  { token: 'supervisor-token', role: 'supervisor' },
  { token: 'reader-token', role: 'read-only' },
  { token: 'amy-token', role: 'agent', agent: 'amy' },
  { token: 'loose-token', role: 'agent' },
];

export const amy: Agent = {
  id: 'amy', name: 'Sample Agent Amy', teams: ['engineers'], phone: '+12025550101' as E164, region: 'americas', languages: ['en'], skills: { routing: 3 },
};
export const ben: Agent = { ...amy, id: 'ben', name: 'Sample Agent Ben', teams: ['customer-care'], phone: '+12025550102' as E164 };

/** From Monday to Monday in the Americas; EMEA has nobody of its own. */
const regions = {
  americas: { name: 'Americas', neighbours: [], duty: rotaOf(dutySchema.parse({ handover: 'mon 09:00', from: '2026-03-02', ladders: [['amy', 'ben'], ['ben', 'amy']] }), 'America/New_York') },
  emea: { name: 'EMEA', neighbours: ['americas'], duty: rotaOf([], 'Europe/London') },
};

const rules = (headStartS: number, hours: number) => ({ headStartS, offers: 1, response: { unit: 'business', ms: hours * 3_600_000 } as const, updates: { unit: 'business-days', days: 1 } as const, hours: 'region', ladderS: { boss: 3_600 } });
export const centre = {
  serviceLevel: { level: 'neutral', withinS: 20, shortS: 5 },
  priorities: { P1: { headStartS: 604_800, offers: 5, response: { unit: 'clock', ms: 3_600_000 } as const, updates: { unit: 'clock', ms: 14_400_000 } as const, hours: 'always', ladderS: { boss: 600 } }, P2: rules(600, 1), P3: rules(300, 8), P4: rules(0, 24) },
  management: { boss: { name: 'The boss', phone: '+12025550141' as E164, language: 'en' } },
  name: 'Sample', version: '1', lines: [{ languages: ['en', 'es'] }], announcements: { outage: { name: 'Outage', texts: { en: 'We know.', es: 'Lo sabemos.' } } },
  teams: { 'engineers': { name: 'Engineers', keepsHours: true }, 'customer-care': { name: 'Customer Care' } }, regions,
  demands: { care: {}, logistics: {} }, settings: { callsPerSecond: 1, legS: 14_400 },
} as unknown as Centre;

export const sampleCase = (fields: object = {}): Case => {
  const read = readCase({ number: '2026-0301-0001', status: 'open', priority: 'P3', assignedTo: 'amy', title: 'Line card resets', ...fields });
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.case;
};

/** A caller in line unless the fields say otherwise. */
export const callerCall = (fields: Partial<CallerCall> = {}): CallerCall => ({
  id: 'call-0001', role: 'caller', turn: 3, document: 3, began: NOW - 60_000, language: 'en', flows: 'abc', at: { flow: 'support', step: 'line' }, back: [], vars: {},
  answer: [], line: '+18885550100', from: { kind: 'number', number: '+14085550123' as E164, country: 'US', tollFree: false }, region: 'americas', country: 'US', members: [],
  doing: { is: 'waiting', wait: 'wait-0001', musicS: 0 },
  standing: { demand: 'care', hold: 'hold', reach: { flow: 'support', step: 'reach-care' }, classes: ['team:engineers'], priority: 'P3', joined: NOW - 42_000, entered: NOW - 42_000, rank: NOW - 42_000, limit: 1 },
  ...fields,
});

export interface Asking {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}
type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';

export function testApi(overrides: Partial<ApiParts> = {}) {
  const clock = new HandClock(NOW);
  const store = createMemoryStore({ clock });
  const log = memoryLog();
  const people = new Map<string, Agent>([amy, ben].map((agent) => [agent.id, agent]));
  const cases = new Map<string, Case>([sampleCase(), sampleCase({ number: '2026-0302-0002', priority: 'P1', status: 'closed', assignedTo: 'ben' })].map((one) => [one.number, one]));
  const edited: string[] = [];
  const unlocked: string[] = [];
  const pins = new Map<string, string>();

  const presence = async (id: string, set: Presence, until?: number): Promise<PresenceSet> => {
    const agent = people.get(id);
    if (!agent) return 'unknown-agent';
    const classes = Object.fromEntries([...agent.teams.map((team) => `team:${team}`), `agent:${id}`].map((name) => [name, 0]));
    const { version } = await store.floor.classes();
    const done = await store.commit({ floor: [{ verb: 'presence', agent: id, presence: set, classes, at: version, ...(until !== undefined && { until }) }] });
    if (!done.ok) throw new Error('the floor moved');
    return 'done';
  };

  const parts: ApiParts = {
    store, clock, log, tokens, presence,
    centre: () => centre,
    people: {
      get: (id) => Promise.resolve(people.get(id)),
      all: () => Promise.resolve([...people.values()]),
      save: (agent) => Promise.resolve(void people.set(agent.id, agent)),
      remove: (id) => Promise.resolve(people.delete(id)),
      refresh: () => undefined,
    },
    directory: {
      findCase: (number) => {
        const found = cases.get(number);
        return Promise.resolve(found ? { is: 'found', case: found } : { is: 'unknown' });
      },
      findContact: () => Promise.resolve({ is: 'unknown' }),
      saveCase: (one) => {
        cases.set(one.number, one);
        return Promise.resolve({ ok: true });
      },
      listCases: ({ after, limit }) =>
        Promise.resolve([...cases.values()].filter(({ number }) => after === undefined || number > after).sort((a, b) => (a.number < b.number ? -1 : 1)).slice(0, limit)),
    },
    edited: (id) => Promise.resolve(void edited.push(id)),
    pins: {
      set: (id, pin) => Promise.resolve(void pins.set(id, pin)),
      remove: (id) => Promise.resolve(pins.delete(id)),
    },
    unlock: ({ id }) => Promise.resolve(void unlocked.push(id)),
    supervise: (id) => store.call(id),
    turnSwitch: async (change, entry) => {
      const turned = await turnSwitch({ store, clock, emergency: switchReader({ store }), fresh: () => 'fresh-0002' }, change, entry);
      return turned === 'busy' ? turned : turned.set;
    },
    translates: true,
    fresh: () => 'fresh-0001',
    cancelCallback: () => Promise.resolve(),
    addCallback: ({ number, by }) => Promise.resolve({ is: 'added', callback: { id: 'cb-0009', state: 'open', call: 'call-0009', to: { kind: 'number', number, tollFree: false }, asked: NOW, askedBy: by, demand: 'care', priority: 'P4', region: 'americas', language: 'en', due: NOW, tries: [], keys: ['a-hash'] } }),
    addNote: ({ text, by, ...wish }) => Promise.resolve({ is: 'added', note: { id: 'note-0009', ...('call' in wish.about ? wish.about : {}), to: '+14085550123' as E164, from: '+18885550100' as E164, language: 'es', by, at: NOW, text, written: 'en', state: 'new' } }),
    changeVoicemail: (id, change, who) => changeVoicemail({ store, clock, centre }, id, change, who),
    conversationsOf: () => Promise.resolve([]),
    conversationAudio: () => Promise.resolve(undefined),
    voicemailAudio: () => Promise.resolve(undefined),
    forgetVoicemail: async (id, who) => (await forgetVoicemail({ store, clock }, id, who)) !== undefined,
    wouldErase: () => Promise.resolve({ calls: 2 }),
    beginErasure: (_number, by) => Promise.resolve({ id: 'er-0001', who: 'a-hash', by, at: NOW, state: 'running', gone: {}, stage: 0 }),
    ...overrides,
  };
  const app = express().use(API_PATH, createApi(parts));
  const routes = apiRoutes(parts);

  /** Asks with an admin's token unless told otherwise, and holds the answer against the schema. */
  async function ask(method: Method, path: string, { token = 'admin-token', body, headers = {} }: Asking = {}) {
    let request = supertest(app)[method](`${API_PATH}${path}`).set(headers);
    if (token !== '') request = request.set('authorization', `Bearer ${token}`);
    const { status, type, headers: sent, body: told } = (await (body === undefined ? request : request.send(body as object))) as Sent;
    const answered = { status, type, headers: sent as Record<string, string | undefined>, body: told };
    hold(routes, method, path, answered);
    return answered;
  }

  /** Puts a call into the store, and its caller in line. */
  async function callInLine(call: CallerCall = callerCall(), steps = [{ from: NOW - 42_000, classes: ['team:engineers'] }]): Promise<void> {
    await store.floor.open([...new Set(steps.flatMap(({ classes }) => classes))], (name, agent) => (people.get(agent)?.teams.includes(name.replace('team:', '')) ? 0 : undefined));
    const wait = call.doing.is === 'waiting' ? call.doing.wait : undefined;
    const done = await store.commit({
      calls: [{ call, was: undefined }],
      ...(wait !== undefined && { floor: [{ verb: 'join', wait: { id: wait, call: call.id, rank: call.standing?.rank ?? 0, joined: call.standing?.joined ?? 0, steps, limit: 1 } }] }),
    });
    expect(done).toMatchObject({ ok: true });
  }

  async function keep(call: Call): Promise<void> {
    expect(await store.commit({ calls: [{ call, was: undefined }] })).toMatchObject({ ok: true });
  }

  return { app, ask, callInLine, keep, parts, routes, store, clock, log, people, cases, edited, pins, unlocked };
}

/** What supertest gives, with nothing known of the body. */
interface Sent extends Answered {
  headers: unknown;
}

interface Answered {
  status: number;
  type: string;
  body: unknown;
}

/** An answer that its route's schema does not know fails the test, whatever the test is about. */
export function hold(routes: readonly Route[], method: string, path: string, { status, type, body }: Answered): void {
  if (type === 'application/problem+json') {
    expect(problemSchema.parse(body).status).toBe(status);
    return;
  }
  const route = routes.find((one) => one.method === method && fits(one.path, path));
  const outcome = route?.outcomes.find((one) => one.status === status || ('type' in one && status === 206));
  if (!outcome) throw new Error(`${method} ${path} answered ${status} ${type}, which its route does not tell of`);
  if ('body' in outcome) outcome.body.parse(body);
  else if ('type' in outcome) expect(type).toBe(outcome.type);
  else expect(body).toEqual({});
}

export function fits(template: string, path: string): boolean {
  const pattern = template.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path.split('?')[0] ?? '');
}
