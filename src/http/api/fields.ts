// Fields that several resources share, so that each is told alike everywhere.
import { z } from 'zod';
import { readPhone } from '../../phone/number.ts';

/** Ids stand in addresses. Calls', offers' and messages' are opaque; agents' are chosen by people. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$/, 'expected an id of letters, digits and dashes');

/** Milliseconds since 1970 become what people and other programs read. */
export const time = z.iso.datetime().meta({ description: 'UTC' });
export const timeText = (at: number): string => new Date(at).toISOString();

/** A caller's number. What is wrong is told without it: answers are kept in places. */
export const phoneNumber = z.string().max(40).transform((text, context) => {
  const read = readPhone(text);
  if (read.ok) return read.number;
  context.addIssue({ code: 'custom', message: 'expected a phone number with its country, such as +14085550100' });
  return z.NEVER;
});

export const nothingAsked = z.strictObject({});
export const idParams = z.strictObject({ id: idSchema });

/** Writes a field only if there is something to write. */
export const given = <K extends string, V>(name: K, value: V | undefined): { [name in K]?: V } =>
  value === undefined ? {} : ({ [name]: value } as { [name in K]?: V });

export const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1000));
