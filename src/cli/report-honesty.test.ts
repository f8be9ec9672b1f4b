import { expect, it } from 'vitest';
import { honestyAnswer, honestyTable } from './report-honesty.ts';

const none = { told: 0, sooner: 0, within: 0, later: 0, left: 0, waiting: 0 };
const answer = (more: object) => honestyAnswer.parse({ from: '2026-12-01T00:00:00.000Z', to: '2026-12-02T00:00:00.000Z', exact: { coverage: 0.3, notLater: 0.8 }, items: [], byAge: [], total: none, ...more });

it('shows each priority, each age and all, with what exact futures would have', () => {
  const told = { told: 4, sooner: 1, within: 1, later: 1, left: 1, waiting: 0, coverage: 1 / 3, notLater: 2 / 3, medianErrorSeconds: -64.2, medianOffSeconds: 125 };
  const lines = honestyTable(answer({ items: [{ priority: 'P2', ...told }], byAge: [{ age: 'under 5 s', ...told }], total: told })).split('\n');
  expect(lines[1]).toMatch(/^P2 +4 +1 +1 +1 +1 +0 +33.3% +66.7% +-1:04 +2:05$/);
  expect(lines[2]).toMatch(/^forecast under 5 s old +4 /);
  expect(lines[3]).toMatch(/^all +4 /);
  expect(lines[5]).toContain('30.0% in the band and 80.0% not later');
});

it('says why there may be nothing', () => {
  expect(honestyTable(answer({}))).toContain('once ten of its conversations were measured');
});
