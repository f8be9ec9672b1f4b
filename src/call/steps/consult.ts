// consult, together, hand-over, drop: somebody else is brought in, first in a room apart, while the caller hears music.
import { rankOf } from '../../routing/rank.ts';
import { lineUp } from '../line-up.ts';
import { bringIn, dismissConsulted, finishTalk, leaveConsult } from '../agent-leg.ts';
import { agentScene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const consult: StepKind<'consult'> = {
  enter(step, scene) {
    const agent = agentScene(scene);
    if (agent.call.consult) return backInRoom(agent.call.consult.wait);
    const plan = lineUp(agent, step.args.demand);
    if ('need' in plan) return plan;
    const { steps } = plan;
    if (steps.length === 0) return { leave: 'nobody' };
    const wait = agent.id();
    const joined = agent.facts.customer?.standing?.joined ?? agent.now;
    agent.floor({ verb: 'join', wait: { id: wait, call: agent.call.id, rank: rankOf(joined, 'P1', agent.centre), joined, steps, limit: agent.centre.priorities.P1.offers } });
    agent.work({ do: 'tell', call: agent.call.id, message: { tell: 'due', what: 'consult-over', of: wait } }, agent.now + step.args.within * 1000);
    agent.journal('consult', { demand: step.args.demand, reason: agent.call.vars['reason'] ?? '' });
    agent.call = { ...agent.call, consult: { wait } };
    scene.spoken.push(scene.say('agent.consult-calling'));
    return backInRoom(wait);
  },
  on(_step, scene, event) {
    const agent = agentScene(scene);
    const { consult: with_, doing } = agent.call;
    if (event.kind !== 'out-of-room') return { keep: doing };
    if (with_?.with) return { leave: 'star' };
    leaveConsult(agent);
    return { leave: 'alone' };
  },
};

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
