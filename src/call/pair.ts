// Two who take a caller together, an agent and an interpreter: one offer, a leg each. The first 1 waits in the room, the second brings the caller on.
import { interpretedBy } from '../routing/pair.ts';
import type { Offer } from '../store/floor.ts';
import type { AgentCall, CallerCall, Member } from './call.ts';
import { noMisses } from './misses.ts';
import { languageNeeded } from './needed.ts';
import type { Scene } from './scene.ts';

/** An agent's leg has the offer's id, and the interpreter's one that follows from it. */
export const interpreterLeg = (offer: string): string => `${offer}i`;

export const offerOf = ({ id, pair }: Pick<AgentCall, 'id' | 'pair'>): string => pair?.offer ?? id;

/** The leg of the other one. */
export const besideLeg = ({ pair }: AgentCall): string | undefined => (pair?.as === 'agent' ? interpreterLeg(pair.offer) : pair?.offer);

/** The two of an offer, as they are in the conversation. */
export function pairIn(offer: Offer | undefined): { agent: Member; interpreter: Member } | undefined {
  const [agent, interpreter] = offer?.agents ?? [];
  if (offer === undefined || agent === undefined || interpreter === undefined) return undefined;
  return { agent: { agent, leg: offer.id }, interpreter: { agent: interpreter, leg: interpreterLeg(offer.id), interprets: true } };
}

/** Somebody who has said yes has taken the caller as soon as the other one has, whoever tells of it. */
export function nowTogether(scene: Scene<AgentCall>): void {
  const { pair, stage } = scene.call;
  if (!pair?.agreed || stage !== 'ringing' || scene.facts.offer?.state !== 'accepted') return;
  scene.call = { ...scene.call, stage: 'taken' };
  begun(scene);
}

/** What is noted of whoever has taken a caller with another. */
export function begun(scene: Scene<AgentCall>): void {
  const { pair, interprets, wait, agent } = scene.call;
  if (interprets) scene.call = { ...scene.call, interprets: { ...interprets, since: scene.now } };
  scene.record('misses', agent, noMisses(scene.now));
  scene.journal('taken', { offer: offerOf(scene.call), wait, ...(pair && { as: pair.as }) });
}

/** The caller is not there yet: the two speak with each other first. */
export const isBriefing = ({ call, facts }: Scene<AgentCall>): boolean =>
  call.pair !== undefined && facts.customer?.doing.is === 'waiting' && facts.customer.doing.wait === call.wait;

/** The caller hears music a little longer, while the two tell each other what it is about; both are noted as there. */
export function brief(scene: Scene<CallerCall>, wait: string, { agent, interpreter }: { agent: Member; interpreter: Member }): void {
  if (scene.call.members.length > 0) return;
  scene.call = { ...scene.call, members: [agent, interpreter] };
  scene.journal('briefing', { agent: agent.agent, interpreter: interpreter.agent });
  scene.work({ do: 'tell', call: scene.call.id, message: { tell: 'due', what: 'briefed', of: wait } }, scene.now + scene.centre.settings.briefS * 1000, `brief:${wait}`);
}

export const interpretersIn = (members: readonly Member[]): readonly Member[] => members.filter(({ interprets }) => interprets);
export const agentsIn = (members: readonly Member[]): readonly Member[] => members.filter(({ interprets }) => !interprets);

/** Nobody interprets for a caller who is alone: whoever comes next brings an interpreter of their own. */
export function letInterpretersGo(scene: Scene<CallerCall>): void {
  const unheard = scene.call.members.length === 0 && scene.facts.wait?.state === 'talking' ? pairIn(scene.facts.offer) : undefined;
  for (const { leg } of unheard ? [unheard.interpreter] : interpretersIn(scene.call.members)) scene.tell(leg, { tell: 'dismissed' });
}

/** In which language somebody interprets for them, or was about to. */
export function interpretedIn({ call, facts }: Scene<CallerCall>): string | undefined {
  const two = facts.wait?.state === 'talking' && pairIn(facts.offer) !== undefined;
  if (!two && interpretersIn(call.members).length === 0) return undefined;
  return interpretedBy(facts.offer?.class ?? '') ?? languageNeeded(call);
}

/** How long somebody interpreted is noted on the caller's call, which may be over by then. */
export function noteInterpreted(scene: Scene<AgentCall>): void {
  const { interprets, agent, caller } = scene.call;
  if (interprets?.since === undefined) return;
  const seconds = Math.round((scene.now - interprets.since) / 1000);
  scene.journal('interpreted', { language: interprets.language, seconds });
  scene.tell(caller, { tell: 'interpreted', by: { agent }, language: interprets.language, seconds });
}
