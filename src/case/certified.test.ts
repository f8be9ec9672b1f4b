import { describe, expect, it } from 'vitest';
import { isCertified } from './certified.ts';
import { caseSchema } from './case.ts';

const now = Date.parse('2026-10-20T17:00:00Z');
const holds = { family: 'routing', validUntil: '2027-01-31' };
const contact = { phones: [], employer: 'end-customer', certifications: [holds] };
const good = { number: '2024-1102-0031', status: 'open', priority: 'P2', product: 'routing', entitlement: 'active', contact };
const with_ = (more: object) => ({ ...good, contact: { ...contact, ...more } });

describe('a certified expert', () => {
  it.each([
    ['for the family of the case, of an end customer, under an active contract', good, true],
    ['whose certification does not end', with_({ certifications: [{ family: 'routing' }] }), true],
    ['whose family is written in other letters', with_({ certifications: [{ family: ' Routing ' }] }), true],
    ['who holds one for this family and one for another', with_({ certifications: [{ family: 'wireless' }, holds] }), true],
    ['for another family counts for nothing', with_({ certifications: [{ family: 'wireless' }] }), false],
    ['who works for a partner counts for nothing', with_({ employer: 'partner' }), false],
    ['of whom it is not known for whom they work counts for nothing', with_({ employer: undefined }), false],
    ['on the last day of the certification', with_({ certifications: [{ family: 'routing', validUntil: '2026-10-20' }] }), true],
    ['a day after it', with_({ certifications: [{ family: 'routing', validUntil: '2026-10-18' }] }), false],
    ['whose contract has run out', { ...good, entitlement: 'expired' }, false],
    ['without a contract', { ...good, entitlement: 'none' }, false],
    ['of whose contract nothing is known', { ...good, entitlement: undefined }, false],
    ['of a case without a product', { ...good, product: undefined }, false],
    ['of a case without a contact', { ...good, contact: undefined }, false],
    ['who holds nothing', with_({ certifications: [] }), false],
  ])('%s', (_, value, expected) => {
    expect(isCertified(caseSchema.parse(value), now)).toBe(expected);
  });
});
