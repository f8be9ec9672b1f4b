// What the carrier's own log would show: errors and warnings with Twilio's codes. A story test looks here at its end.
import { logMax } from './limits.ts';

export interface LogEntry {
  at: number;
  level: 'error' | 'warning';
  /** Twilio's number for it (page "Error and Warning Dictionary"); 0 where it is the lab's own remark. */
  code: number;
  message: string;
  callSid?: string;
}

/** Adds to a list and lets the oldest go once it is full. */
export function addBounded<T>(list: T[], entry: T, max: number): void {
  list.push(entry);
  if (list.length > max) list.splice(0, list.length - max);
}

export function createLog(now: () => number) {
  const entries: LogEntry[] = [];
  const add = (level: LogEntry['level'], code: number, message: string, callSid?: string) =>
    addBounded(entries, { at: now(), level, code, message, ...(callSid === undefined ? {} : { callSid }) }, logMax);
  return {
    entries: entries as readonly LogEntry[],
    error: (code: number, message: string, callSid?: string) => add('error', code, message, callSid),
    warn: (code: number, message: string, callSid?: string) => add('warning', code, message, callSid),
  };
}

export type Log = ReturnType<typeof createLog>;
