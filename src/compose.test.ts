import { describe, expect, it } from 'vitest';
import { freshId } from './compose.ts';
import { idSchema } from './http/api/fields.ts';

describe('the id of a call', () => {
  it('is one that the API and the commands take, and sorts by when the call began', () => {
    const ids = Array.from({ length: 1_000 }, (_, second) => freshId(Date.UTC(2026, 7, 11) + second * 1_000));
    expect(ids.filter((id) => !idSchema.safeParse(id).success || id.startsWith('-'))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
