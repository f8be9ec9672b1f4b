// What a decision looked at and why each of the others was passed over, short enough to stand in the journal.
import type { ClassName, Look, Refusal } from '../store/floor.ts';
import type { Match } from './match.ts';
import { personClass } from './who.ts';

/** Others are kept one by one up to this many; the rest are counted by their reason. */
export const OTHERS_MAX = 20;

/** Why somebody who was looked at was not the one. */
export type PassedOver =
  /** The one chosen was asked for by name. */
  | 'asked-by-name'
  /** The one chosen is free longer. */
  | 'idle-less-long'
  /** The one chosen comes first by the way this team is rung: more skilled, fewer calls. */
  | 'comes-later'
  /** The caller chosen stands before this one in line. */
  | 'further-back'
  /** As many phones ring for this caller as may. */
  | 'at-limit';

export type Other = { agent: string; why: PassedOver } | { call: string; why: PassedOver };

/** A claim that the store refused on the way to this decision. */
export interface RefusedClaim {
  call: string;
  agent: string;
  why: Refusal['why'];
}

export interface Decision {
  others?: readonly Other[];
  /** Those beyond the ones kept. */
  more?: Readonly<Partial<Record<PassedOver, number>>>;
  refused?: readonly RefusedClaim[];
}

/** The heads of all classes but the one chosen, each person once. Empty fields are left out: most decisions have no others. */
export function decisionOf(look: Look, chosen: Match, refused: readonly RefusedClaim[] = []): Decision {
  const others = look.for === 'wait' ? otherAgents(look, chosen) : otherCallers(look, chosen);
  const more = countedBy(others.slice(OTHERS_MAX));
  return {
    ...(others.length > 0 && { others: others.slice(0, OTHERS_MAX) }),
    ...(others.length > OTHERS_MAX && { more }),
    ...(refused.length > 0 && { refused: refused.slice(0, OTHERS_MAX) }),
  };
}

/** The call that a wait of this look is about. */
export const callIn = (look: Look, wait: string): string =>
  look.for === 'wait' ? look.wait.call : look.waits.find((head) => head.wait.id === wait)?.wait.call ?? '';

function otherAgents(look: Look & { for: 'wait' }, chosen: Match): Other[] {
  const one = look.agents.find(({ agent, class: name }) => agent === chosen.agent && name === chosen.class);
  const seen = new Set([chosen.agent]);
  return look.agents.flatMap((head) => {
    if (seen.has(head.agent)) return [];
    seen.add(head.agent);
    return [{ agent: head.agent, why: whyNotFirst(head, chosen, one?.since ?? 0) }];
  });
}

function whyNotFirst(head: { agent: string; class: ClassName; since: number }, chosen: Match, since: number): PassedOver {
  if (chosen.class === personClass(chosen.agent) && head.class !== personClass(head.agent)) return 'asked-by-name';
  return head.since >= since ? 'idle-less-long' : 'comes-later';
}

function otherCallers(look: Look & { for: 'agent' }, chosen: Match): Other[] {
  const seen = new Set([chosen.wait]);
  return look.waits.flatMap(({ wait }) => {
    if (seen.has(wait.id)) return [];
    seen.add(wait.id);
    return [{ call: wait.call, why: wait.state === 'waiting' && wait.offers.length >= wait.limit ? 'at-limit' as const : 'further-back' as const }];
  });
}

function countedBy(others: readonly Other[]): Partial<Record<PassedOver, number>> {
  const counts: Partial<Record<PassedOver, number>> = {};
  for (const { why } of others) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}
