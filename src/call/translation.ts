// Words in another language, kept beside those they were made of: whose work it is, and how sure it was of what it read.
export interface Translation {
  text: string;
  to: string;
  provider: string;
  /** The language it was found to be in, or said to be in. */
  from?: string;
  /** How sure the service was of that, from 0 to 1, where it tells. */
  confidence?: number;
  at: number;
}
