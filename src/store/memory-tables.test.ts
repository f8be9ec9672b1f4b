import { describe, expect, it } from 'vitest';
import { memoryTables } from './memory-tables.ts';
import { first } from './tables.ts';

describe('tables in memory', () => {
  it('walk in order, numbers as numbers and texts as bytes, from after a place on', async () => {
    const ground = memoryTables();
    await ground.write((tables) => {
      for (const place of [[10, 'b'], [9, 'z'], [-2.5, 'a'], [10, 'a'], [10, 'é'], [10, '😀'], [10, '\uffee']]) tables.put('t', place, place.join(' '));
    });
    const values = (after?: (string | number)[]) => ground.read((tables) => [...tables.walk<string>('t', after)].map(({ value }) => value));
    expect(values()).toEqual(['-2.5 a', '9 z', '10 a', '10 b', '10 é', '10 \uffee', '10 😀']);
    expect(values([10, 'a'])).toEqual(['10 b', '10 é', '10 \uffee', '10 😀']);
    expect(values([10, 'aa'])).toEqual(['10 b', '10 é', '10 \uffee', '10 😀']);
    expect([...first([1, 2, 3], 2), ...first([1], 0)]).toEqual([1, 2]);
  });

  it('are as before when a step throws, rows, order and tables', async () => {
    const ground = memoryTables();
    await ground.write((tables) => {
      tables.put('t', ['a'], 1);
      tables.put('t', ['b'], 2);
    });
    await expect(ground.write((tables) => {
      tables.put('t', ['a'], 9);
      tables.remove('t', ['b']);
      tables.remove('t', ['never']);
      tables.put('t', ['a0'], 3);
      tables.put('other', ['x'], 1);
      tables.put('t', ['a'], 10);
      throw new Error('changed my mind');
    })).rejects.toThrow('changed my mind');
    expect(ground.read((tables) => [...tables.walk('t')])).toEqual([{ place: ['a'], value: 1 }, { place: ['b'], value: 2 }]);
    expect(ground.read((tables) => [...tables.named('')])).toEqual(['t']);
  });
});
