// How requests to the carrier travel: time limits, and which of them may be sent a second time.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { RequestClient } from 'twilio';

type Options = Parameters<RequestClient['request']>[0];
type Response = Awaited<ReturnType<RequestClient['request']>>;

export interface Timeouts {
  /** Asking something of a leg: a webhook's answer or a caller waits for it. */
  askMs: number;
  /** Creating a call or a message: the carrier works longer on it, and what happened after a time-out is unclear. */
  createMs: number;
}
export const timeoutsDefault: Timeouts = { askMs: 3_000, createMs: 5_000 };

/**
 * A refusal for too many requests was never carried out, so it may be sent again, this much later each time (error 20429). Not so the
 * creation of a call: by then the caller may have gone, and whoever asked looks first.
 */
const busyWaitsMs = [250, 500] as const;
/** Before the one further try after a 5xx or a lost connection. */
const againMs = 100;
/** The carrier may close an idle connection under our next request; ours are closed first. */
const idleMs = 10_000;

/** The library's transport with our limits around it; it stands in for its `httpClient`. */
export interface Transport {
  client: RequestClient;
  close(): void;
}

export function createTransport(make: typeof RequestClient, timeouts: Timeouts, rewrite: (uri: string) => string): Transport {
  const agents = [new HttpAgent({ keepAlive: true, timeout: idleMs }), new HttpsAgent({ keepAlive: true, timeout: idleMs })] as const;
  const kept = new make({ keepAlive: true });
  kept.axios.defaults.httpAgent = agents[0];
  // Behind a proxy the library has put its own agent here, which must stay.
  if (!process.env['HTTP_PROXY']) kept.axios.defaults.httpsAgent = agents[1];
  // A call is created on a connection of its own: a kept one may be closed under it, and nobody would know what became of the call.
  const fresh = new make({ keepAlive: false });
  const request = (options: Options): Promise<Response> => {
    const uri = rewrite(options.uri);
    return isCreation({ ...options, uri })
      ? send(fresh, { ...options, uri, timeout: timeouts.createMs }, isDial(uri) ? 'never-again' : 'once')
      : send(kept, { ...options, uri, timeout: timeouts.askMs }, isRedirect(options) ? 'once' : 'again');
  };
  // The library asks nothing else of its client than `request`.
  const client = Object.assign(Object.create(kept) as RequestClient, { request });
  return { client, close: () => agents.forEach((agent) => agent.destroy()) };
}

/** What would be there twice if it were sent twice. */
const isCreation = ({ method, uri }: Options): boolean => method.toLowerCase() === 'post' && /\/(Calls|Messages)\.json$/.test(uri);
const isDial = (uri: string): boolean => uri.endsWith('/Calls.json');

/** A leg redirected twice would be taken out of the room the first had brought it into; whoever asked looks first. All else may be repeated. */
const isRedirect = ({ data }: Options): boolean => typeof data === 'object' && data !== null && 'Url' in data;

async function send(client: RequestClient, options: Options, how: 'once' | 'again' | 'never-again'): Promise<Response> {
  let busy = 0;
  for (let tries = 0; ; ) {
    const [response, error] = await withinTime(client, options).then((answer) => [answer, undefined] as const, (reason: unknown) => [undefined, reason] as const);
    const wait = response?.statusCode === 429 && how !== 'never-again' ? busyWaitsMs[busy++] : isTrouble(response) && how === 'again' && tries++ === 0 ? againMs : undefined;
    if (wait !== undefined) await new Promise((resolve) => setTimeout(resolve, wait));
    else if (response) return response;
    else throw error;
  }
}

const isTrouble = (response: Response | undefined): boolean => response === undefined || response.statusCode >= 500;

/** The library's own limit is on silence; an answer that trickles in would keep a caller waiting for ever. */
async function withinTime(client: RequestClient, options: Options): Promise<Response> {
  const limit = options.timeout ?? timeoutsDefault.askMs;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error(`no answer within ${limit} ms`), { code: 'ETIMEDOUT' })), limit);
  });
  // Headers are written to on the way, so each try gets its own.
  const answer = client.request({ ...options, headers: { ...options.headers } });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
