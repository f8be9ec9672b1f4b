// A case as an outside directory gives it (contract version 1), read into ours. Its words for status and priority are its own.
import { caseSchema, PLANS } from '../case/case.ts';
import type { Case } from '../case/case.ts';
import { readPriority } from '../case/priority.ts';
import { readLanguage } from '../language/tag.ts';
import { readPhone } from '../phone/number.ts';

export type RemoteCase = { ok: true; case: Case; strange: readonly string[] } | { ok: false; why: string };

type Fields = Readonly<Record<string, unknown>>;

/** Only `closed` and `merged` end a case: one that is resolved is closed when the customer agrees. */
const STATUS: Readonly<Record<string, 'open' | 'closed'>> = {
  open: 'open', pending_customer: 'open', pending_vendor: 'open', resolved: 'open', closed: 'closed', merged: 'closed',
};

/**
 * Number, status and priority must be there. A status or priority we have no word for counts as open and P3, and what else cannot be read is
 * left out, since the rest of the case is worth having; `strange` names it, to be told once.
 */
export function readRemoteCase(body: unknown, now: number): RemoteCase {
  if (!isFields(body)) return { ok: false, why: 'the answer is not a case' };
  const missing = REQUIRED.filter((name) => text(body[name]) === undefined);
  if (missing.length > 0) return { ok: false, why: `the case has no ${missing.join(', no ')}` };
  const status = lookUp(STATUS, text(body['status'])?.toLowerCase());
  const priority = readPriority(text(body['priority']) ?? '');
  const ours = present({ ...body, ...named(body, now), number: text(body['number']), status: status ?? 'open', priority: priority ?? 'P3' });
  const odd = unreadable(ours);
  const read = caseSchema.safeParse(present(ours, odd));
  if (!read.success) return { ok: false, why: 'the case has a number that is none' };
  const words = [...(status ? [] : [`status ${text(body['status'])}`]), ...(priority ? [] : [`priority ${text(body['priority'])}`])];
  return { ok: true, case: read.data, strange: [...words, ...odd.map((name) => `field ${name}`)] };
}

const REQUIRED = ['number', 'status', 'priority'];

/** Optional fields, by name, whose values are of no form we know. */
function unreadable(fields: Fields): string[] {
  const read = caseSchema.safeParse(fields);
  const names = read.success ? [] : read.error.issues.map(({ path }) => String(path[0]));
  return [...new Set(names)].filter((name) => !REQUIRED.includes(name));
}

/** Without what is undefined or null, and without those named. */
const present = (fields: Fields, without: readonly string[] = []): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined && value !== null && !without.includes(name)));

/** The fields that stand elsewhere in the contract, or in a form of their own. */
function named(body: Fields, now: number): Fields {
  const [owner, account, product, entitlement, contact] = ['owner', 'account', 'product', 'entitlement', 'contact'].map((name) => body[name]);
  return {
    assignedTo: text(body['assignedTo']) ?? within(owner, 'id'),
    deputy: text(body['deputy']) ?? within(owner, 'backupId'),
    account: text(account) ?? within(account, 'name'),
    product: text(product) ?? within(product, 'name'),
    serial: text(body['serial']) ?? within(product, 'serial'),
    plan: PLANS.find((plan) => plan === (text(body['plan']) ?? within(entitlement, 'level'))),
    entitlement: entitlementOf(entitlement, now),
    contact: contactOf(contact),
    // Ours are kept in their own form; what a directory means by them is unknown.
    targets: undefined, timeline: undefined, openedAt: undefined, modifiedAt: undefined,
  };
}

function entitlementOf(given: unknown, now: number): string | undefined {
  if (['active', 'expired', 'none'].includes(text(given) ?? '')) return text(given);
  const until = Date.parse(within(given, 'activeUntil') ?? '');
  return Number.isNaN(until) ? undefined : until > now ? 'active' : 'expired';
}

function contactOf(given: unknown): Fields | undefined {
  if (!isFields(given)) return undefined;
  const phones = (Array.isArray(given['phones']) ? given['phones'] : []).flatMap((phone) => {
    const read = readPhone(text(phone) ?? '');
    return read.ok ? [read.number] : [];
  });
  const certifications = Array.isArray(given['certifications']) ? given['certifications'] : [];
  const employer = ['end-customer', 'partner'].find((known) => known === given['employer']);
  return present({
    ...given, phones: phones.slice(0, PHONES_MAX), certifications, employer,
    name: text(given['name']), region: text(given['region']), language: readLanguage(text(given['language']) ?? ''),
  });
}

/** A desk, a mobile and those of colleagues; a list of hundreds is a customer's directory. */
const PHONES_MAX = 20;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const within = (value: unknown, name: string): string | undefined => (isFields(value) ? text(value[name]) : undefined);
const lookUp = <T>(table: Readonly<Record<string, T>>, name = ''): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
