// The REST API: basic auth, routes, and the faults a test asked for. The same door serves HTTP and in-process use.
import type { Carrier } from '../carrier.ts';
import { accountRoutes } from './account.ts';
import { elsewhereRoutes } from './elsewhere.ts';
import { notFound, refuse, type RestAnswer, type RestRequest, type Route } from './answer.ts';
import { callRoutes } from './calls.ts';
import { conferenceRoutes } from './conferences.ts';
import { messageRoutes } from './messages.ts';
import { numberRoutes } from './numbers.ts';
import { participantRoutes } from './participants.ts';
import { recordingRoutes } from './recordings.ts';

export type { RestAnswer } from './answer.ts';

/** The connection broke: over HTTP the socket is closed, in-process this is thrown. */
export class ConnectionReset extends Error {
  constructor() {
    super('the connection was reset (a fault the test asked for)');
    this.name = 'ConnectionReset';
  }
}

const slowMsDefault = 30_000;
const prefix = '/2010-04-01/Accounts/';

export function createRest(carrier: Carrier) {
  const routes = [accountRoutes, callRoutes, participantRoutes, conferenceRoutes, recordingRoutes, messageRoutes, numberRoutes, elsewhereRoutes]
    .flatMap((make) => make(carrier))
    .map((route) => ({ ...route, pattern: patternOf(route.path) }));
  let underWay = 0;
  let waitingForClock = 0;

  async function request(asked: RestRequest): Promise<RestAnswer> {
    underWay += 1;
    try {
      const fault = carrier.faults.takeRest(asked);
      if (!fault) return perform(asked);
      const performed = fault.when === 'after' ? perform(asked) : undefined;
      switch (fault.do) {
        case 'slow':
          await wait(fault.ms ?? slowMsDefault);
          return performed ?? perform(asked);
        case 'reset':
          throw new ConnectionReset();
        case '404':
          return notFound(asked.path);
        case '409':
          return refuse(409, 20409, 'Conflict');
        case '429':
          return refuse(429, 20429, 'Too Many Requests');
        case '500':
          return refuse(500, 20500, 'An internal server error has occurred');
        default:
          return fault.do satisfies never;
      }
    } finally {
      underWay -= 1;
    }
  }

  async function wait(ms: number): Promise<void> {
    waitingForClock += 1;
    await new Promise<void>((done) => void carrier.clock.after(ms, done));
    waitingForClock -= 1;
  }

  function perform({ method, path, form, auth }: RestRequest): RestAnswer {
    if (auth?.user !== carrier.accountSid || auth.password !== carrier.authToken) return refuse(401, 20003, 'Authenticate');
    const [target = '', query = ''] = path.split('?');
    const place = placeOf(target, carrier.accountSid);
    if (place === undefined) return notFound(target);
    const here = routes.flatMap((route) => {
      const match = route.pattern.exec(place);
      return match ? [{ route, names: match.groups ?? {} }] : [];
    });
    const found = here.find(({ route }) => route.method === method);
    if (!found) return here.length > 0 ? refuse(405, 20004, `Method ${method} is not allowed on ${target}, or the lab does not do it`) : notFound(target);
    const names = Object.fromEntries(Object.entries(found.names).map(([name, value]) => [name, decodeURIComponent(value)]));
    return found.route.run({ names, form, query: new URLSearchParams(query), path });
  }

  return { request, underWay: () => underWay, waitingForClock: () => waitingForClock };
}

export type Rest = ReturnType<typeof createRest>;

/** The path below the account; those of the carrier's other hosts, which begin with `/v1/`, as they are. */
function placeOf(target: string, accountSid: string): string | undefined {
  if (target.startsWith('/v1/')) return target;
  if (target === `${prefix}${accountSid}.json`) return '.json';
  const own = `${prefix}${accountSid}/`;
  return target.startsWith(own) ? target.slice(own.length) : undefined;
}

function patternOf(path: Route['path']): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`);
}
