// The few ways in which a promise can break: what the log says, what the caller hears, and whether another try makes sense.

interface FaultRules {
  /** For the log, in a sentence. */
  log: string;
  /** The prompt the caller hears next. */
  prompt: 'trouble.moment' | 'trouble.person' | 'trouble.sorry';
  retry: boolean;
}

export const faults = {
  'store-down': { log: 'The store does not answer.', prompt: 'trouble.moment', retry: true },
  'store-full': { log: 'The store cannot write: the disk is full or read-only.', prompt: 'trouble.sorry', retry: false },
  'store-newer': { log: 'The store was written by a newer version of this program.', prompt: 'trouble.sorry', retry: false },
  'store-broken': { log: 'The store holds something that cannot be right.', prompt: 'trouble.person', retry: false },
  'carrier-down': { log: 'The carrier does not answer.', prompt: 'trouble.moment', retry: true },
  'carrier-refused': { log: 'The carrier refuses what we ask, and would again.', prompt: 'trouble.person', retry: false },
  'directory-down': { log: 'The case directory does not answer.', prompt: 'trouble.person', retry: true },
  'flow-broken': { log: 'A flow leads nowhere, or a call stands at a step that does not exist.', prompt: 'trouble.person', retry: false },
  'flows-gone': { log: 'The flows this call began with are no longer kept.', prompt: 'trouble.person', retry: false },
  'prompt-missing': { log: 'A prompt or one of its values is missing.', prompt: 'trouble.person', retry: false },
  'turn-lost': { log: 'Other turns of the same call were quicker, again and again.', prompt: 'trouble.moment', retry: true },
  'endless': { log: 'A turn went through more steps than any flow has.', prompt: 'trouble.person', retry: false },
  'too-long': { log: 'A document is longer than the carrier takes.', prompt: 'trouble.sorry', retry: false },
} as const satisfies Record<string, FaultRules>;

export type FaultCode = keyof typeof faults;

/** A broken promise. `message` may add what exactly happened, for the log only. */
export class Fault extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? faults[code].log : `${faults[code].log} ${detail}`, options);
    this.name = 'Fault';
    this.code = code;
  }

  get prompt(): FaultRules['prompt'] {
    return faults[this.code].prompt;
  }

  get retry(): boolean {
    return faults[this.code].retry;
  }
}

export const isFault = (error: unknown, code?: FaultCode): error is Fault =>
  error instanceof Fault && (code === undefined || error.code === code);
