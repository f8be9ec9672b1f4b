// What every case directory keeps to. Each adapter runs this suite; what one of them cannot do, it says with the reason.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '../case/case.ts';
import type { CaseNumber } from '../case/number.ts';
import type { E164 } from '../phone/number.ts';
import type { Directory } from './directory.ts';

export interface DirectoryUnderTest {
  directory: Directory;
  /** Puts a case where the directory finds it. */
  has(of: Case): Promise<void>;
  /** From now on the system behind it does not work. */
  breaks(): Promise<void>;
  close(): Promise<void>;
}

export const sampleCase = (number: string, more: Partial<Case> = {}): Case => ({
  number: number as CaseNumber, status: 'open', priority: 'P2', assignedTo: 'amy', plan: 'care', entitlement: 'active', region: 'emea',
  contact: { name: 'Ana', phones: ['+14085550123' as E164], certifications: [] }, ...more,
});

export function directoryContract(name: string, open: () => Promise<DirectoryUnderTest>, cannot: { save?: string; contacts?: string } = {}): void {
  describe(`the case directory: ${name}`, () => {
    let under: DirectoryUnderTest;
    beforeEach(async () => { under = await open(); });
    afterEach(() => under.close());

    it('finds a case with everything that is known of it', async () => {
      const kept = sampleCase('200608110120');
      await under.has(kept);
      expect(await under.directory.findCase('200608110120')).toEqual({ is: 'found', case: kept });
    });

    it('finds it by its dashed number too', async () => {
      await under.has(sampleCase('200608110120'));
      expect(await under.directory.findCase('2006-0811-0120')).toMatchObject({ is: 'found' });
    });

    it('finds a closed case, and says so', async () => {
      await under.has(sampleCase('200608110120', { status: 'closed' }));
      expect(await under.directory.findCase('200608110120')).toMatchObject({ is: 'found', case: { status: 'closed' } });
    });

    it.each(['200608110121', '200602300001', '12', '', '../../agents', '２００６０８１１０１２１'])('does not know %s', async (number) => {
      await under.has(sampleCase('200608110120'));
      expect(await under.directory.findCase(number)).toEqual({ is: 'unknown' });
    });

    it('lists cases in order of their numbers, page by page', async () => {
      for (const number of ['200608110122', '200608110120', '200608110121']) await under.has(sampleCase(number));
      const first = await under.directory.listCases({ limit: 2 });
      expect(first.map((one) => one.number)).toEqual(['200608110120', '200608110121']);
      expect((await under.directory.listCases({ limit: 2, after: '200608110121' })).map((one) => one.number)).toEqual(['200608110122']);
    });

    if (cannot.contacts === undefined) {
      it('knows a contact by the number, with the best plan under an active contract', async () => {
        await under.has(sampleCase('200608110120', { plan: 'care' }));
        await under.has(sampleCase('200608110121', { plan: 'care-plus' }));
        await under.has(sampleCase('200608110122', { plan: 'care-plus', entitlement: 'expired', contact: { name: 'Bea', phones: ['+14085550124' as E164], certifications: [] } }));
        expect(await under.directory.findContact('+14085550123' as E164)).toEqual({ is: 'found', contact: { plan: 'care-plus' } });
        expect(await under.directory.findContact('+14085550124' as E164)).toEqual({ is: 'found', contact: { plan: 'none' } });
        expect(await under.directory.findContact('+14085550199' as E164)).toEqual({ is: 'unknown' });
      });

      it('answers that it failed to find a contact, too', async () => {
        await under.breaks();
        expect(await under.directory.findContact('+14085550123' as E164)).toEqual({ is: 'failed', why: expect.any(String) as string });
      });
    } else {
      it(`knows no contact, because ${cannot.contacts}`, async () => {
        await under.has(sampleCase('200608110120'));
        expect(await under.directory.findContact('+14085550123' as E164)).toEqual({ is: 'unknown' });
      });
    }

    it('answers that it failed when it does, and does not throw: a caller is waiting', async () => {
      await under.breaks();
      expect(await under.directory.findCase('200608110120')).toEqual({ is: 'failed', why: expect.any(String) as string });
    });

    if (cannot.save === undefined) {
      it('keeps a case that is saved, and the later of two', async () => {
        expect(await under.directory.saveCase(sampleCase('200608110120'))).toEqual({ ok: true });
        await under.directory.saveCase(sampleCase('200608110120', { priority: 'P1' }));
        expect(await under.directory.findCase('200608110120')).toMatchObject({ is: 'found', case: { priority: 'P1' } });
      });
    } else {
      it(`does not save, because ${cannot.save}, and says so`, async () => {
        expect(await under.directory.saveCase(sampleCase('200608110120'))).toEqual({ ok: false, why: expect.any(String) as string });
        expect(await under.directory.findCase('200608110120')).toEqual({ is: 'unknown' });
      });
    }
  });
}
