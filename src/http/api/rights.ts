// Who may do what. Everything about callers and cases is for those who run the centre and those who watch it.
import type { Role } from '../../config.ts';

/** Nothing of callers in it: how long the lines are, and who has duty. */
export const everybody: readonly Role[] = ['read-only', 'agent', 'supervisor', 'admin'];
export const watchers: readonly Role[] = ['read-only', 'supervisor', 'admin'];
/** Those whom a record is for may see it as well. */
export const watchersAndAgents: readonly Role[] = [...watchers, 'agent'];
export const runners: readonly Role[] = ['supervisor', 'admin'];
/** What takes things away, or changes who may be rung. */
export const admins: readonly Role[] = ['admin'];
