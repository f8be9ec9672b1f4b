// take, pass: what an agent says to an offer. The first 1 claims the caller; who comes second is told so.
import { giveBack, PUT_DOWN_MS } from '../agent-leg.ts';
import { countsCalls } from '../../routing/taken.ts';
import { countMiss, noMisses } from '../misses.ts';
import { begun, pairIn } from '../pair.ts';
import type { Offer } from '../../store/floor.ts';
import type { AgentCall } from '../call.ts';
import { agentScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const take: StepKind<'take'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    if (agent.facts.offer?.state !== 'live' || agent.call.stage !== 'ringing') return { leave: 'gone' };
    if (agent.call.pair) return takeTogether(agent, agent.facts.offer, step.ways);
    const { id, wait, agent: who, asker, caller } = agent.call;
    agent.floor({ verb: 'accept', offer: id });
    agent.call = { ...agent.call, stage: 'taken' };
    agent.tell(asker, { tell: 'taken', wait, offer: id, agent: who, ...(agent.call.unrecorded && { unrecorded: true }) });
    if (agent.call.interprets) agent.call = { ...agent.call, interprets: { ...agent.call.interprets, since: agent.now } };
    agent.record('misses', who, noMisses(agent.now));
    if (countsCalls(agent.centre)) agent.work({ do: 'count-call', agent: who, offer: id });
    agent.journal('taken', { offer: id, wait, ...(asker !== caller && { consulted: true }) });
    return { leave: 'taken' };
  },
};

/** The first of two waits for the other, which the floor remembers; the second one claims the caller for both. */
function takeTogether(scene: Scene<AgentCall>, offer: Offer, ways: Readonly<Record<string, string>>): Outcome {
  const { agent, asker, wait, pair } = scene.call;
  const by = (way: string): Outcome => ({ leave: way in ways ? way : 'taken' });
  const two = pairIn(offer);
  if (!pair || !two) return { leave: 'gone' };
  if (!offer.agreed?.some((id) => id !== agent)) {
    scene.floor({ verb: 'agree', offer: offer.id, agent });
    scene.call = { ...scene.call, pair: { ...pair, agreed: true } };
    scene.journal('agreed', { offer: offer.id, as: pair.as });
    return by('waits');
  }
  scene.floor({ verb: 'accept', offer: offer.id, agent });
  scene.call = { ...scene.call, stage: 'taken' };
  scene.tell(asker, { tell: 'taken', wait, offer: offer.id, agent: two.agent.agent, interpreter: two.interpreter.agent, ...(scene.call.unrecorded && { unrecorded: true }) });
  begun(scene);
  if (countsCalls(scene.centre)) for (const id of offer.agents) scene.work({ do: 'count-call', agent: id, offer: offer.id });
  return by('paired');
}

export const pass: StepKind<'pass'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    if (agent.call.stage === 'ringing' && agent.facts.offer?.state === 'live') {
      giveBack(agent, step.args.missed ? 'expired' : 'declined');
      if (step.args.missed) countMiss(agent);
      agent.floor({ verb: 'extend-wrap', agent: agent.call.agent, wrapUntil: agent.now + PUT_DOWN_MS });
    }
    agent.call = { ...agent.call, stage: 'done' };
    return { leave: 'next' };
  },
};
