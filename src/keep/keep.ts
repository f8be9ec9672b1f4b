// Where recordings are kept: a folder, or a bucket of S3-compatible storage. Both hold to one contract (keep.test.ts).

/** Ids are our own, but a name in a path is checked all the same. */
export function safeId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error('a recording was named by something that is no id');
  return id;
}
