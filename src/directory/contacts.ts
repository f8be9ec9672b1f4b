// Who calls, by the number they call from: what the cases know of a contact, kept for some seconds.
import type { Case, Plan } from '../case/case.ts';
import type { Clock } from '../clock.ts';
import type { Page } from '../store/store.ts';

/** What a calling number tells. It is a hint, never a proof: nothing of a case is spoken for it. */
export interface KnownContact {
  /** The best plan under an active contract. */
  plan: Plan;
  language?: string;
}

/** A case changed a moment ago may count a little late; a caller does not wait for all cases to be read. */
const KEPT_MS = 10_000;
const PAGE = 500;
const PLANS_UPWARDS: readonly Plan[] = ['none', 'warranty', 'care', 'care-plus'];

export function createContacts(listCases: (page: Page) => Promise<readonly Case[]>, clock: Clock): (phone: string) => Promise<KnownContact | undefined> {
  let kept: { until: number; contacts: Promise<ReadonlyMap<string, KnownContact>> } | undefined;
  return async (phone) => {
    if (!kept || clock.now() >= kept.until) {
      const contacts = readAll(listCases);
      kept = { until: clock.now() + KEPT_MS, contacts };
      contacts.catch(() => {
        kept = undefined;
      });
    }
    return (await kept.contacts).get(phone);
  };
}

async function readAll(listCases: (page: Page) => Promise<readonly Case[]>): Promise<ReadonlyMap<string, KnownContact>> {
  const contacts = new Map<string, KnownContact>();
  for (let after: string | undefined; ;) {
    const cases = await listCases({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const one of cases) for (const phone of one.contact?.phones ?? []) contacts.set(phone, better(contacts.get(phone), one));
    if (cases.length < PAGE) return contacts;
    after = cases.at(-1)?.number;
  }
}

function better(before: KnownContact | undefined, of: Case): KnownContact {
  const active = of.entitlement === undefined || of.entitlement === 'active';
  const plan = active ? (of.plan ?? 'none') : 'none';
  const best = before && PLANS_UPWARDS.indexOf(before.plan) >= PLANS_UPWARDS.indexOf(plan) ? before.plan : plan;
  const language = of.contact?.language ?? before?.language;
  return { plan: best, ...(language === undefined ? {} : { language }) };
}
