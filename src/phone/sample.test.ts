import { describe, expect, it } from 'vitest';
import { sampleCountry } from './sample.ts';

describe('a number nobody can have', () => {
  it.each([
    ['+14085550100', 'US', 'US'],
    ['+12025550199', 'US', 'US'],
    ['+18765550100', 'JM', 'JM'],
    ['+18885550100', undefined, undefined],
    ['+442079460100', 'GB', 'GB'],
    ['+447700900123', undefined, 'GB'],
    ['+441632960123', undefined, 'GB'],
    ['+61255500100', 'AU', 'AU'],
    ['+61491570156', 'AU', 'AU'],
    ['+33639980100', 'FR', 'FR'],
    ['+493023125001', 'DE', 'DE'],
    ['+353209100123', 'IE', 'IE'],
  ])('%s is a sample of %s', (number, known, country) => {
    expect(sampleCountry(number, known)).toBe(country);
  });

  it.each(['+12025550200', '+12025551212', '+442079470100', '+447700901123', '+61255510100', '+33199010000', '+4930112'])(
    'but %s may be somebody’s',
    (number) => {
      expect(sampleCountry(number, 'XX')).toBeUndefined();
    },
  );
});
