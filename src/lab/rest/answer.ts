// What a REST request is answered with: a resource, a page of a list, or Twilio's way of saying no.
import { pageSizeDefault } from '../limits.ts';

export interface RestAnswer {
  status: number;
  /** JSON; a Buffer for the sound of a recording. */
  body: unknown;
}

export interface RestRequest {
  method: string;
  /** Path with query. */
  path: string;
  form: URLSearchParams;
  auth: { user: string; password: string } | undefined;
}

/** What a route's handler is given: names of its path, fields, and the query. */
export interface RouteCall {
  names: Record<string, string>;
  form: URLSearchParams;
  query: URLSearchParams;
  path: string;
}

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the account, e.g. `Calls/{sid}.json`. */
  path: string;
  run(call: RouteCall): RestAnswer;
}

export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
export const created = (body: unknown): RestAnswer => ({ status: 201, body });
export const gone: RestAnswer = { status: 204, body: undefined };

/** An error as the library's RestException reads it (page "Twilio's response: exceptions"). */
export function refuse(status: number, code: number, message: string): RestAnswer {
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

export const notFound = (what: string): RestAnswer => refuse(404, 20404, `The requested resource ${what} was not found`);

/** One page of a list, newest first, with the address of the next (page "Twilio's response: paging"). */
export function page(name: string, rows: readonly unknown[], { path, query }: RouteCall): RestAnswer {
  const size = Math.min(1_000, Math.max(1, Number(query.get('PageSize') ?? pageSizeDefault) || pageSizeDefault));
  const number = Math.max(0, Number(query.get('Page') ?? 0) || 0);
  const base = path.split('?')[0] ?? path;
  const uri = (at: number) => {
    const next = new URLSearchParams(query);
    next.set('PageSize', String(size));
    next.set('Page', String(at));
    return `${base}?${next.toString()}`;
  };
  const start = number * size;
  const more = start + size < rows.length;
  return ok({
    [name]: rows.slice(start, start + size), page: number, page_size: size, start, end: Math.max(start, Math.min(start + size, rows.length) - 1), uri: uri(number),
    first_page_uri: uri(0), next_page_uri: more ? uri(number + 1) : null, previous_page_uri: number > 0 ? uri(number - 1) : null,
  });
}

/** `Url` and `Method` under these names, as a request for a document. */
export function addressed(form: URLSearchParams, url: string, method: string, otherwise: 'GET' | 'POST' = 'POST') {
  const address = form.get(url);
  if (!address) return undefined;
  const asked = form.get(method)?.toUpperCase();
  return { url: address, method: asked === 'GET' || asked === 'POST' ? asked : otherwise };
}
