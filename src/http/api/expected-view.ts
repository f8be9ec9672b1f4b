// How long somebody has to wait, as the API shows it: half of the futures are over by `fromSeconds`, four of five by `toSeconds`.
import { z } from 'zod';
import type { Band } from '../../waits/band.ts';
import type { Expected } from '../../waits/expected.ts';
import { seconds } from './fields.ts';

export const expectedSchema = z.strictObject({
  fromSeconds: z.int().meta({ description: 'In half of the simulated futures it takes no longer.' }),
  toSeconds: z.int().optional().meta({ description: 'In four of five it takes no longer; absent: longer than an hour and a half.' }),
});

export function bandView({ fromMs, toMs }: Band): z.output<typeof expectedSchema> {
  return { fromSeconds: seconds(fromMs), ...(toMs < Infinity && { toSeconds: seconds(toMs) }) };
}

/** Nothing at all where nobody can say. */
export const expectedView = (expected: Expected): z.output<typeof expectedSchema> | undefined => (expected.is === 'band' ? bandView(expected.band) : undefined);
