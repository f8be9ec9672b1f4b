// Who is a certified expert for a case: they go first in the experts' line once it is escalated, and nowhere else.
import type { Case } from './case.ts';

const DAY_MS = 86_400_000;
/** A day is over everywhere on earth twelve hours after it is in Greenwich. */
const LAST_ZONE_MS = 12 * 3_600_000;

/**
 * The contact holds a certification for the product family of the case that is still valid, works for an end customer, and the
 * contract is active. A partner's employee and a certification for another family count for nothing.
 */
export function isCertified({ contact, product, entitlement }: Pick<Case, 'contact' | 'product' | 'entitlement'>, now: number): boolean {
  if (!contact || product === undefined || contact.employer !== 'end-customer' || entitlement !== 'active') return false;
  return contact.certifications.some(({ family, validUntil }) => same(family, product) && (validUntil === undefined || now < endOf(validUntil)));
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
const endOf = (day: string): number => Date.parse(day) + DAY_MS + LAST_ZONE_MS;
