import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { caseSchema, readCase } from './case.ts';

const least = { number: '2006-0811-0120', status: 'open', priority: 'P2' };

describe('a case is read from whatever directory holds it', () => {
  it('with a number, a status and a priority and nothing else', () => {
    expect(readCase(least)).toEqual({ ok: true, case: { number: '200608110120', status: 'open', priority: 'P2' } });
  });

  it('with everything a rule may use', () => {
    const full = {
      ...least,
      assignedTo: 'ana',
      deputy: 'ben',
      product: 'routers',
      serial: 'SN-1',
      region: 'emea',
      site: 'Leeds',
      siteId: '77',
      account: 'Acme',
      plan: 'care-plus',
      entitlement: 'active',
      partner: 'Netco',
      serviceManager: 'cleo',
      title: 'Core router restarts',
      contact: {
        name: 'Dana',
        phones: ['+44 20 7946 0100', '+1 (408) 555-0100'],
        language: 'es_mx',
        region: 'emea',
        certifications: [{ family: 'routers', validUntil: '2027-01-31' }],
        employer: 'end-customer',
      },
      targets: { response: '30 minutes', updates: '1 business day' },
      openedAt: '2006-08-11T09:00:00+01:00',
      modifiedAt: 1_155_283_200_000,
      timeline: [{ at: '2006-08-11T09:00:00Z', what: 'opened', by: 'customer-care' }],
    };
    expect(readCase(full)).toEqual({
      ok: true,
      case: {
        ...full,
        number: '200608110120',
        contact: { ...full.contact, phones: ['+442079460100', '+14085550100'], language: 'es-MX' },
        targets: { response: { unit: 'clock', ms: 1_800_000 }, updates: { unit: 'business-days', days: 1 } },
        openedAt: Date.parse('2006-08-11T08:00:00Z'),
        timeline: [{ at: Date.parse('2006-08-11T09:00:00Z'), what: 'opened', by: 'customer-care' }],
      },
    });
  });

  it('and keeps the fields we know nothing of, at every depth', () => {
    const read = readCase({ ...least, colour: 'red', contact: { badge: 7, certifications: [{ family: 'x', level: 3 }] } });
    expect(read).toMatchObject({
      ok: true,
      case: { colour: 'red', contact: { badge: 7, phones: [], certifications: [{ family: 'x', level: 3 }] } },
    });
  });

  it('and reads what it has written the same again', () => {
    const contact = { phones: ['+1 408 555 0100'], language: 'iw' };
    const once = readCase({ ...least, contact, targets: { response: '1 hour' }, openedAt: '2026-01-01T00:00:00Z' });
    if (!once.ok) throw new Error(once.problems.join());
    expect(readCase(JSON.parse(JSON.stringify(once.case)))).toEqual(once);
  });

  it.each([
    ['twelve digits that YAML took for a number', { number: 200608110120 }],
    ['a status in capitals', { status: 'OPEN' }],
    ['a priority in words', { priority: 'high' }],
    ['a number of the future, since a file has no clock', { number: '2999-0811-0120' }],
  ])('%s is fine', (_, part) => {
    expect(readCase({ ...least, ...part }).ok).toBe(true);
  });
});

describe('a mistake in a case is told with its place and what was expected', () => {
  it.each([
    [{ number: undefined }, 'number: expected a case number such as 2006-0811-0120'],
    [{ number: '2006-0231-0120' }, 'number: expected a case number such as 2006-0811-0120, with a real date, got "2006-0231-0120"'],
    [{ number: 'R12345' }, 'number: expected a case number such as 2006-0811-0120, with a real date, got "R12345"'],
    [{ status: 'pending' }, 'status: expected open or closed, got "pending"'],
    [{ priority: 'P5' }, 'priority: expected P1, P2, P3, P4, got "P5"'],
    [{ assignedTo: '' }, 'assignedTo: expected some text, got none'],
    [{ title: 'x'.repeat(501) }, 'title: expected at most 500 characters'],
    [
      { contact: { phones: ['+14085550100', '555-0100'] } },
      'contact.phones[1]: expected a phone number with its country, such as +14085550100, got "555-0100"',
    ],
    [{ contact: { language: 'english' } }, 'contact.language: expected a language tag such as en or es-MX, got "english"'],
    [
      { contact: { certifications: [{ family: 'x', validUntil: '31.12.2026' }] } },
      'contact.certifications[0].validUntil: expected a date such as 2026-12-31',
    ],
    [{ openedAt: '2026-03-10 09:00' }, 'openedAt: expected a time with its offset, such as 2026-03-10T09:00:00Z'],
  ])('%j', (part, problem) => {
    expect(readCase({ ...least, ...part })).toEqual({ ok: false, problems: [problem] });
  });

  it.each([
    [{ plan: 'gold' }, /^plan: .*"none".*"care-plus"/],
    [{ contact: { employer: 'me' } }, /^contact\.employer: .*"end-customer"/],
    [{ contact: { phones: Array(21).fill('+14085550100') } }, /^contact\.phones: .*20/],
    [{ targets: { response: 'soon' } }, /^targets\.response: expected a time such as 1 hour, 8 business hours or 3 business days$/],
    [{ targets: { response: { unit: 'moons', ms: 1 } } }, /^targets\.response: expected a time such as 1 hour/],
  ])('%j', (part, problem) => {
    const read = readCase({ ...least, ...part });
    expect(read).toMatchObject({ ok: false, problems: [expect.stringMatching(problem)] });
  });

  it('all at once, not one a day', () => {
    expect(readCase({ status: 'x', priority: 'y' })).toMatchObject({ ok: false, problems: { length: 3 } });
    expect(readCase('nonsense')).toMatchObject({ ok: false, problems: [expect.stringMatching(/^case: /)] });
    expect(readCase(null).ok).toBe(false);
  });
});

it('what a writer of cases may send can be drawn as a JSON Schema', () => {
  expect(z.toJSONSchema(caseSchema, { io: 'input' })).toMatchObject({ type: 'object', required: ['number', 'status', 'priority'] });
});
