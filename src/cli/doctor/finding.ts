// A finding of the doctor: what was looked at, how it is, and what to do about it.
import type { Terminal } from '../terminal.ts';
import { paint } from '../terminal.ts';

export interface Finding {
  /** The group it stands in, such as `store` or a number. */
  about: string;
  state: 'ok' | 'warn' | 'fail';
  say: string;
  /** What to do; absent where nothing is to be done. */
  todo?: string;
}

export const fine = (about: string, say: string): Finding => ({ about, state: 'ok', say });
export const warn = (about: string, say: string, todo: string): Finding => ({ about, state: 'warn', say, todo });
export const fail = (about: string, say: string, todo: string): Finding => ({ about, state: 'fail', say, todo });

const marks = { ok: ['green', '✓ ok  '], warn: ['yellow', '! warn'], fail: ['red', '✗ FAIL'] } as const;

export function findingText(terminal: Pick<Terminal, 'colour'>, { about, state, say, todo }: Finding): string {
  const [tone, mark] = marks[state];
  return `${paint(terminal, tone, mark)}  ${about}: ${say}${todo === undefined ? '' : `\n        → ${todo}`}`;
}

export function verdict(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  if (count('fail') > 0) return `${count('fail')} of ${findings.length} findings would cost callers. Start with the first.`;
  return count('warn') > 0 ? `Callers would be answered; ${count('warn')} of ${findings.length} findings are worth a look.` : 'All is well.';
}
