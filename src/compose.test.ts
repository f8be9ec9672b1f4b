import { describe, expect, it } from 'vitest';
import { callIdOf } from './compose.ts';
import { idSchema } from './http/api/fields.ts';

describe('the id of a call', () => {
  it('is one that the API and the commands take, whatever the leg is called', () => {
    const ids = Array.from({ length: 1_000 }, (_, leg) => callIdOf('AC1', `CA${leg}`));
    expect(ids.filter((id) => !idSchema.safeParse(id).success || id.startsWith('-'))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(callIdOf('AC1', 'CA7')).toBe(ids[7]);
  });
});
