// What a command's end says to a script.

export const exits = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** A flow, a prompt, the centre file or the configuration has mistakes. */
  invalid: 3,
  notFound: 4,
  /** A system behind the command gave no answer, or a bad one. */
  upstream: 5,
} as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** Ends a command from wherever it noticed; the sentence goes to stderr. */
export class Leave extends Error {
  readonly exit: Exit;
  constructor(exit: Exit, message: string) {
    super(message);
    this.name = 'Leave';
    this.exit = exit;
  }
}
