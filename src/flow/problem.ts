// A mistake in a file that people write: where it is, what it is, and what was probably meant.

/** A place in a text file; lines and columns count from one, as editors do. */
export interface Spot {
  file: string;
  line: number;
  column: number;
}

export interface Problem extends Spot {
  message: string;
  hint?: string;
  /** The steps a call takes to get into the trouble, such as `front –*→ new-case`. */
  way?: string;
  /** A warning is shown, but refuses nothing. */
  level?: 'warning';
}

/** One line for the terminal, in the form editors turn into a link; a way through the steps follows on a line of its own. */
export function printProblem({ file, line, column, message, hint, way, level }: Problem): string {
  const what = level === undefined ? message : `${level}: ${message}`;
  const where = `${file}:${line}:${column}`;
  return `${where} ${what}${hint === undefined ? '' : ` — ${hint}`}${way === undefined ? '' : `\n    ${way}`}`;
}

/** Whether anything here refuses the files; warnings alone do not. */
export const refuses = (problems: readonly Problem[]): boolean => problems.some(({ level }) => level !== 'warning');

/** By file, then from top to bottom, so that people work through them in reading order. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
