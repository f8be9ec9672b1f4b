import { describe, expect, it } from 'vitest';
import { centre } from '../../test/support/core.ts';
import { closedIn, keepingHours, lineClosed } from './door.ts';
import { announcing, heldAt, inWords, setFor, silent, untouched, withDoor, without, type Door, type EmergencySwitch } from './switch.ts';

const tuesday = Date.UTC(2026, 9, 20, 17);
const night = Date.UTC(2026, 9, 21, 6);
const hour = 3_600_000;
const door = (more: Partial<Door> = {}): Door => ({ team: 'engineers', is: 'closed', at: tuesday, by: 'kim', ...more });
const set = (...doors: Door[]): EmergencySwitch => doors.reduce(withDoor, untouched);

describe('a closed door', () => {
  it.each<[string, EmergencySwitch, number, unknown]>([
    ['is open in its hours', untouched, tuesday, undefined],
    ['is closed at night, and opens in the morning', untouched, night, { cause: 'hours', opens: Date.UTC(2026, 9, 21, 15) }],
    ['is closed on a holiday, by its name', untouched, Date.UTC(2026, 10, 26, 18), { cause: 'holiday', holiday: { name: 'Thanksgiving' }, opens: Date.UTC(2026, 10, 27, 16) }],
    ['is closed by the switch, nobody knows for how long', set(door()), tuesday, { cause: 'switch' }],
    ['is closed by the switch until then', set(door({ until: tuesday + hour })), tuesday, { cause: 'switch', opens: tuesday + hour }],
    ['is closed until the morning where the switch ends in the night', set(door({ until: night })), tuesday, { cause: 'switch', opens: Date.UTC(2026, 9, 21, 15) }],
    ['is open again at the stroke of then', set(door({ until: tuesday })), tuesday, undefined],
    ['stays closed by the switch at night, for it may not open in the morning', set(door()), night, { cause: 'switch' }],
    ['is opened at night', set(door({ is: 'open' })), night, undefined],
    ['is not closed by what is said of another region', set(door({ region: 'emea' })), tuesday, undefined],
    ['is open where its region is said to be, and all others closed', set(door(), door({ region: 'americas', is: 'open' })), tuesday, undefined],
    ['is closed by a later word about all', set(door({ region: 'americas', is: 'open' }), door()), tuesday, { cause: 'switch' }],
  ])('%s', (_, switched, now, closed) => {
    const found = closedIn(centre, switched, 'americas', now);
    if (closed === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(closed as object);
    if (found && !('opens' in (closed as object))) expect(found.opens).toBeUndefined();
  });

  it('is none in a region that the centre does not have', () => {
    expect(closedIn(centre, set(door()), 'atlantis', night)).toBeUndefined();
  });

  it('keeps nobody out where another team of the region is at work', () => {
    const two = { ...centre, teams: { ...centre.teams, logistics: { name: 'Logistics', keepsHours: true as const } } };
    expect(keepingHours(two)).toEqual(['engineers', 'logistics']);
    expect(closedIn(two, set(door()), 'americas', tuesday)).toBeUndefined();
    expect(closedIn(two, set(door(), door({ team: 'logistics' })), 'americas', tuesday)).toEqual({ cause: 'switch' });
  });
});

describe('a line', () => {
  it('is closed by the switch alone, and only where everybody it names may be', () => {
    const closed = set(door());
    const isClosed = (demand: string, region = 'americas', now = tuesday) => lineClosed(centre, closed, demand, region, now);
    expect(isClosed('engineer')).toBe(true);
    expect(['p1', 'experts', 'experts-p1', 'care', 'network-down', 'no-such-line'].filter((demand) => isClosed(demand))).toEqual([]);
    expect(lineClosed(centre, set(door({ team: 'customer-care' })), 'care', 'americas', tuesday)).toBe(false);
    expect(lineClosed(centre, untouched, 'engineer', 'americas', night)).toBe(false);
    expect(lineClosed(centre, set(door({ region: 'emea' })), 'engineer', 'americas', tuesday)).toBe(false);
  });
});

describe('the emergency switch', () => {
  const announcement = { id: 'a-1', texts: { en: 'We know.' }, at: tuesday, by: 'kim', until: tuesday + hour };

  it('forgets what is over', () => {
    const both = announcing(set(door({ until: tuesday + hour }), door({ region: 'emea' })), announcement);
    expect(inWords(heldAt(both, tuesday))).toEqual(['engineers closed', 'engineers closed in emea', 'an announcement in the first menu']);
    expect(inWords(heldAt(both, tuesday + hour))).toEqual(['engineers closed in emea']);
  });

  it('is set back in one region, or everywhere', () => {
    const both = set(door({ region: 'emea' }), door({ region: 'apac' }), door({ team: 'logistics' }));
    expect(without(both, { team: 'engineers', region: 'emea' }).doors.map(({ region }) => region)).toEqual(['apac', undefined]);
    expect(without(both, { team: 'engineers' }).doors).toEqual([door({ team: 'logistics' })]);
    expect(silent(announcing(both, announcement))).toEqual(both);
  });

  it('knows one word for a team in a region: the last one', () => {
    const twice = set(door({ region: 'emea' }), door({ region: 'emea', is: 'open' }));
    expect(twice.doors).toHaveLength(1);
    expect(setFor(twice, 'engineers', 'emea', tuesday)?.is).toBe('open');
    expect(setFor(twice, 'engineers', 'apac', tuesday)).toBeUndefined();
  });
});
