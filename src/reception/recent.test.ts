import { describe, expect, it } from 'vitest';
import type { Call } from '../call/call.ts';
import { recentCalls } from './recent.ts';

const call = (id: string, turn: number, is: 'listening' | 'over' = 'listening') => ({ id, turn, sid: `CA-${id}`, doing: { is } }) as unknown as Call;

describe('the calls a process remembers', () => {
  it('are those it changed last, as it left them', () => {
    const recent = recentCalls(2);
    recent.put(call('ana', 1));
    recent.put(call('ben', 1));
    recent.put(call('ana', 2));
    recent.put(call('chi', 1));
    expect([recent.get('ana')?.turn, recent.get('ben'), recent.get('chi')?.turn]).toEqual([2, undefined, 1]);
    expect(['ana', 'ben', 'chi'].map((id) => recent.bySid(`CA-${id}`))).toEqual(['ana', undefined, 'chi']);
  });

  it('are forgotten when they are over', () => {
    const recent = recentCalls(2);
    recent.put(call('ana', 1));
    expect(recent.bySid('CA-ana')).toBe('ana');
    recent.put(call('ana', 2, 'over'));
    expect([recent.get('ana'), recent.bySid('CA-ana')]).toEqual([undefined, undefined]);
  });
});
