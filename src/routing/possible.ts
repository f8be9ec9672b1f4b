// Whether an agent could ever be whom an expression asks for, whatever call it is.
import type { Agent } from '../centre/centre.ts';
import { isAsked } from './admits.ts';
import type { Neighbours } from './resolve.ts';
import { partsOf, readAtom } from './who.ts';
import type { Asked, Term } from './who.ts';

/** Whether it can hold, and whether it can fail to. */
interface Can {
  hold: boolean;
  fail: boolean;
}

export const couldAdmit = (term: Term, agent: Agent, regions: Neighbours): boolean => Object.keys(regions).some((region) => can(term, { agent, region, regions }).hold);

interface About {
  agent: Agent;
  /** The caller's. */
  region: string;
  regions: Neighbours;
}

function can(term: Term, about: About): Can {
  if (typeof term === 'string') return canAtom(readAtom(term), about);
  if ('not' in term) return opposite(can(term.not, about));
  const parts = partsOf(term).map((part) => can(part, about));
  if ('all' in term) return { hold: parts.every(({ hold }) => hold), fail: parts.some(({ fail }) => fail) };
  return { hold: parts.some(({ hold }) => hold), fail: parts.every(({ fail }) => fail) };
}

const opposite = ({ hold, fail }: Can): Can => ({ hold: fail, fail: hold });
const surely = (holds: boolean): Can => ({ hold: holds, fail: !holds });

function canAtom(asked: Asked | undefined, { agent, region, regions }: About): Can {
  if (asked === undefined) return surely(false);
  if ('person' in asked) return { hold: true, fail: true };
  if ('skill' in asked && asked.skill === 'case') return { hold: Object.values(agent.skills).some((level) => level >= asked.level), fail: true };
  if ('language' in asked && asked.language === 'caller') return { hold: agent.languages.length > 0, fail: true };
  if ('interprets' in asked && asked.interprets === 'caller') return { hold: (agent.interprets ?? []).length > 0, fail: true };
  if ('next' in asked) return surely(agent.region === regions[region]?.neighbours[asked.next - 1]);
  if ('region' in asked && asked.region === 'caller') return surely(agent.region === region);
  return surely(isAsked(asked, agent));
}
