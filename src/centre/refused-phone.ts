// A phone of this file that the gate for outgoing numbers would refuse, in words.
import type { OutgoingRefusal } from '../phone/outgoing.ts';
import type { Finding, Path } from './issues.ts';

const REFUSALS: Readonly<Partial<Record<OutgoingRefusal, string>>> = {
  'country': 'its country is not among those we call', 'unknown-type': 'it is in no range that is in use', 'premium': 'it costs extra',
  'shared-cost': 'it costs extra', 'personal': 'it is a personal number', 'emergency': 'it is an emergency number', 'short': 'it is too short',
};

export const refusedPhone = (why: OutgoingRefusal, path: Path): Finding => ({
  path, message: `this phone may not be rung: ${REFUSALS[why] ?? why}`, ...(why === 'country' && { hint: 'add its country to outgoing.countries' }),
});
