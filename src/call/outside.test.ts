import { describe, expect, it } from 'vitest';
import { deeds, does, said, step, told, verbs, waitFor, waitId, waiting } from '../../test/support/core.ts';
import type { E164 } from '../phone/number.ts';
import type { CallerCall } from './call.ts';

/** Ana is on the way to Amy. */
function taken(): { ana: CallerCall; facts: { wait: ReturnType<typeof waitFor> } } {
  const before = waiting();
  const wait = waitFor(before, waitId(before), { state: 'talking', offers: ['offer-0001'] });
  return { ana: step(before, told({ tell: 'taken', wait: wait.id, offer: 'offer-0001', agent: 'amy' })).call as CallerCall, facts: { wait } };
}

function given() {
  const { ana, facts } = taken();
  return step(ana, told({ tell: 'given', leg: 'offer-0001', agent: 'amy', to: { number: '+12125550188' as E164 } }), facts);
}

const rung = () => step(given().call, { kind: 'again' });
const back = (status: 'reached' | 'busy', gone = false) => step(rung().call, { kind: 'outside-over', status, gone });

describe('a caller who is given to an outside number', () => {
  it('is fetched out of the room by words alone, which may be repeated, and rings the number with their next turn', () => {
    expect([does(given()), said(given()), verbs(given())]).toEqual([['say', 'again'], ['room.outside'], ['leave']]);
    expect(rung().instructions).toEqual([{ do: 'connect', to: '+12125550188', shows: '+18885550100', ringS: 30 }]);
    expect(rung().call.document).toBeGreaterThan(given().call.document);
    const { call } = rung();
    expect(step(call, { kind: 'again' }).call).toBe(call);
  });

  it('is back in line at the old rank where nobody was reached', () => {
    const busy = back('busy');
    const { standing } = waiting();
    expect([busy.call.doing.is, verbs(busy), said(busy).slice(0, 1)]).toEqual(['waiting', ['join'], ['room.outside-back']]);
    expect(busy.effects.floor).toMatchObject([{ wait: { rank: standing?.rank, joined: standing?.joined, steps: [{ classes: ['agent:amy', 'team:customer-care'] }] } }]);
  });

  it('is said goodbye to after the talk, and only waits for their own end where they have hung up themselves', () => {
    expect([back('reached').call.doing.is, said(back('reached'))]).toEqual(['over', ['goodbye.after-call']]);
    for (const status of ['reached', 'busy'] as const) expect([back(status, true).call.doing.is, back(status, true).effects.journal, deeds(back(status, true))]).toEqual(['outside', [], []]);
  });

  it('is given nowhere once they have hung up, or by somebody who is not with them', () => {
    const { ana, facts } = taken();
    const over: CallerCall = { ...ana, doing: { is: 'over', at: 0, how: 'completed' } };
    expect(step(over, told({ tell: 'given', leg: 'offer-0001', agent: 'amy', to: { number: '+12125550188' as E164 } }), facts).call).toBe(over);
    expect(step(ana, told({ tell: 'given', leg: 'offer-0002', agent: 'ben', to: { number: '+12125550188' as E164 } }), facts).call).toBe(ana);
  });
});
