// Plays a script: one step after the other, then the ends, then what must be true of every call.
import type { Visit } from '../call/place.ts';
import type { Spot } from '../flow/problem.ts';
import { checkEndings } from './verdict.ts';
import { Missed, Person } from './person.ts';
import type { Act, Script } from './script.ts';
import { addVisits, Story, type Line } from './story.ts';
import { openStage, type Repertoire, type Stage } from './theatre.ts';

export interface Played {
  script: Script;
  /** Where the story went another way than the script says; none where all held. */
  failure?: { spot: Spot; told: string; message: string };
  lines: readonly Line[];
  /** The steps each call went through. */
  walks: readonly (readonly Visit[])[];
  /** Seconds of the story's own time. */
  seconds: number;
  /** How many calls there were, agents' legs included. */
  calls: number;
}

/** People come to work before the story begins, one after the other, so that who is idle longest is no matter of chance. */
const APART_MS = 10;

export async function playScript(files: Repertoire, script: Script): Promise<Played> {
  const walks = new Map<string, Visit[]>();
  const people = new Map<string, Person>();
  const stage = await openStage(files, { ...script, at: script.at - script.presence.length * APART_MS }, {
    walked(call, visits) {
      const walk = walks.get(call.id) ?? [];
      walks.set(call.id, walk);
      addVisits(walk, visits);
    },
    settled() {
      const now = stage.clock.now();
      for (const person of people.values()) person.notice(now);
    },
  });
  const story = new Story(() => stage.clock.now(), script.at);
  gather(stage, files, script, story, people);
  try {
    const failure = await perform(stage, script, people);
    return {
      script, lines: story.lines([...people.values()]), walks: [...walks.values()], seconds: story.seconds, calls: stage.lab.calls().length,
      ...(failure && { failure }),
    };
  } finally {
    stage.close();
  }
}

/** Callers and agents with their phones. */
function gather(stage: Stage, { centre }: Repertoire, script: Script, story: Story, people: Map<string, Person>): void {
  const place = { clock: stage.clock, story, together: (a: { sid: string; in: string }, b: { sid: string }) => isTogether(stage, a, b) };
  for (const { name, from, withheld } of script.callers) people.set(name, new Person(place, name, stage.lab.phone(from), { withheld }));
  for (const { id, phone } of centre.agents) if (phone !== undefined) people.set(id, new Person(place, id, stage.lab.phone(phone), { withheld: false }));
  for (const { agent, policy } of script.phones) {
    const person = people.get(agent);
    person?.phone[policy]();
    person?.expectsCalls();
  }
}

function isTogether({ lab }: Stage, a: { sid: string; in: string }, b: { sid: string }): boolean {
  const room = lab.room(a.in);
  const isIn = (sid: string) => room?.participants.some(({ leg, held }) => leg.sid === sid && !held) ?? false;
  return room?.status === 'in-progress' && isIn(a.sid) && isIn(b.sid);
}

async function perform(stage: Stage, script: Script, people: ReadonlyMap<string, Person>): Promise<Played['failure']> {
  const where = { spot: script.spot, told: 'everybody takes their place' };
  try {
    for (const { agent, presence } of script.presence) await setPresence(stage, agent, presence);
    for (const step of script.steps) {
      Object.assign(where, { spot: step.spot, told: step.told });
      await act(stage, step, people);
    }
    Object.assign(where, { spot: script.spot, told: 'the end' });
    await stage.clock.push(END_MS);
    await checkRest(stage, people);
  } catch (error) {
    if (error instanceof Missed) return { ...where, message: error.message };
    throw error;
  }
  return checkEndings(stage, script, people);
}

/** After the last step: what is under way comes to its end. */
const END_MS = 1_000;

async function setPresence({ service, clock }: Stage, agent: string, presence: 'ready' | 'away' | 'offline'): Promise<void> {
  const set = await service.reception.presence(agent, presence);
  if (!set.ok) throw new Missed(`${agent} cannot become ${presence}: ${set.why}`);
  await clock.push(APART_MS);
}

async function act(stage: Stage, step: Act, people: ReadonlyMap<string, Person>): Promise<void> {
  const person = personNamed(people, step.who);
  switch (step.do) {
    case 'dials': return person.dials(step.line);
    case 'hears': return person.hears(step.words, step.withinS);
    case 'does not hear': return person.doesNotHear(step.words, step.withinS);
    case 'hears hold music': return person.hearsHoldMusic(step.withinS);
    case 'presses': return person.presses(step.keys);
    case 'speaks': return person.speaks(step.seconds, step.words);
    case 'waits': return person.waits(step.seconds);
    case 'hangs up': return person.hangsUp();
    case 'is hung up on': return person.isHungUpOn(step.withinS);
    case 'talks with': return person.talksWith(step.whom.map((name) => personNamed(people, name)), step.withinS);
    case 'gets a text': return person.getsText(step.words, step.withinS);
    case 'is rung': return void (await person.isRung(step.withinS));
    case 'is not rung': return person.isNotRung(step.seconds);
    case 'stops ringing': return person.stopsRinging(step.withinS);
    case 'answers': return person.answers(step.withinS);
    case 'takes the call': return person.decides('1', step.withinS);
    case 'passes': return person.decides('2', step.withinS);
    case 'declines': return person.declines(step.withinS);
    case 'ignores': return person.ignores(step.withinS);
    case 'mailbox answers': return person.mailboxAnswers(step.withinS);
    case 'is busy': return person.isBusy();
    case 'becomes': return setPresence(stage, step.who, step.presence);
  }
}

function personNamed(people: ReadonlyMap<string, Person>, name: string): Person {
  const person = people.get(name);
  if (!person) throw new Error(`a script was read in which '${name}' is nobody`);
  return person;
}

/** What holds at the end of every call: nobody still on the phone, nobody rung whom no step spoke of, nobody left waiting, nothing gone wrong. */
async function checkRest({ lab, store, log }: Stage, people: ReadonlyMap<string, Person>): Promise<void> {
  const nameOf = (number: string) => [...people.values()].find(({ phone }) => phone.number === number)?.name ?? number;
  const legs = lab.calls().filter(({ over }) => !over);
  if (legs.length > 0) throw new Missed(`still on the phone at the end: ${legs.map((leg) => nameOf(leg.direction === 'inbound' ? leg.from : leg.to)).join(', ')}`);
  const unexpected = [...people.values()].flatMap((person) => person.unexpected().map(({ status }) => `${person.name} (${status})`));
  if (unexpected.length > 0) throw new Missed(`phones rang that no step speaks of: ${unexpected.join(', ')}`);
  // Whoever was promised a callback has gone home with it.
  const calls = await store.calls({ limit: 10, live: true });
  const promised = calls.filter(({ doing }) => doing.is === 'promised').map(({ id }) => id);
  const waits = (await store.floor.waits()).filter(({ state, call }) => state !== 'gone' && !promised.includes(call));
  if (waits.length > 0) throw new Missed(`${waits.length} still in line at the end`);
  if ((await store.floor.missed(1)).length > 0) throw new Missed('a caller waits and an agent who could come is free, and nobody has brought them together');
  const live = calls.filter(({ id }) => !promised.includes(id));
  if (live.length > 0) throw new Missed(`calls the service believes to be going on: ${live.map(({ role, doing }) => `${role} ${doing.is}`).join(', ')}`);
  const [error] = log.entries.filter(({ level }) => level === 'error');
  if (error) throw new Missed(`the service logged an error: ${error.message} ${JSON.stringify(error.fields)}`);
  const [fault] = lab.log.filter(({ level }) => level === 'error');
  if (fault) throw new Missed(`the carrier logged an error${fault.code ? ` ${fault.code}` : ''}: ${fault.message}`);
}
