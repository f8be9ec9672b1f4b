// Text messages: to an agent, to whoever has duty, or to the caller. Each passes the gate for outgoing numbers.
import type { Addressee, Deed } from '../call/effects.ts';
import type { Agent } from '../centre/centre.ts';
import { dutyLadder } from '../duty/ladder.ts';
import type { E164 } from '../phone/number.ts';
import { callerIdFor } from './decide.ts';
import type { Done } from './desk.ts';
import { passGate } from './gate.ts';
import type { Parts } from './parts.ts';

const AGAIN_MS = 5_000;
const TRIES_MAX = 5;

interface Target {
  to: string;
  from: E164;
  language: string;
  use: 'text' | 'page';
}

export async function sendText(parts: Parts, deed: Deed & { do: 'text' }, tries: number): Promise<Done> {
  const target = await targetOf(parts, deed.to);
  if (!target) return unsent(parts, deed.about, 'no-number');
  const gate = await passGate(parts, { ...target, about: deed.about });
  if (!gate.ok) return 'done';
  const message = parts.fresh();
  const sent = await parts.carrier.text({ to: gate.number, from: target.from, body: parts.words(deed.key, deed.values, target.language), statusUrl: parts.addresses.message(message) });
  if (!sent.ok && sent.why === 'later' && tries < TRIES_MAX) return { again: AGAIN_MS };
  if (!sent.ok) return unsent(parts, deed.about, sent.why);
  await parts.store.journal.append([{ at: parts.clock.now(), kind: 'text-sent', about: deed.about, message }]);
  return 'done';
}

async function unsent({ store, clock, log }: Parts, about: string, why: string): Promise<Done> {
  await store.journal.append([{ at: clock.now(), kind: 'text-unsent', about, why }]);
  log.warn({ about, why }, 'a text was not sent');
  return 'done';
}

async function targetOf(parts: Parts, to: Addressee): Promise<Target | undefined> {
  const { people, centre, store } = parts;
  if ('caller' in to) {
    const call = await store.call(to.caller);
    if (call?.role !== 'caller' || call.from.kind !== 'number') return undefined;
    return { to: call.from.number, from: callerIdFor(centre, call), language: call.language, use: 'text' };
  }
  if ('manager' in to) {
    const { phone, language } = Object.hasOwn(centre.management, to.manager) ? centre.management[to.manager] ?? {} : {};
    const shown = centre.regions[to.region ?? '']?.callerId ?? centre.lines[0]?.number;
    return phone && shown ? { to: phone, from: shown, language: language ?? 'en', use: 'page' } : undefined;
  }
  const agent = 'agent' in to ? await people.get(to.agent) : await onDuty(parts, to.duty);
  const from = agent && (centre.regions[agent.region]?.callerId ?? centre.lines[0]?.number);
  if (!agent?.phone || !from) return undefined;
  return { to: agent.phone, from, language: agent.languages[0] ?? 'en', use: 'duty' in to ? 'page' : 'text' };
}

/** The first on the ladder who can get a text: the file may name somebody whom the API has removed since. */
async function onDuty({ people, centre, clock }: Parts, region: string): Promise<Agent | undefined> {
  for (const id of dutyLadder(centre, region, clock.now())) {
    const agent = await people.get(id);
    if (agent?.phone !== undefined) return agent;
  }
  return undefined;
}
