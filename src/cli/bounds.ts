// The bounds of a centre as a table: how much later somebody may come and still be ahead, and the margin of a P1.
import { PRIORITIES } from '../case/priority.ts';
import { writeDuration } from '../centre/value.ts';
import type { Bounds } from '../routing/bounds.ts';
import type { Conditions } from '../routing/rules.ts';
import { table } from './table.ts';

export function boundsText({ standings, p1 }: Bounds): string {
  const rows = standings.map(({ of, before }) => [
    of.priority, of.demand ?? 'any', of.when === undefined ? '' : whenInWords(of.when), writeDuration(of.headStartS),
    ...PRIORITIES.map((other) => cell(before[other])),
  ]);
  return [
    'How much later somebody may come and still be ahead:',
    table(['caller', 'line', 'where', 'head start', ...PRIORITIES.map((other) => `of a ${other}`)], rows),
    '',
    `A P1 is always ahead: its head start of ${writeDuration(p1.headStartS)} is ${writeDuration(p1.marginS)} more than the longest wait of ${writeDuration(p1.longestWaitS)} and the longest head start below it, ${writeDuration(p1.highestOtherS)}.`,
  ].join('\n');
}

const cell = (seconds: number): string => (seconds > 0 ? writeDuration(seconds) : '–');

const whenInWords = (when: Conditions): string => Object.entries(when).filter(([fact]) => fact !== 'priority').map(([fact, values]) => `${fact} ${values.join(' or ')}`).join(', ');
