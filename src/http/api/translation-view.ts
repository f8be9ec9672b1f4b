// A translation as the API shows it, beside the words it was made of.
import { z } from 'zod';
import type { Translation } from '../../call/translation.ts';
import { given } from './fields.ts';

export const translationSchema = z.strictObject({
  text: z.string(),
  language: z.string(),
  provider: z.string().meta({ description: 'The service that made it: no person has read it.' }),
  from: z.string().optional().meta({ description: 'The language it was found to be in.' }),
  confidence: z.number().min(0).max(1).optional().meta({ description: 'How sure the service was of that, where it tells.' }),
}).meta({ title: 'Translation' });

export const translationView = ({ text, to, provider, from, confidence }: Translation): z.output<typeof translationSchema> =>
  ({ text, language: to, provider, ...given('from', from), ...given('confidence', confidence) });
