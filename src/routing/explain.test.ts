import { describe, expect, it } from 'vitest';
import type { FloorAgent, Offer, Wait } from '../store/floor.ts';
import { nextStep, reasonFor, reasonInWords, whyShort, whyWaiting, type Floor, type Reason } from './explain.ts';

const now = Date.UTC(2026, 2, 10, 9);
const s = 1_000;
const wait = (more: Partial<Wait> = {}): Wait => ({
  id: 'w1', call: 'call-1', state: 'waiting', rank: now - 60 * s, joined: now - 60 * s, limit: 1, classes: ['team:engineers'], offers: [],
  steps: [{ from: now - 60 * s, classes: ['team:engineers'] }, { from: now + 20 * s, classes: ['team:experts', 'team:engineers'] }], ...more,
});
const agent = (id: string, state: FloorAgent['state'], more: Partial<FloorAgent> = {}): FloorAgent => ({ id, presence: 'ready', state, since: now - 90 * s, classes: { 'team:engineers': 0, [`agent:${id}`]: -1e13 }, ...more });
const offer = (agents: readonly string[]): Offer => ({ id: 'o1', wait: 'w1', agents, class: 'team:engineers', made: now, expires: now + 25 * s, state: 'live' });
const floor = (more: Partial<Floor> = {}): Floor => ({
  now, wait: wait(), ahead: 0, offers: [], cooled: {}, agents: [], line: [], teams: { engineers: { name: 'Support engineers' }, experts: { name: 'Senior engineers' } }, callsPerSecond: 1, ...more,
});
const serves = (...names: string[]) => (name: string) => names.includes(name);
const engineers = serves('team:engineers');
const before = wait({ id: 'w0', rank: now - 100 * s });

describe('why not this agent', () => {
  it.each<[string, FloorAgent | undefined, ReturnType<typeof serves>, Partial<Floor>, Reason, string]>([
    ['whose phone rings', agent('dan', 'offered'), engineers, { offers: [offer(['dan'])] }, { is: 'rings', until: now + 25 * s }, 'dan’s phone rings for this caller, for 0:25 more at most'],
    ['whom no step admits', agent('dan', 'ready'), serves('team:sirt'), {}, { is: 'not-asked' }, 'dan is not among those this caller waits for, now or later'],
    ['whom the next step admits', agent('dan', 'ready'), serves('team:experts'), {}, { is: 'asked-later', from: now + 20 * s }, 'dan may answer in 0:20, when the next people are asked'],
    ['who never signed in', undefined, engineers, {}, { is: 'offline' }, 'dan is not signed in'],
    ['who has left', agent('dan', 'offline'), engineers, {}, { is: 'offline' }, 'dan is not signed in'],
    ['whose lease has run out', agent('dan', 'ready', { until: now }), engineers, {}, { is: 'offline' }, 'dan is not signed in'],
    ['who is away', agent('dan', 'away'), engineers, {}, { is: 'away', since: now - 90 * s }, 'dan is away, for 1:30 now'],
    ['who is in a call', agent('dan', 'busy'), engineers, {}, { is: 'in-a-call', since: now - 90 * s }, 'dan is in a call, for 1:30 now'],
    ['who is rung for another', agent('dan', 'offered'), engineers, {}, { is: 'rings-for-another' }, 'dan is being rung for another caller'],
    ['who is in wrap-up', agent('dan', 'wrap', { wrapUntil: now + 40 * s }), engineers, {}, { is: 'wrap-up', until: now + 40 * s }, 'dan is in wrap-up for 0:40 more at most'],
    ['who has passed', agent('dan', 'ready'), engineers, { cooled: { dan: now + 50 * s } }, { is: 'cooled', until: now + 50 * s }, 'dan passed or missed this call, and is not rung for it again for 0:50'],
    ['while another phone rings', agent('dan', 'ready'), engineers, { wait: wait({ offers: ['o1'] }), offers: [offer(['eva'])] }, { is: 'at-limit', ring: 1 }, 'dan is free, but another phone rings for this caller already'],
    ['while five phones ring', agent('dan', 'ready'), engineers, { wait: wait({ limit: 5, offers: ['1', '2', '3', '4', '5'] }) }, { is: 'at-limit', ring: 5 }, 'dan is free, but 5 phones ring for this caller already, and no more may'],
    ['whom a caller better placed waits for', agent('dan', 'ready'), engineers, { line: [before, wait()] }, { is: 'others-first', ahead: 1 }, 'dan is free, but a caller better placed comes first'],
    ['though somebody better placed has enough phones ringing', agent('dan', 'ready'), engineers, { line: [{ ...before, offers: ['o9'] }] }, { is: 'free' }, 'dan is free and is rung as soon as the dial line lets us: 1 new call a second'],
    ['though somebody better placed waits for others', agent('dan', 'ready'), engineers, { line: [{ ...before, classes: ['team:sirt'] }] }, { is: 'free' }, 'dan is free and is rung as soon as the dial line lets us: 1 new call a second'],
  ])('%s', (_what, who, admits, more, reason, words) => {
    const here = floor(more);
    expect(reasonFor(who, admits, here)).toEqual(reason);
    expect(reasonInWords('dan', reason, here)).toBe(words);
  });
});

describe('why a caller waits for two', () => {
  const PAIR = 'with(team:engineers,interprets:vi)';
  const paired = (id: string, state: FloorAgent['state'], side = PAIR) => agent(id, state, { classes: { [side]: 0 } });
  const vy = (state: FloorAgent['state']) => paired('vy', state, 'beside(team:engineers,interprets:vi)');
  const here = (...agents: FloorAgent[]) => floor({ wait: wait({ classes: [PAIR], steps: [{ from: now, classes: [PAIR] }] }), agents });
  const sentence = (...agents: FloorAgent[]) => whyWaiting(here(...agents)).find((words) => words.startsWith('Support engineers with'));

  it.each([
    ['an interpreter', [paired('dan', 'ready'), vy('busy')], 'Support engineers with an interpreter of Vietnamese: Support engineers: 1 of 1 free; an interpreter of Vietnamese: 0 of 1 free; it waits for an interpreter of Vietnamese.'],
    ['an agent', [paired('dan', 'busy'), vy('ready')], 'Support engineers with an interpreter of Vietnamese: Support engineers: 0 of 1 free; an interpreter of Vietnamese: 1 of 1 free; it waits for Support engineers.'],
    ['both', [paired('dan', 'busy'), vy('away')], 'Support engineers with an interpreter of Vietnamese: Support engineers: 0 of 1 free; an interpreter of Vietnamese: 0 of 1 free; it waits for both.'],
  ])('says that it is for %s', (_, agents, words) => {
    expect(sentence(...agents)).toBe(words);
  });

  it('says of whoever is free who is missing', () => {
    const admits = serves(PAIR);
    const reason: Reason = { is: 'alone', without: 'interprets:vi' };
    expect(reasonFor(paired('dan', 'ready'), admits, here(paired('dan', 'ready'), vy('busy')))).toEqual(reason);
    expect(reasonInWords('dan', reason, here())).toBe('dan is free, but an interpreter of Vietnamese is not');
    expect(reasonFor(paired('dan', 'ready'), admits, here(paired('dan', 'ready'), vy('ready')))).toEqual({ is: 'free' });
    expect(whyShort(wait({ classes: [PAIR], steps: [] }), [paired('dan', 'ready'), vy('busy')], now)).toBe('waits for an interpreter of Vietnamese');
  });

  it('and it comes before nobody meanwhile', () => {
    const dan = agent('dan', 'ready', { classes: { 'team:engineers': 0, [PAIR]: 0 } });
    const other = { ...before, classes: [PAIR] };
    expect(reasonFor(dan, engineers, floor({ line: [other], agents: [dan, vy('busy')] }))).toEqual({ is: 'free' });
    expect(reasonFor(dan, engineers, floor({ line: [other], agents: [dan, vy('ready')] }))).toEqual({ is: 'others-first', ahead: 1 });
  });
});

describe('why a caller waits', () => {
  const last = (more: Partial<Floor>): string | undefined => whyWaiting(floor(more)).at(-1);

  it('in sentences, with what each of the people is doing and who is there for the next step', () => {
    const expert = agent('hana', 'ready', { classes: { 'team:experts': 0 } });
    expect(whyWaiting(floor({ priority: 'P2', demand: 'engineer', ahead: 2, agents: [agent('dan', 'busy'), agent('eva', 'wrap', { wrapUntil: now + 40 * s }), expert], cooled: { gus: now + 30 * s } }))).toEqual([
      'It is a P2 in the line engineer.',
      'It waits for Support engineers, with 2 ahead.',
      'Support engineers: dan is in a call, for 1:30 now; eva is in wrap-up for 0:40 more at most.',
      'gus passed or missed this call, and is not rung for it again for 0:30.',
      'In 0:20 Senior engineers may answer too: hana is free.',
      'The next of them who becomes free moves it, or in 0:20 a cool-down, a wrap-up or the next step.',
    ]);
  });

  it('counts a team that is too large to be named', () => {
    const many = Array.from({ length: 12 }, (_, n) => agent(`a${n}`, n < 7 ? 'busy' : 'away'));
    expect(whyWaiting(floor({ agents: many }))).toContain('Support engineers: 7 in a call and 5 away.');
  });

  it('says whom a supervisor has picked', () => {
    const picked = whyWaiting(floor({ wait: wait({ classes: ['agent:dan'], steps: [{ from: now, classes: ['agent:dan'] }] }), picked: { agent: 'dan', until: now + 250 * s }, agents: [agent('dan', 'busy')] }));
    expect(picked).toContain('A supervisor has picked dan for it, before all others; if they have not taken it in 4:10, it is back at its old place.');
    expect(picked.join(' ')).not.toContain('last step');
  });

  it.each<[string, Partial<Floor>, string]>([
    ['a phone rings', { offers: [offer(['dan'])], agents: [agent('dan', 'offered')] }, 'It is moved by whoever is rung pressing 1; if nobody does, the next are rung.'],
    ['somebody is free', { agents: [agent('dan', 'ready')] }, 'Somebody is free: it is offered as soon as a new call may be dialled.'],
    ['others come first', { agents: [agent('dan', 'ready')], line: [before] }, 'Callers better placed come first: it moves as they are taken.'],
    ['a cool-down ends first', { agents: [agent('dan', 'ready')], cooled: { dan: now + 5 * s } }, 'The next of them who becomes free moves it, or in 0:05 a cool-down, a wrap-up or the next step.'],
    ['only the next step has anybody', { agents: [agent('hana', 'busy', { classes: { 'team:experts': 0 } })] }, 'It moves when the next people are asked in 0:20.'],
    ['nobody is there', {}, 'Somebody of them who signs in as ready moves it.'],
  ])('and what moves it when %s', (_what, more, words) => {
    expect(last(more)).toBe(words);
  });

  it('names of the next step only whom it adds', () => {
    expect(nextStep(wait(), now)).toEqual({ from: now + 20 * s, classes: ['team:experts'] });
    expect(nextStep(wait(), now + 20 * s)).toBeUndefined();
    expect(nextStep(wait({ classes: ['team:engineers', 'team:experts'] }), now)).toBeUndefined();
  });

  it.each<[FloorAgent[], Partial<Wait>, string]>([
    [[], {}, 'nobody is there, others in 0:20'],
    [[agent('dan', 'busy'), agent('eva', 'away')], {}, '1 at work, none free, others in 0:20'],
    [[agent('eva', 'away')], { steps: [] }, '1 away'],
    [[agent('dan', 'ready')], { steps: [] }, '1 free, others come first or have passed'],
    [[agent('dan', 'ready')], { offers: ['o1'] }, 'as many phones ring as may'],
  ])('in a few words: %#', (there, more, words) => {
    expect(whyShort(wait(more), there, now)).toBe(words);
  });
});
