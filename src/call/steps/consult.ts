// consult, invite, together, hand-over, drop: somebody else is brought in, first in a room apart, while the caller hears music.
import { rankOf } from '../../routing/rank.ts';
import { personClass } from '../../routing/who.ts';
import type { WaitStep } from '../../store/floor.ts';
import type { AgentCall } from '../call.ts';
import type { CallEvent } from '../event.ts';
import { lineUp } from '../line-up.ts';
import { bringIn, dismissConsulted, finishTalk, leaveConsult } from '../agent-leg.ts';
import { agentScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const consult: StepKind<'consult'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    if (agent.call.consult) return backInRoom(agent.call.consult.wait);
    const plan = lineUp(agent, step.args.demand);
    if ('need' in plan) return plan;
    const { demand, as, within } = step.args;
    const about = { demand, ...(as === 'manager' && { reason: agent.call.vars['reason'] ?? '' }) };
    return call(agent, { steps: plan.steps, as, within, about });
  },
  on: (_step, scene, event) => backOut(agentScene(scene), event),
};

export const invite: StepKind<'invite'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    if (agent.call.consult) return backInRoom(agent.call.consult.wait);
    const to = agent.call.vars['to'];
    const steps = to === undefined ? [] : [{ from: agent.now, classes: [personClass(to)] }];
    return call(agent, { steps, as: 'colleague', within: step.args.within, about: { for: to } });
  },
  on: (_step, scene, event) => backOut(agentScene(scene), event),
};

interface Asked {
  steps: readonly WaitStep[];
  as: NonNullable<AgentCall['consult']>['as'];
  within: number;
  about: Readonly<Record<string, unknown>>;
}

/** A place in line for the agent, whose room apart it names. */
function call(agent: Scene<AgentCall>, { steps, as, within, about }: Asked): Outcome {
  if (steps.length === 0) return { leave: 'nobody' };
  const wait = agent.id();
  const joined = agent.facts.customer?.standing?.joined ?? agent.now;
  agent.floor({ verb: 'join', wait: { id: wait, call: agent.call.id, rank: rankOf(joined, 'P1', agent.centre), joined, steps, limit: agent.centre.priorities.P1.offers } });
  agent.work({ do: 'tell', call: agent.call.id, message: { tell: 'due', what: 'consult-over', of: wait } }, agent.now + within * 1000);
  agent.journal('consult', about);
  agent.call = { ...agent.call, consult: { wait, as } };
  agent.spoken.push(as === 'manager' ? agent.say('agent.consult-calling') : agent.say('agent.consult-colleague'));
  return backInRoom(wait);
}

function backOut(agent: Scene<AgentCall>, event: CallEvent): Outcome {
  if (event.kind !== 'out-of-room') return { keep: agent.call.doing };
  if (agent.call.consult?.with) return { leave: 'star' };
  leaveConsult(agent);
  return { leave: 'alone' };
}

const backInRoom = (room: string) => ({ stay: { is: 'consulting' } as const, tell: [{ do: 'room', room, as: 'agent' } as const] });

export const together: StepKind<'together'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    const member = agent.call.consult?.with;
    if (member) bringIn(agent, member);
    return { leave: 'next' };
  },
};

export const handOver: StepKind<'hand-over'> = {
  enter(_step, scene) {
    const agent = agentScene(scene);
    const member = agent.call.consult?.with;
    if (member) {
      bringIn(agent, member, agent.call.id);
      agent.call = { ...agent.call, holding: false };
      agent.journal('handed-over', { to: member.agent });
      finishTalk(agent);
    }
    return { leave: 'next' };
  },
};

export const drop: StepKind<'drop'> = {
  enter(_step, scene) {
    dismissConsulted(agentScene(scene));
    return { leave: 'next' };
  },
};
