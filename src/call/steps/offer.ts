// take, pass: what an agent says to an offer. The first 1 claims the caller; who comes second is told so.
import { giveBack, PUT_DOWN_MS } from '../agent-leg.ts';
import { countsCalls } from '../../routing/taken.ts';
import { countMiss, noMisses } from '../misses.ts';
import { agentScene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const take: StepKind<'take'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    if (agent.facts.offer?.state !== 'live' || agent.call.stage !== 'ringing') return { leave: 'gone' };
    const { id, wait, agent: who, asker, caller } = agent.call;
    agent.floor({ verb: 'accept', offer: id });
    agent.call = { ...agent.call, stage: 'taken' };
    agent.tell(asker, { tell: 'taken', wait, offer: id, agent: who, ...(agent.call.unrecorded && { unrecorded: true }) });
    agent.record('misses', who, noMisses(agent.now));
    if (countsCalls(agent.centre)) agent.work({ do: 'count-call', agent: who, offer: id });
    agent.journal('taken', { offer: id, wait, ...(asker !== caller && { consulted: true }) });
    return { leave: 'taken' };
  },
};

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
