// When the store cannot do its work: one kind of error, with the cause in a word and a sentence for the log.

export type StoreTrouble =
  /** It does not answer in time, or there is no connection. Worth another try. */
  | 'unreachable'
  /** No room on disk or in memory. */
  | 'full'
  /** It may be read but not written: a replica, or a disk mounted so. */
  | 'read-only'
  /** It was written by a newer version of this program. */
  | 'newer'
  /** Its version or its settings would lose calls. */
  | 'unsuitable'
  | 'closed';

/** Thrown by every method of a store that is in trouble. `retry`: the same again may succeed soon. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string, cause?: unknown) {
    super(`store: ${message}`, cause === undefined ? undefined : { cause });
    this.trouble = trouble;
  }

  get retry(): boolean {
    return this.trouble === 'unreachable';
  }
}
