// Text messages: to an agent, to whoever has duty, or to the caller. Each passes the gate for outgoing numbers.
import type { Addressee, Deed } from '../call/effects.ts';
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

async function targetOf({ people, centre, store, clock }: Parts, to: Addressee): Promise<Target | undefined> {
  if ('caller' in to) {
    const call = await store.call(to.caller);
    if (call?.role !== 'caller' || call.from.kind !== 'number') return undefined;
    return { to: call.from.number, from: callerIdFor(centre, call), language: call.language, use: 'text' };
  }
  const id = 'agent' in to ? to.agent : dutyLadder(centre, to.duty, clock.now())[0];
  const agent = id === undefined ? undefined : await people.get(id);
  const from = agent && (centre.regions[agent.region]?.callerId ?? centre.lines[0]?.number);
  if (!agent?.phone || !from) return undefined;
  return { to: agent.phone, from, language: agent.languages[0] ?? 'en', use: 'duty' in to ? 'page' : 'text' };
}
