// Conditions that exclude each other by what they mean: no call can ever meet both.
import type { Conditions, RuleFact } from '../routing/rules.ts';

export interface Contradiction {
  message: string;
  hint: string;
}

type Some = readonly [fact: RuleFact, values: readonly string[]];

const CONTRACTS = ['care', 'care-plus'];
const NO_CONTRACTS = ['none', 'warranty'];

/** Who has one of the first has none of the second. A certified expert is a known contact under an active contract. */
const excluded: readonly { one: Some; other: Some; because: string }[] = [
  { one: ['certified', ['yes']], other: ['verified', ['no']], because: 'a certified expert is always verified' },
  { one: ['certified', ['yes']], other: ['entitlement', ['expired', 'none']], because: 'a certified expert always has an active contract' },
  { one: ['certified', ['yes']], other: ['plan', NO_CONTRACTS], because: 'a certified expert always has an active contract, which is care or care-plus' },
  { one: ['entitlement', ['active']], other: ['plan', NO_CONTRACTS], because: 'an active contract is care or care-plus' },
  { one: ['plan', CONTRACTS], other: ['entitlement', ['none']], because: 'care and care-plus are contracts, which are active or expired' },
  { one: ['priority', ['P1']], other: ['served', ['no']], because: 'a P1 is worked on at every hour' },
  { one: ['open', ['yes']], other: ['served', ['no']], because: 'whose region is open is worked for' },
  { one: ['network-down', ['no']], other: ['journey', ['network-down']], because: 'on that journey the network is down' },
];

export function contradictions(when: Conditions): Contradiction[] {
  const found = excluded.filter(({ one, other }) => asksOnly(when, one) && asksOnly(when, other)).map(({ other: [fact], because }) => never(because, fact));
  const { journey } = when;
  const isDown = when['network-down']?.every((value) => value === 'yes') === true;
  return isDown && journey && !journey.includes('network-down') ? [...found, never('the network is down on the journey network-down alone', 'journey')] : found;
}

const asksOnly = (when: Conditions, [fact, values]: Some): boolean => when[fact]?.every((value) => values.includes(value)) === true;

const never = (because: string, fact: RuleFact): Contradiction => ({ message: `this can never hold: ${because}`, hint: `leave ${fact}: out` });
