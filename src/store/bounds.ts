// The store's named bounds, and where each comes from.

/** Work due at once is leased to the process that wrote it for so long; a dead process's outbox is due again after it. */
export const OUTBOX_LEASE_MS = 15_000;

/** An offer nobody answered: the agent is not rung for the same caller again for so long. */
export const EXPIRED_COOL_MS = 60_000;

/** Ended offers and callers who left are answered kindly for a day (a very late key, a repeated webhook), then forgotten. */
export const ENDED_KEPT_MS = 24 * 60 * 60_000;

/** On Redis a finished call leaves the centre's hash slot this long after its end, when late callbacks are rare. */
export const SETTLED_MS = 10 * 60_000;

/** A place in line is counted up to here: each caller counted costs, in every round of every caller's music. */
export const AHEAD_MOST = 100;

/** The sweep for missed pairs looks at so many callers and agents of one class; the next sweep sees the rest. */
export const MISSED_DEPTH = 20;

/** Ids and class names are parts of keys. */
export const ID_LENGTH_MOST = 300;
export const CLASS_LENGTH_MOST = 4_000;

/** How often a follower of the journal looks for what other processes wrote. */
export const FOLLOW_POLL_MS = 150;
/** Entries read at once by a follower. */
export const FOLLOW_BATCH = 500;

/** The layout of what is stored. A process refuses a newer one; it reads and writes this and the one before. */
export const SCHEMA = 1;
