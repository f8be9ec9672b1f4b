// The honesty of waits told, as a table: of whom it fell in the band, who waited longer, and by how much we were off.
import { z } from 'zod';
import { minute, share, time } from './figures.ts';
import { table } from './table.ts';

const figures = z.looseObject({
  told: z.number(), sooner: z.number(), within: z.number(), later: z.number(), left: z.number(), waiting: z.number(), coverage: z.number().optional(), notLater: z.number().optional(), medianErrorSeconds: z.number().optional(), medianOffSeconds: z.number().optional(),
});
export const honestyAnswer = z.looseObject({
  from: z.string(), to: z.string(), exact: z.object({ coverage: z.number(), notLater: z.number() }),
  items: z.array(figures.extend({ priority: z.string() })), byAge: z.array(figures.extend({ age: z.string() })), total: figures,
});

export function honestyTable({ from, to, exact, items, byAge, total }: z.output<typeof honestyAnswer>): string {
  const during = `${minute(from)} to ${minute(to)} UTC`;
  if (total.told === 0) return `Nobody was told how long it would be from ${during}. A line is spoken of once ten of its conversations were measured in three days.`;
  const head = ['', 'TOLD', 'SOONER', 'WITHIN', 'LATER', 'LEFT', 'WAITING', 'IN BAND', 'NOT LATER', 'ERROR', 'OFF BY'];
  const rows = [...items.map(({ priority, ...of }) => [priority, ...cells(of)]), ...byAge.map(({ age, ...of }) => [`forecast ${age} old`, ...cells(of)]), ['all', ...cells(total)]];
  return [
    table(head, rows), '',
    `Told from ${during}. Exact futures would have ${share(exact.coverage)} in the band and ${share(exact.notLater)} not later; who left before it could be seen is in neither.`,
    'Error is the median of the wait less the middle of the band, of those answered; off by is how far it was, either way.',
  ].join('\n');
}

const cells = (of: z.output<typeof figures>): string[] => [
  ...[of.told, of.sooner, of.within, of.later, of.left, of.waiting].map(String), share(of.coverage), share(of.notLater), signed(of.medianErrorSeconds), time(of.medianOffSeconds),
];

const signed = (seconds: number | undefined): string => (seconds === undefined ? '-' : `${seconds < 0 ? '-' : '+'}${time(Math.abs(seconds))}`);
