// hold, leave: a round of waiting, and out of the line by a way of the `reach` that stands in it.
import type { CallEvent } from '../event.ts';
import { lineClosed } from '../../door/door.ts';
import { limitOf } from '../../routing/demand.ts';
import type { CallerCall, Doing, Standing } from '../call.ts';
import { ALONE_MUSIC_S, aloneMusic, backFromReach, joinRoom, leaveLine } from '../caller-leg.ts';
import { tellHowLong } from '../how-long.ts';
import type { Instruction, Spoken } from '../instruction.ts';
import { brief, pairIn } from '../pair.ts';
import { neverCloses } from '../rule-facts.ts';
import { callerScene, type Outcome, type Scene } from '../scene.ts';
import type { StepKind } from './kind.ts';

export const hold: StepKind<'hold'> = {
  enter(step, scene) {
    const caller = callerScene(scene);
    return ifAlone(caller) ?? ifTaken(caller) ?? round(caller, step.args);
  },
  on(step, scene, event) {
    const caller = callerScene(scene);
    // Who is in the room, or on the way, follows that document; nothing else they send leads anywhere.
    if (caller.call.doing.is === 'joining' || caller.call.doing.is === 'talking') return { keep: caller.call.doing };
    return ifAlone(caller) ?? ifTaken(caller) ?? ifInVain(caller, event, step.ways) ?? ifUntold(caller, event, step.args) ?? { leave: pressed(event, step.ways) };
  },
};

/** No key, or one that means nothing here, only brings the next round. */
function pressed(event: CallEvent, ways: Readonly<Record<string, string>>): string {
  const key = event.kind === 'keys' ? event.digits.slice(0, 1) : '';
  return key !== '' && key in ways ? key : 'next';
}

/** The floor knows of the claim before the message does: then this turn already brings the caller on the way. */
function ifTaken(scene: Scene<CallerCall>): Outcome | undefined {
  const { wait, offer } = scene.facts;
  const { doing } = scene.call;
  if (doing.is !== 'waiting' || wait?.id !== doing.wait || wait.state !== 'talking' || !offer) return undefined;
  const two = pairIn(offer);
  if (two) return whileBriefed(scene, doing, two);
  return joinRoom(scene, { wait: wait.id, offer: offer.id, agent: offer.agents[0] ?? '' });
}

/** An agent and an interpreter speak with each other first: music until they are done, and no keys. */
function whileBriefed(scene: Scene<CallerCall>, doing: Doing & { is: 'waiting' }, two: NonNullable<ReturnType<typeof pairIn>>): Outcome {
  brief(scene, doing.wait, two);
  return { stay: { ...doing, musicS: doing.musicS + ALONE_MUSIC_S }, tell: aloneMusic(doing.musicS) };
}

export function ifAlone(scene: Scene<CallerCall>): Outcome | undefined {
  const { doing } = scene.call;
  if (doing.is !== 'left-alone') return undefined;
  return { stay: { ...doing, musicS: doing.musicS + ALONE_MUSIC_S }, tell: aloneMusic(doing.musicS) };
}

/** Who waits longer than the line allows, or in one that was closed, or for people who have all gone, hears of it; a P1 is never sent away. */
function ifInVain(scene: Scene<CallerCall>, event: CallEvent, ways: Readonly<Record<string, string>>): Outcome | undefined {
  const { standing, doing } = scene.call;
  if (!standing || doing.is !== 'waiting' || standing.priority === 'P1' || pressed(event, ways) !== 'next') return undefined;
  if ('closed' in ways && isShut(scene, standing) && ringing(scene) === 0) return { leave: 'closed' };
  const { waitS = Infinity } = limitOf(scene.centre, standing.demand);
  if ('too-long' in ways && scene.now - standing.entered >= waitS * 1000) return { leave: 'too-long' };
  return 'unstaffed' in ways && standing.staffed ? ifDeserted(scene, standing) : undefined;
}

const isShut = (scene: Scene<CallerCall>, { demand, priority }: Standing): boolean =>
  lineClosed(scene.centre, scene.facts.switched, demand, scene.call.region, scene.now) && !neverCloses(scene, priority);

/** Phones that ring for them now: whoever is about to be answered is not sent away. */
const ringing = ({ facts }: Scene<CallerCall>): number => facts.wait?.offers.length ?? 0;

/** The last of those who could answer has gone: that is told once, and the place is kept for when somebody comes back. */
function ifDeserted(scene: Scene<CallerCall>, { staffed: _before, ...standing }: Standing): Outcome | undefined {
  const there = scene.known('there');
  if (!there) return { need: { need: 'who-is-there', classes: standing.classes } };
  if (there.length > 0) return undefined;
  scene.call = { ...scene.call, standing };
  scene.journal('unstaffed', { demand: standing.demand });
  return { leave: 'unstaffed' };
}

interface Round {
  prompt?: string | undefined;
  music: number;
  position: boolean;
  'how-long': boolean;
}

/** The words were heard out and no key was pressed: now the place is known, and how long it will be, and the music follows. */
function ifUntold(scene: Scene<CallerCall>, event: CallEvent, { prompt: _heard, ...args }: Round): Outcome | undefined {
  const { doing } = scene.call;
  if (doing.is !== 'waiting' || !doing.placeUntold || (event.kind === 'keys' && event.digits !== '')) return undefined;
  return round(scene, args);
}

function round(scene: Scene<CallerCall>, args: Round): Outcome {
  if (scene.call.doing.is !== 'waiting') throw new Error('a hold step without a place in line');
  const { placeUntold: _told, ...doing } = scene.call.doing;
  const spoken: Spoken[] = args.prompt === undefined ? [] : [scene.say(args.prompt)];
  // Whoever joins in this very turn has no place yet that could be asked for: it is told after these words.
  if ((args.position || args['how-long']) && args.prompt !== undefined && scene.facts.ahead === undefined) return { stay: { ...doing, placeUntold: true }, tell: listening(spoken) };
  const position = args.position ? betterPosition(scene, doing) : undefined;
  if (position !== undefined) spoken.push(scene.say('hold.position'));
  const told = args['how-long'] ? tellHowLong(scene, doing, spoken) : undefined;
  spoken.push({ do: 'music', fromS: doing.musicS, seconds: args.music });
  const next: Doing = { ...doing, musicS: doing.musicS + args.music, ...(position === undefined ? {} : { best: position }), ...(told && { told }) };
  return { stay: next, tell: listening(spoken) };
}

const listening = (spoken: readonly Spoken[]): readonly Instruction[] => [{ do: 'keys', spoken, finishKey: '', most: 1, timeoutS: 1 }];

/** A place further back is not worth a word, and is no longer counted exactly. */
const FURTHEST_SPOKEN = 50;

/** The number ahead is spoken only when it is better than what was last said. */
function betterPosition(scene: Scene<CallerCall>, doing: { best?: number }): number | undefined {
  const { ahead } = scene.facts;
  if (ahead === undefined || ahead > FURTHEST_SPOKEN) return undefined;
  return doing.best === undefined || ahead < doing.best ? ahead : undefined;
}

export const leave: StepKind<'leave'> = {
  enter(step, scene, flows) {
    const caller = callerScene(scene);
    const taken = ifTaken(caller);
    if (taken) return taken;
    leaveLine(caller, step.args.by);
    return backFromReach(flows, caller, step.args.by);
  },
};
