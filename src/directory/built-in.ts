// Our own case directory: cases as records of the store.
import type { Case } from '../case/case.ts';
import { readCaseNumber } from '../case/number.ts';
import type { Clock } from '../clock.ts';
import type { Page, Store } from '../store/store.ts';
import { createContacts } from './contacts.ts';
import type { Directory } from './directory.ts';

export function createBuiltInDirectory({ store, clock }: { store: Pick<Store, 'records'>; clock: Clock }): Directory {
  const listCases = async (page: Page) => (await store.records.list<Case>('case', page)).map(({ value }) => value);
  const contactOf = createContacts(listCases, clock);
  return {
    async findCase(text) {
      // Whether its date has come was asked where it was keyed.
      const read = readCaseNumber(text, Infinity);
      if (!read.ok) return { is: 'unknown' };
      try {
        const kept = await store.records.get<Case>('case', read.number);
        return kept ? { is: 'found', case: kept.value } : { is: 'unknown' };
      } catch (error) {
        return { is: 'failed', why: error instanceof Error ? error.message : String(error) };
      }
    },
    async saveCase(of) {
      await store.records.put('case', of.number, of);
      return { ok: true };
    },
    async findContact(phone) {
      try {
        const contact = await contactOf(phone);
        return contact ? { is: 'found', contact } : { is: 'unknown' };
      } catch (error) {
        return { is: 'failed', why: error instanceof Error ? error.message : String(error) };
      }
    },
    listCases,
  };
}
