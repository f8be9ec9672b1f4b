import { describe, expect, it } from 'vitest';
import { caller, cases, deeds, dialled, does, keys, listening, now, offerFor, said, step, told, verbs, waitFor, waitId, waiting } from '../../test/support/core.ts';
import type { AgentCall, CallerCall } from './call.ts';
import type { Known } from './facts.ts';

const known = (number: string, contact: boolean): Known => {
  const found = cases.find((each) => each.number === number);
  if (!found) throw new Error(`the sample cases have no ${number}`);
  return { case: { is: 'found', case: found, contact } };
};

/** In the room with Amy, whom the carrier has told us to be there. */
function talking(): { customer: CallerCall; amy: AgentCall; wait: string } {
  const before = waiting();
  const wait = waitId(before);
  const whisper = step(dialled(before), { kind: 'answered' }, { customer: before, offer: offerFor(wait) }).call;
  const amy = step(whisper, keys('1'), { customer: before, offer: offerFor(wait) }).call as AgentCall;
  const joining = step(before, told({ tell: 'taken', wait, offer: 'offer-0001', agent: 'amy' }), { wait: waitFor(before, wait, { state: 'talking' }) }).call;
  const customer = step(joining, { kind: 'seen-in-room', room: wait, conference: 'CF1' }).call as CallerCall;
  return { customer, amy, wait };
}

/** Amy in her menu. */
function inMenu() {
  const { customer, amy, wait } = talking();
  const out = step(amy, { kind: 'out-of-room' }, { customer });
  return { customer, wait, out, menu: step(out.call, { kind: 'again' }, { customer }).call as AgentCall };
}

/** Amy has asked for a manager, and Kim has pressed 1. */
function consulting() {
  const { customer, menu, wait } = inMenu();
  let amy = menu;
  for (const pressed of ['2', '1', '#', '1']) amy = step(amy, keys(pressed === '#' ? '' : pressed, pressed === '#' ? '#' : ''), { customer }).call as AgentCall;
  const asked = amy.consult?.wait ?? '';
  const withKim = step(amy, told({ tell: 'taken', wait: asked, offer: 'offer-kim1', agent: 'kim' }), { customer }).call as AgentCall;
  return { customer, wait, alone: amy, withKim, asked };
}

describe('a new call', () => {
  it('hears the first menu at once, with its keys and digits', () => {
    const first = step(caller(), { kind: 'arrived' });
    expect(first.instructions).toMatchObject([{ do: 'keys', finishKey: '*', most: 13 }]);
    expect(first.call.doing.is).toBe('listening');
  });

  it('that ends before it hears anything is over, and nothing is to be done', () => {
    const ended = step(caller(), { kind: 'ended', status: 'completed' });
    expect([ended.call.doing.is, verbs(ended), deeds(ended)]).toEqual(['over', [], []]);
  });
});

describe('a caller who listens', () => {
  it.each([
    ['star', keys('', '*'), 'new-case.down', 'listening'],
    ['2', keys('2'), 'hold.care', 'waiting'],
    ['2 and pound', keys('2#'), 'hold.care', 'waiting'],
    ['9', keys('9'), 'languages.offer', 'listening'],
    ['nothing', keys(''), 'front.again', 'listening'],
    ['digits and star', keys('2006', '*'), 'start-again', 'listening'],
    ['a number that is none', keys('2006#'), 'case.malformed', 'listening'],
    ['a number nobody knows', keys('200608110121#'), 'case.not-found', 'listening'],
  ] as const)('presses %s', (_, event, words, doing) => {
    const next = step(listening(), event);
    expect(said(next)).toContain(words);
    expect(next.call.doing.is).toBe(doing);
  });

  it.each([
    ['their own open case', '200608110120', true, 'case.connecting-engineer'],
    ['an open case of others', '200608110120', false, 'case.connecting-engineer'],
    ['a closed case of others', '202407020005', false, 'case.not-found'],
    ['their own closed case', '202407020005', true, 'case.closed'],
  ] as const)('keys the number of %s', (_, number, contact, words) => {
    expect(said(step(listening(), keys(`${number}#`), { known: known(number, contact) }))).toContain(words);
  });
});

describe('a caller who waits', () => {
  it('comes round again without a key', () => {
    const before = waiting();
    const next = step(before, keys(''), { wait: waitFor(before, waitId(before)), ahead: 3 });
    expect(next.call.doing).toMatchObject({ is: 'waiting', wait: waitId(before) });
    expect(does(next)).toEqual(['keys']);
  });

  it('hears a place in the first fifty, and nothing of one further back', () => {
    const spoken = (ahead: number) => {
      let call = waiting();
      for (let round = 0; round < 6; round++) {
        const next = step(call, keys(''), { wait: waitFor(call, waitId(call)), ahead });
        if (said(next).includes('hold.position')) return true;
        call = next.call as CallerCall;
      }
      return false;
    };
    expect([0, 50, 51, 100].map(spoken)).toEqual([true, true, false, false]);
  });

  it('leaves the line for a message', () => {
    const before = waiting();
    const next = step(before, keys('1'), { wait: waitFor(before, waitId(before)) });
    expect([verbs(next), next.call.doing.is]).toEqual([['leave'], 'recording']);
  });

  it('is brought to the room by the first 1', () => {
    const before = waiting();
    const next = step(before, told({ tell: 'taken', wait: waitId(before), offer: 'offer-0001', agent: 'amy' }));
    expect([next.call.doing.is, does(next), (next.call as CallerCall).members]).toEqual(['joining', ['room'], [{ agent: 'amy', leg: 'offer-0001' }]]);
  });

  it('finds out by a turn of their own, and no key leads away any more', () => {
    const before = waiting();
    const wait = waitId(before);
    const next = step(before, keys('1'), { wait: waitFor(before, wait, { state: 'talking' }), offer: offerFor(wait, { state: 'accepted' }) });
    expect([next.call.doing.is, verbs(next)]).toEqual(['joining', []]);
  });

  it('is not brought anywhere by the 1 for an earlier place in line: that agent is told', () => {
    const next = step(waiting(), told({ tell: 'taken', wait: 'wait-earlier', offer: 'offer-0001', agent: 'amy' }));
    expect([next.call.doing.is, deeds(next)]).toEqual(['waiting', ['tell offer-0001: caller-gone']]);
  });

  it('is not forgotten when the agent who took them is gone before they heard of it', () => {
    const before = waiting();
    const wait = waitId(before);
    const facts = { wait: waitFor(before, wait, { state: 'talking' }), offer: offerFor(wait, { state: 'accepted' }) };
    const alone = step(before, told({ tell: 'member-left', leg: 'offer-0001', agent: 'amy' }), facts);
    expect([alone.call.doing.is, said(alone), verbs(alone)]).toEqual(['left-alone', ['room.left-alone'], ['leave']]);
    const late = step(alone.call, told({ tell: 'taken', wait, offer: 'offer-0001', agent: 'amy' }));
    expect(late.call.doing.is).toBe('left-alone');
  });

  it('hangs up: the line is left, nobody is told, and the place is kept for a while', () => {
    const before = waiting();
    const ended = step(before, { kind: 'ended', status: 'completed' }, { wait: waitFor(before, waitId(before)) });
    expect([ended.call.doing.is, verbs(ended), deeds(ended)]).toEqual(['over', ['leave'], ['forget-redial']]);
  });
});

describe('a caller on the way into the room', () => {
  it('talks as soon as the carrier sees them there, and news of another room counts for nothing', () => {
    const { wait } = talking();
    const joining = step(waiting(), told({ tell: 'taken', wait, offer: 'offer-0001', agent: 'amy' })).call;
    expect(step(joining, { kind: 'seen-in-room', room: 'another', conference: 'CF9' }).call.doing.is).toBe('joining');
    expect(step(joining, { kind: 'seen-in-room', room: wait, conference: 'CF1' }).call.doing).toMatchObject({ is: 'talking', room: wait, conference: 'CF1' });
  });

  it('is told when the agent is gone by then', () => {
    const before = waiting();
    const wait = waitId(before);
    const joining = step(before, told({ tell: 'taken', wait, offer: 'offer-0001', agent: 'amy' })).call;
    expect(said(step(joining, told({ tell: 'member-left', leg: 'offer-0001', agent: 'amy' }), { wait: waitFor(before, wait, { state: 'talking' }) }))).toEqual(['room.left-alone']);
  });
});

describe('a caller who talks', () => {
  it('hangs up: the agent is told', () => {
    const { customer, wait } = talking();
    const ended = step(customer, { kind: 'ended', status: 'completed' }, { wait: waitFor(customer, wait, { state: 'talking' }) });
    expect([verbs(ended), deeds(ended)]).toEqual([['leave'], ['tell offer-0001: caller-gone']]);
  });

  it('is thanked when the agent ends it', () => {
    const { customer, wait } = talking();
    const ended = step(customer, told({ tell: 'end' }), { wait: waitFor(customer, wait, { state: 'talking' }) });
    expect([said(ended), does(ended)?.at(-1), ended.call.doing.is]).toEqual([['goodbye.after-call'], 'hang-up', 'over']);
  });

  it('who fell out of the room is brought back while somebody is there', () => {
    const { customer } = talking();
    const back = step(customer, { kind: 'out-of-room' });
    expect([does(back), back.call.doing.is]).toEqual([['room'], 'talking']);
  });

  it('stays with the other when one of two leaves', () => {
    const { customer } = talking();
    const three = step(customer, told({ tell: 'member-joined', leg: 'offer-kim1', agent: 'kim' })).call;
    expect(step(three, told({ tell: 'member-left', leg: 'offer-0001', agent: 'amy' })).instructions).toBeUndefined();
  });
});

describe('an agent who rings, or hears the whisper', () => {
  const before = waiting();
  const facts = { customer: before, offer: offerFor(waitId(before)) };

  it('takes the call with 1, and the caller is told', () => {
    const whisper = step(dialled(before), { kind: 'answered' }, facts);
    const taken = step(whisper.call, keys('1'), facts);
    expect([said(whisper), verbs(taken), deeds(taken), does(taken)]).toEqual([['agent.whisper'], ['accept'], ['tell caller-0001: taken'], ['room']]);
  });

  it('passes with 2, and has a moment to put the phone down', () => {
    const whisper = step(dialled(before), { kind: 'answered' }, facts).call;
    expect(verbs(step(whisper, keys('2'), facts))).toEqual(['return', 'extend-wrap']);
  });

  it.each([['over', 'live'], ['live', 'over']] as const)('hears that it is taken when the offer is %s as they pick up and %s as they press 1', (first, second) => {
    const picked = step(dialled(before), { kind: 'answered' }, { customer: before, offer: offerFor(waitId(before), { state: first }) });
    const last = first === 'over' ? picked : step(picked.call, keys('1'), { customer: before, offer: offerFor(waitId(before), { state: second }) });
    expect([said(last), does(last)?.at(-1), verbs(last)]).toEqual([['agent.already-taken'], 'hang-up', []]);
  });

  it('picks up a phone we have asked the carrier to stop: it is not silent', () => {
    const stopped = step(dialled(before), told({ tell: 'offer-over', why: 'withdrawn' }), facts).call;
    expect(said(step(stopped, { kind: 'answered' }, { customer: before, offer: offerFor(waitId(before), { state: 'over' }) }))).toEqual(['agent.already-taken']);
  });

  it.each([['busy', 10_000], ['no-answer', 60_000], ['completed', 60_000]] as const)('ends %s: asked again for this caller after %i ms', (status, coolMs) => {
    expect(step(dialled(before), { kind: 'ended', status }, facts).effects.floor[0]).toMatchObject({ verb: 'return', coolMs });
  });

  it.each([['busy', ['return', 'extend-wrap']], ['no-answer', ['return', 'extend-wrap']], ['completed', ['return']]] as const)('ends %s: %j, for nobody else rings a phone that is busy, or may have been missed too often', (status, floor) => {
    expect(verbs(step(dialled(before), { kind: 'ended', status }, facts))).toEqual(floor);
  });

  const misses = (next: ReturnType<typeof step>): unknown[] => next.effects.work.filter(({ deed }) => deed.do === 'miss').map(({ id }) => id);
  const over = (why: 'withdrawn' | 'expired') => ({ ...facts, offer: offerFor(waitId(before), { state: 'over', why }) });

  it.each([
    ['rings out', 'no-answer', facts, true],
    ['rings out, and the lease was over by then', 'no-answer', over('expired'), true],
    ['rings out as somebody else takes the caller', 'no-answer', over('withdrawn'), false],
    ['is busy, or declined', 'busy', facts, false],
    ['is put down in the whisper', 'completed', facts, false],
    ['is called off', 'canceled', facts, false],
    ['cannot be reached', 'failed', facts, false],
  ] as const)('%s (%s): a miss is counted or not', (_name, status, known, missed) => {
    expect(misses(step(dialled(before), { kind: 'ended', status }, known))).toEqual(missed ? ['miss:offer-0001'] : []);
  });

  it.each([['expired', true, ['miss:offer-0001']], ['expired', false, []], ['withdrawn', true, []]] as const)('whose offer is %s, on a phone of which the carrier knows (%s): %j', (why, known, counted) => {
    const ringing = { ...dialled(before), ...(known ? { sid: 'CA1' } : {}) };
    expect(misses(step(ringing, told({ tell: 'offer-over', why }), over(why)))).toEqual(counted);
  });

  it('says nothing to the whisper, as mailboxes do: that is a miss, and passing with 2 is none', () => {
    const whisper = step(dialled(before), { kind: 'answered' }, facts).call;
    const again = step(whisper, keys(''), { ...facts, now: now + 30_000 }).call;
    expect(misses(step(again, keys(''), { ...facts, now: now + 60_000 }))).toEqual(['miss:offer-0001']);
    expect(misses(step(whisper, keys('2'), facts))).toEqual([]);
  });

  it('ends busy when the offer is over already: another one may hold the agent by now', () => {
    expect(verbs(step(dialled(before), { kind: 'ended', status: 'busy' }, { ...facts, offer: offerFor(waitId(before), { state: 'over' }) }))).not.toContain('extend-wrap');
  });
});

describe('an agent out of the room', () => {
  it('leaves the caller with music, finds the menu after a moment, and takes them out of the music again', () => {
    const { customer, out, menu } = inMenu();
    expect([deeds(out), does(out)]).toEqual([['hold'], ['pause', 'again']]);
    const back = step(menu, keys('1'), { customer });
    expect([said(back), does(back)?.at(-1), back.effects.work.map(({ id, deed }) => [id, deed.do === 'hold' && deed.on])]).toEqual([['agent.back'], 'room', [['hold:caller-0001', false]]]);
  });

  it('comes to wrap-up when the caller has gone meanwhile', () => {
    const { customer, amy } = talking();
    const gone = { customer: { ...customer, doing: { is: 'over', at: now, how: 'completed' } as const } };
    const out = step(amy, { kind: 'out-of-room' }, gone).call;
    expect(said(step(step(out, told({ tell: 'caller-gone' }), gone).call, { kind: 'again' }, gone))).toContain('agent.wrap-up');
  });

  it('hangs up in the menu: the caller is told', () => {
    const { customer, menu } = inMenu();
    expect(deeds(step(menu, { kind: 'ended', status: 'completed' }, { customer }))).toEqual(['tell caller-0001: member-left']);
  });
});

describe('an agent who consults', () => {
  it('waits in a room apart, for a minute at the most', () => {
    const { alone } = consulting();
    expect(alone.doing.is).toBe('consulting');
    expect(said(step(alone, told({ tell: 'due', what: 'consult-over', of: alone.consult?.wait ?? '' })))).toEqual(['agent.consult-nobody', 'agent.star-menu']);
  });

  it('is not called back by the minute of an earlier try', () => {
    const { alone } = consulting();
    expect(step(alone, told({ tell: 'due', what: 'consult-over', of: 'wait-earlier' })).instructions).toBeUndefined();
  });

  it.each([['1', ['tell offer-kim1: come', 'hold'], 'room'], ['2', ['tell offer-kim1: come'], 'keys'], ['3', ['tell offer-kim1: dismissed', 'hold'], 'room']] as const)('presses star and %s', (pressed, done, last) => {
    const { customer, withKim } = consulting();
    const menu = step(withKim, { kind: 'out-of-room' }, { customer }).call;
    const next = step(menu, keys(pressed), { customer });
    expect(deeds(next)).toEqual(done);
    expect(does(next)?.at(-1)).toBe(last);
  });

  it('hangs up with somebody there: the caller is handed over', () => {
    const { customer, withKim } = consulting();
    expect(deeds(step(withKim, { kind: 'ended', status: 'completed' }, { customer }))).toEqual(['tell offer-kim1: come']);
  });

  it('tells one who comes when it is too late that there is nobody any more', () => {
    const { menu, customer } = inMenu();
    expect(deeds(step(menu, told({ tell: 'taken', wait: 'wait-earlier', offer: 'offer-kim1', agent: 'kim' }), { customer }))).toEqual(['tell offer-kim1: caller-gone']);
  });
});

describe('a caller who was left alone', () => {
  function alone() {
    const { customer, wait } = talking();
    return step(customer, told({ tell: 'member-left', leg: 'offer-0001', agent: 'amy' }), { wait: waitFor(customer, wait, { state: 'talking' }) });
  }
  const due = (call: CallerCall) => told({ tell: 'due', what: 'reconnect', of: call.doing.is === 'left-alone' ? call.doing.id : '' });

  it('hears it, then music that goes on where it was', () => {
    const left = alone();
    expect([said(left), verbs(left)]).toEqual([['room.left-alone'], ['leave']]);
    const rounds = [0, 1, 2].reduce<CallerCall[]>((calls) => [...calls, step(calls.at(-1) ?? left.call, { kind: 'again' }).call as CallerCall], []);
    expect(rounds.map(({ answer }) => answer[0])).toMatchObject([{ do: 'music', fromS: 5 }, { do: 'music', fromS: 10 }, { do: 'music', fromS: 15 }]);
  });

  it.each([
    ['wrap', ['extend-wrap', 'join'], [['agent:amy'], ['team:customer-care']]],
    ['ready', ['join'], [['agent:amy'], ['team:customer-care']]],
    ['offline', ['join'], [['team:customer-care']]],
    ['busy', ['join'], [['team:customer-care']]],
  ] as const)('is reconnected, and their agent is in state %s', (state, floor, steps) => {
    const left = alone().call as CallerCall;
    const again = step(left, due(left), { known: { engineer: { id: 'amy', state } } });
    expect(verbs(again)).toEqual(floor);
    expect(again.effects.floor.flatMap((verb) => (verb.verb === 'join' ? verb.wait.steps.map(({ classes }) => classes) : []))).toEqual(steps);
    expect(again.call.doing.is).toBe('waiting');
  });

  it('is not reconnected by a timer of an earlier time', () => {
    expect(step(alone().call, told({ tell: 'due', what: 'reconnect', of: 'earlier' })).instructions).toBeUndefined();
  });
});

describe('a caller who leaves a message', () => {
  const recording = () => {
    const before = waiting();
    return step(before, keys('1'), { wait: waitFor(before, waitId(before)) }).call as CallerCall;
  };
  const part = (seconds: number, hungUp = false, recorded = 'RE1') => ({ kind: 'recorded', recording: recorded, seconds, key: hungUp ? '' : '#', hungUp }) as const;

  it('is thanked, and it is fetched, and handed on if nobody claims it', () => {
    const spoken = step(recording(), part(8));
    expect([said(spoken), deeds(spoken)]).toEqual([['voicemail.review'], ['fetch']]);
    const saved = step(spoken.call, keys('#'));
    expect([said(saved), deeds(saved)]).toEqual([['voicemail.saved', 'goodbye.now'], ['hand-on', 'tell-team']]);
  });

  it('is warned when it is full, and may say the rest', () => {
    const warned = step(recording(), { ...part(280), key: '' });
    expect([said(warned), warned.call.doing]).toEqual([['voicemail.warning'], { is: 'recording', part: 2 }]);
  });

  it('has said nothing: back to the line', () => {
    const nothing = step(recording(), { kind: 'again' });
    expect([said(nothing)[0], nothing.call.doing.is]).toEqual(['voicemail.nothing', 'waiting']);
  });

  it('is kept once, told twice and from two sides', () => {
    const there = { kind: 'recording-there', part: 1, recording: 'RE1', seconds: 8 } as const;
    const once = step(recording(), there);
    const twice = step(once.call, there);
    expect([deeds(once), deeds(twice), twice.call]).toEqual([['fetch'], [], once.call]);
    const gone = step(once.call, { kind: 'ended', status: 'completed' });
    expect(deeds(gone)).toEqual(['hand-on', 'tell-team']);
    expect(deeds(step(gone.call, there))).toEqual([]);
  });
});

describe('a call that is over', () => {
  const over = step(listening(), { kind: 'ended', status: 'completed' }).call as CallerCall;

  it.each([['a key', keys('2')], ['a turn', { kind: 'again' }], ['its end', { kind: 'ended', status: 'failed' }], ['news of a room', { kind: 'seen-in-room', room: 'x', conference: 'CF1' }]] as const)('is not changed by %s', (_, event) => {
    const after = step(over, event);
    expect(after.call).toBe(over);
  });

  it('still tells an agent who comes that nobody is there', () => {
    expect(deeds(step(over, told({ tell: 'taken', wait: 'wait-0001', offer: 'offer-0001', agent: 'amy' })))).toEqual(['tell offer-0001: caller-gone']);
  });
});
