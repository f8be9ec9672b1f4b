// What a played script looks like to people: a transcript with times, and where and why it went wrong.
import type { Coverage } from './coverage.ts';
import type { Played } from './play.ts';
import { writeWalk, type Line } from './story.ts';

/** `1:02.5  ana  hears “Thank you for calling…”`. */
export function transcriptText({ lines }: Pick<Played, 'lines'>): string {
  const width = Math.max(0, ...lines.map(({ who }) => who.length));
  return lines.map((line) => `    ${clock(line.at).padStart(7)}  ${line.who.padEnd(width)}  ${shown(line)}`).join('\n');
}

function shown({ kind, what }: Line): string {
  switch (kind) {
    case 'heard': return `hears “${what}”`;
    case 'sound': return `hears ${what}`;
    case 'did': return what;
  }
}

/** Minutes, seconds and tenths since the beginning. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${String(Math.floor((tenths % 600) / 10)).padStart(2, '0')}.${tenths % 10}`;
}

/** The place first, in the form editors turn into a link. */
export function failureText({ script, failure, lines, walks, seconds }: Played): string {
  if (!failure) return '';
  const { spot, told, message } = failure;
  return [
    `${spot.file}:${spot.line}:${spot.column} ${script.name}`,
    `    at “${told}”, ${clock(seconds)} into the call: ${message}`,
    '  What happened:',
    transcriptText({ lines }),
    '  The steps of the flows:',
    ...walks.map((walk) => `    ${writeWalk(walk)}`),
  ].join('\n');
}

export function coverageText({ steps, ways, untried }: Coverage): string {
  const list = untried.map(({ spot, flow, step, way }) => `${spot.file}:${spot.line}:${spot.column} ${flow}/${step}${way === undefined ? '' : ` –${way}→`}`);
  return [...(list.length > 0 ? ['No script goes through:', ...list.map((line) => `  ${line}`)] : []), `Scripts go through ${steps.tried} of ${steps.all} steps and ${ways.tried} of ${ways.all} ways out.`].join('\n');
}
