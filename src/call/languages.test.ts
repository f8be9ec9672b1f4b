// Key 9: the languages of the line that was dialled, each in itself.
import { describe, expect, it } from 'vitest';
import { beginCaller } from './begin.ts';
import type { CallerCall } from './call.ts';
import type { Spoken } from './instruction.ts';
import { centre, flows, keys, now, step, type Settled } from '../../test/support/core.ts';

const line = '+14085550100';

/** At the languages, on a line that serves these. */
function asked(languages: readonly string[], from = '+14155550123') {
  const here = { ...centre, lines: centre.lines.map((one) => (one.number === line ? { ...one, languages } : one)) };
  const caller = beginCaller(here, flows, { id: 'caller-0001', sid: 'CA1', from, to: line, now });
  const greeted = step(caller, { kind: 'arrived' }, { centre: here });
  return { here, at: step(greeted.call, keys('9'), { centre: here }) };
}

const words = ({ instructions = [] }: Settled) => instructions.flatMap((each) => (each.do === 'keys' ? each.spoken : [])).map((each: Spoken) => (each.do === 'say' ? `${each.language} ${each.key} ${each.values['key'] ?? ''}`.trim() : each.do));
const where = ({ call }: Settled) => [call.at.step, call.language];

describe('a caller who presses 9', () => {
  it('hears each language of the line in itself, and the last key in the language spoken so far', () => {
    expect(words(asked(['en', 'es', 'ko']).at)).toEqual(['en languages.offer 1', 'es languages.offer 2', 'ko languages.offer 3', 'en languages.other 4']);
    expect(words(asked(['fr', 'en'], '+33199000123').at)).toEqual(['fr languages.offer 1', 'en languages.offer 2', 'fr languages.other 3']);
  });

  it.each([['1', ['front', 'en']], ['3', ['front', 'ko']]])('and %s goes on in that language', (key, expected) => {
    const { here, at } = asked(['en', 'es', 'ko']);
    expect(where(step(at.call, keys(key), { centre: here }))).toEqual(expected);
  });

  it('and by the last key hears each language that is interpreted, named by its own voice', () => {
    const { here, at } = asked(['en', 'es', 'ko']);
    const other = step(at.call, keys('4'), { centre: here });
    expect([...words(other), other.call.vars['journey']]).toEqual(['vi interpreters.offer 1', 'ar interpreters.offer 2', 'hi interpreters.offer 3', 'en interpreters.other 4', 'interpreter']);
    const chosen = step(other.call, keys('1'), { centre: here, known: { there: ['with(team:customer-care,interprets:vi)'] } });
    expect([chosen.call.language, chosen.call.vars['interpret'], (chosen.call as CallerCall).standing?.demand]).toEqual(['en', 'vi', 'interpreted']);
  });

  it('and in any other language comes to Customer Care, who bring in an interpreter', () => {
    const { here, at } = asked(['en', 'es', 'ko']);
    const other = step(at.call, keys('4'), { centre: here });
    expect(step(other.call, keys('4'), { centre: here }).call.at.flow).toBe('hold-care');
    const none = { ...here, interpreting: [] };
    const { call } = step(at.call, keys('4'), { centre: none });
    expect([call.language, call.vars['journey'], call.at.flow]).toEqual(['en', 'interpreter', 'hold-care']);
  });

  it('and a key that is no language twice, or silence twice, comes to Customer Care too', () => {
    const { here, at } = asked(['en', 'es']);
    for (const [key, again] of [['7', ['en front.not-understood']], ['', []]] as const) {
      const once = step(at.call, keys(key), { centre: here });
      expect(words(once)).toEqual([...again, 'en languages.offer 1', 'es languages.offer 2', 'en languages.other 3']);
      const twice = step(once.call, keys(key), { centre: { ...here, interpreting: [] } });
      expect(twice.call.at.flow).toBe('hold-care');
    }
  });

  it('has a key for any other language however many the line serves', () => {
    const { here, at } = asked(['en', 'es', 'fr', 'de', 'pt', 'ja', 'zh', 'ko', 'it', 'nl']);
    expect(words(at).slice(-2)).toEqual(['ko languages.offer 8', 'en languages.other 9']);
    expect(step(at.call, keys('9'), { centre: here }).call.vars['journey']).toBe('interpreter');
  });
});
