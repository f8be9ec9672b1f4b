// The log: one JSON line an entry, with callers' numbers masked and secrets taken out before anything is written.
import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { createCleaner } from './log/clean.ts';

export type Fields = Readonly<Record<string, unknown>>;
type Write = (fields: Fields, message: string) => void;

export interface Log {
  debug: Write;
  info: Write;
  warn: Write;
  error: Write;
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A line for each turn would be a write for each turn: they are written some at a time, and at least so often. */
const LOG_BUFFER_BYTES = 16_000;
const LOG_FLUSH_MS = 500;

export interface LogOptions {
  level: LogLevel;
  /** Hidden wherever they turn up, inside other text too. */
  secrets?: readonly string[];
  /** Where lines go; stderr unless a test looks at them, since stdout belongs to the answers of commands. */
  destination?: DestinationStream;
}

export function createLog({ level, secrets = [], destination }: LogOptions): Log {
  const clean = createCleaner(secrets);
  const line = pino(
    {
      level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) },
      // Errors come in clean and in our own form; pino's would put texts of causes together anew.
      serializers: { err: (value: unknown) => value },
    },
    destination ?? pino.destination({ dest: 2, sync: false, minLength: LOG_BUFFER_BYTES, periodicFlush: LOG_FLUSH_MS }),
  );
  const write = (at: keyof Log): Write => (fields, message) => {
    if (line.isLevelEnabled(at)) line[at](clean.fields(fields), clean.text(message));
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

export interface LogEntry {
  level: keyof Log;
  fields: Fields;
  message: string;
}

export interface MemoryLog extends Log {
  readonly entries: readonly LogEntry[];
  /** Throws when an error was logged that the story did not expect; `expected` are parts of messages it did. */
  failOnErrors(expected?: readonly string[]): void;
}

/** A log a test can read. It cleans like the real one, so a test sees what an operator would. */
export function memoryLog(secrets: readonly string[] = []): MemoryLog {
  const clean = createCleaner(secrets);
  const entries: LogEntry[] = [];
  const write = (level: keyof Log): Write => (fields, message) => {
    entries.push({ level, fields: clean.fields(fields), message: clean.text(message) });
  };
  return {
    entries, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error'),
    failOnErrors(expected = []) {
      const errors = entries.filter(({ level, message }) => level === 'error' && !expected.some((part) => message.includes(part)));
      if (errors.length > 0) throw new Error(`the log has errors:\n${errors.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`).join('\n')}`);
    },
  };
}
