// The HTTP API as commands use it: one question, and an answer that already knows the exit it means.
import { z } from 'zod';
import type { Exit } from './exits.ts';
import { exits, Leave } from './exits.ts';
import type { Terminal } from './terminal.ts';

export interface ApiOptions {
  api: string;
  token: string;
}

export const API_DEFAULT = 'http://127.0.0.1:3000/api/v1';
/** What the API of a lab takes, which only this machine can reach. */
const TOKEN_DEFAULT = 'lab';
const ANSWER_MS_MAX = 10_000;

/** API_TOKEN may hold several tokens with roles, as the service reads it; a client shows the first. */
export function tokenOf(given: string | undefined, env: Terminal['env']): string {
  const [first = ''] = (given ?? env['API_TOKEN'] ?? '').split(',');
  return first.split(':').at(-1)?.trim() || TOKEN_DEFAULT;
}

const problem = z.object({ title: z.string(), detail: z.string(), errors: z.array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string(), hint: z.string().optional() })).optional() });

/** Answers with the body read by `schema`; whatever else comes ends the command with the right exit. */
export async function ask<T>({ api, token }: ApiOptions, method: string, path: string, schema: z.ZodType<T>, body?: unknown, exitFor = exitOf): Promise<T> {
  const response = await send(`${api.replace(/\/+$/, '')}${path}`, method, token, body);
  const text = await response.text();
  const json = parsed(text);
  if (!response.ok) throw new Leave(exitFor(response.status), sentenceOf(response.status, json));
  const read = schema.safeParse(json);
  if (!read.success) throw new Leave(exits.upstream, `${api} answered ${method} ${path} with something else than expected; is it a Caseline API of this version?`);
  return read.data;
}

/** As many as one page may have. */
const PAGE = 200;

/** All pages of a list, or so many of it; filters without a value are left out. */
export async function askAll<T>(options: ApiOptions, path: string, filters: Readonly<Record<string, string | undefined>>, item: z.ZodType<T>, most = Infinity): Promise<T[]> {
  const page = z.object({ items: z.array(item), next: z.string().optional() });
  const asked = Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const found: T[] = [];
  let after: string | undefined;
  do {
    const query = new URLSearchParams([['limit', String(Math.min(PAGE, most))], ...asked, ...(after === undefined ? [] : [['after', after]])] as [string, string][]);
    const { items, next } = await ask(options, 'GET', `${path}?${query.toString()}`, page);
    found.push(...items);
    after = next;
  } while (after !== undefined && found.length < most);
  return found.slice(0, most);
}

/** Like a GET of `ask`, for an answer that is text as it stands. */
export async function askText({ api, token }: ApiOptions, path: string): Promise<string> {
  const response = await send(`${api.replace(/\/+$/, '')}${path}`, 'GET', token, undefined);
  const text = await response.text();
  if (!response.ok) throw new Leave(exitOf(response.status), sentenceOf(response.status, parsed(text)));
  return text;
}

/** Like `ask`, with undefined for what is not there. */
export async function find<T>(options: ApiOptions, path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return await ask(options, 'GET', path, schema);
  } catch (error) {
    if (error instanceof Leave && error.exit === exits.notFound) return undefined;
    throw error;
  }
}

async function send(url: string, method: string, token: string, body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) };
  try {
    return await fetch(url, { method, headers, signal: AbortSignal.timeout(ANSWER_MS_MAX), ...(body !== undefined && { body: JSON.stringify(body) }) });
  } catch (error) {
    throw new Leave(exits.upstream, `no answer from ${url}: ${reasonOf(error)}. Is it running (npm start), and is --api right?`);
  }
}

/** `fetch` hides what happened in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : message;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function exitOf(status: number): Exit {
  if (status === 404) return exits.notFound;
  return status >= 500 ? exits.upstream : exits.failed;
}

function sentenceOf(status: number, body: unknown): string {
  const read = problem.safeParse(body);
  if (!read.success) return `the API answered ${status}`;
  const { title, detail, errors = [] } = read.data;
  const others = errors.slice(1).map((error) => `\n  ${error.pointer ?? error.parameter ?? ''} ${error.detail}${error.hint === undefined ? '' : ` — ${error.hint}`}`);
  return `${title}: ${detail}${others.join('')}`;
}
