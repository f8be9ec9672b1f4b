// How a call begins: a caller's, from the first webhook; an agent's leg, from an offer.
import type { Centre, Agent, Line } from '../centre/centre.ts';
import type { Flows } from '../flow/verbs.ts';
import { chooseLanguage, languageOfCountry } from '../language/tag.ts';
import { readCaller } from '../phone/caller.ts';
import type { E164 } from '../phone/number.ts';
import { regionOf } from '../phone/region.ts';
import type { AgentCall, Call, CallerCall, PageCall, StaffCall } from './call.ts';
import { isAwaited } from './callback.ts';
import type { EscalationRecord } from './escalation.ts';
import { interpreterLeg } from './pair.ts';
import { startOf } from './place.ts';

/** A number that is no line of the centre's file is answered like its first line: somebody is on the phone. */
export function lineFor(centre: Centre, number: string): Line {
  const line = centre.lines.find((each) => each.number === number) ?? centre.lines[0];
  if (!line) throw new Error('the centre has no line');
  return line;
}

export function countryRegions(centre: Centre): (country: string) => string | undefined {
  return (country) => Object.entries(centre.regions).find(([, region]) => region.countries.includes(country))?.[0];
}

export function beginCaller(centre: Centre, flows: Flows, leg: { id: string; sid: string; from: string; to: string; now: number }): CallerCall {
  const line = lineFor(centre, leg.to);
  const from = readCaller(leg.from);
  const country = from.kind === 'number' ? from.country : undefined;
  const wanted = country === undefined ? undefined : languageOfCountry(country);
  return {
    role: 'caller', id: leg.id, sid: leg.sid, turn: 0, document: 0, began: leg.now,
    line: line.number, from, ...(country === undefined ? {} : { country }),
    language: chooseLanguage(wanted === undefined ? [] : [wanted], line.languages) ?? line.languages[0] ?? 'en',
    region: regionOf({ line: { defaultRegion: line.defaultRegion, ...(line.region === undefined ? {} : { region: line.region }) }, ...(country === undefined ? {} : { callerCountry: country }) }, countryRegions(centre)),
    flows: flows.hash, at: startOf(flows, line.flow), back: [], vars: {}, doing: { is: 'new' }, answer: [], members: [],
  };
}

/** The flow that answers the staff line. */
export const STAFF_FLOW = 'staff';

/** Our own people call in. Who they are is not known by their number, which anybody can show. */
export function beginStaff(centre: Centre, flows: Flows, leg: { id: string; sid: string; from: string; line: E164; now: number }): StaffCall {
  return {
    role: 'staff', id: leg.id, sid: leg.sid, turn: 0, document: 0, began: leg.now, line: leg.line, from: readCaller(leg.from), wrong: 0,
    language: centre.lines[0]?.languages[0] ?? 'en', flows: flows.hash, at: startOf(flows, STAFF_FLOW), back: [], vars: {}, doing: { is: 'new' }, answer: [],
  };
}

/** The flow that runs on the phones of agents. */
export const AGENT_FLOW = 'agent';

/** Who is rung beside them, and in which part they are; a team that is never recorded counts for both. */
export interface PairOffer {
  as: 'agent' | 'interpreter';
  beside: Pick<Agent, 'teams'>;
  language: string;
}

export interface AgentOffer {
  id: string;
  wait: string;
  asker: Call;
  caller: CallerCall;
  askedBy?: string;
  /** The customer is called first, and this phone once they are there. */
  reserved?: true;
  duty?: AgentCall['duty'];
  pair?: PairOffer;
  agent: Agent & { phone: E164 };
  shows: E164;
  teams?: Centre['teams'];
  now: number;
}

export function beginAgent(flows: Flows, offer: AgentOffer): AgentCall {
  const { asker, caller, agent, pair } = offer;
  const interprets = interpretsIn(offer);
  const heard = pair ? [agent, pair.beside] : [agent];
  return {
    role: 'agent', id: pair?.as === 'interpreter' ? interpreterLeg(offer.id) : offer.id, turn: 0, document: 0, began: offer.now,
    agent: agent.id, phone: agent.phone, shows: offer.shows, wait: offer.wait, asker: asker.id, caller: caller.id, room: offer.wait,
    language: agent.languages[0] ?? 'en', stage: 'ringing', holding: false,
    flows: flows.hash, at: startOf(flows, AGENT_FLOW), back: [], doing: { is: 'dialling' }, answer: [],
    ...(heard.some(({ teams }) => teams.some((team) => offer.teams?.[team]?.record === 'never')) && { unrecorded: true as const }),
    ...(offer.duty && { duty: offer.duty }),
    ...(pair && { pair: { offer: offer.id, as: pair.as } }), ...(interprets !== undefined && { interprets: { language: interprets } }),
    vars: askedAs(offer, interprets),
  };
}

/** Which language this leg interprets, where it is rung for that: beside an agent, or by one in a call. */
function interpretsIn({ asker, pair }: AgentOffer): string | undefined {
  if (pair?.as === 'interpreter') return pair.language;
  return asker.role === 'agent' && asker.consult?.as === 'interpreter' ? asker.vars['interpret'] ?? '' : undefined;
}

/** As what they are asked, for the whisper: `consulted`, and what it says of that. */
function askedAs({ asker, askedBy, reserved, duty, pair }: AgentOffer, interprets: string | undefined): Record<string, string> {
  if (interprets !== undefined) return { consulted: 'interpreter', interpret: interprets };
  if (duty) return { consulted: duty.asked ? 'duty' : 'at-work-on-duty' };
  if (asker.role === 'caller' && isAwaited(asker) && !reserved) return { consulted: 'callback' };
  if (pair) return { consulted: 'pair', interpret: pair.language };
  if (asker.role !== 'agent') return {};
  return { consulted: asker.consult?.as === 'colleague' ? 'colleague' : 'yes', reason: asker.vars['reason'] ?? '', 'asked-by': askedBy ?? asker.agent, case: asker.vars['case'] ?? '' };
}

/** The flow that a page by voice plays. */
export const PAGE_FLOW = 'page';

export function beginPage(flows: Flows, page: { id: string; escalation: EscalationRecord; rung: number; agent: Agent & { phone: E164 }; shows: E164; now: number }): PageCall {
  const { agent, escalation } = page;
  return {
    role: 'page', id: page.id, turn: 0, document: 0, began: page.now, agent: agent.id, phone: agent.phone, shows: page.shows,
    caller: escalation.call, escalation, rung: page.rung, acknowledged: false, language: agent.languages[0] ?? 'en',
    flows: flows.hash, at: startOf(flows, PAGE_FLOW), back: [], doing: { is: 'dialling' }, answer: [], vars: { reason: escalation.reason, consulted: 'page', case: escalation.case ?? '' },
  };
}
