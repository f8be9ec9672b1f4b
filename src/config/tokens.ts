// Who may use the API: the tokens written in API_TOKEN, each with its role.

export const roles = ['agent', 'supervisor', 'admin', 'read-only'] as const;
export type Role = (typeof roles)[number];

export interface ApiToken {
  role: Role;
  token: string;
  /** An agent's token may be tied to one agent. */
  agent?: string;
}

/**
 * `TOKEN` alone is an admin's; several are written `role:token,role:token`, an agent's own `agent:amy:token`. A
 * message names the entry by its place, never by its text: half of a mistyped entry is usually the secret.
 */
export function readTokens(text: string): { tokens: ApiToken[]; problems: string[] } {
  const tokens: ApiToken[] = [];
  const problems: string[] = [];
  if (text === '') return { tokens, problems };
  for (const [index, entry] of text.split(',').entries()) {
    const read = readToken(entry.trim());
    if (typeof read === 'string') problems.push(`API_TOKEN: entry ${index + 1} ${read}`);
    else if (tokens.some(({ token }) => token === read.token)) problems.push(`API_TOKEN: entry ${index + 1} repeats an earlier token; each needs its own`);
    else tokens.push(read);
  }
  return { tokens, problems };
}

function readToken(entry: string): ApiToken | string {
  const parts = entry.split(':').map((part) => part.trim());
  if (parts.some((part) => part === '')) return 'is empty or has an empty part; expected TOKEN, role:TOKEN or agent:ID:TOKEN';
  if (/\s/.test(entry)) return 'holds a blank; tokens are one word, separated by commas';
  const [first = '', second, third] = parts;
  if (second === undefined) return { role: 'admin', token: first };
  const role = roles.find((name) => name === first);
  if (role === undefined) return `has no role that we know; roles are ${roles.join(', ')}, and a token has no colon`;
  if (parts.length === 2) return { role, token: second };
  if (parts.length === 3 && role === 'agent' && third !== undefined) return { role, agent: second, token: third };
  return 'has too many parts; expected TOKEN, role:TOKEN or agent:ID:TOKEN';
}
