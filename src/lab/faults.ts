// Switches for what can go wrong between a carrier and a service. All may be set at any time, by a test or over HTTP.

export type WebhookKind = 'voice' | 'status' | 'conference' | 'recording' | 'message' | 'audio';

/** Something that happens to the webhooks that match: by default the next one of any kind. */
export interface WebhookFault {
  /**
   * `lose`: the service never sees it and the carrier waits in vain; `lose-answer`: the service answers, the carrier never hears it;
   * `refuse`: no connection; `answer`: the carrier sees `status` instead of the answer; `double`: the service sees it twice;
   * `delay`: it is sent `ms` later; `slow`: the answer takes `ms`.
   */
  do: 'lose' | 'lose-answer' | 'refuse' | 'answer' | 'double' | 'delay' | 'slow';
  on?: WebhookKind;
  /** Part of the address. */
  url?: string;
  /** Form fields that must have these values. */
  params?: Record<string, string>;
  /** How many that match to let pass first. */
  skip?: number;
  times?: number;
  ms?: number;
  status?: number;
}

/** Something that happens to REST requests that match: by default the next one. */
export interface RestFault {
  do: '404' | '409' | '429' | '500' | 'slow' | 'reset';
  /** `after`: the request has been carried out, only its answer is lost or late; a call may then exist that nobody knows of. */
  when?: 'before' | 'after';
  method?: string;
  /** Part of the path. */
  path?: string;
  skip?: number;
  times?: number;
  ms?: number;
}

/** Twilio's dialect where it is undocumented or may change, and the moods of the network. */
export interface Switches {
  /** Gather's undocumented field is not sent. */
  finishedOnKeyMissing: boolean;
  /** An empty result comes without the `Digits` field. */
  emptyDigitsOmitted: boolean;
  /** The finish key pressed first counts as no input even with `actionOnEmptyResult`. */
  finishKeyFirstIgnoresEmptyResult: boolean;
  /** Keys pressed while nothing listens. */
  keysBetweenGathers: 'dropped' | 'kept';
  /** Every other status callback of a call is held back this long, so that its neighbour overtakes it. 0: in order. */
  reorderStatusCallbacksMs: number;
  /** Dial's action is requested also when the caller hangs up; its answer is ignored either way. */
  dialActionOnHangUp: boolean;
  /** Calls per second and account; what is too fast waits. */
  callsPerSecond: number;
  /** Two-letter codes of countries the account may neither call nor text (page on voice geographic permissions). */
  forbiddenCountries: readonly string[];
}

export const usualSwitches: Switches = {
  finishedOnKeyMissing: false,
  emptyDigitsOmitted: false,
  finishKeyFirstIgnoresEmptyResult: false,
  keysBetweenGathers: 'dropped',
  reorderStatusCallbacksMs: 0,
  dialActionOnHangUp: false,
  callsPerSecond: 1,
  forbiddenCountries: [],
};

interface Counted {
  skip?: number;
  times?: number;
}

export interface Faults extends Switches {
  webhook(fault: WebhookFault): void;
  rest(fault: RestFault): void;
  /** No more planned faults; the switches as usual. */
  clear(): void;
  takeWebhook(request: { kind: WebhookKind; url: string; params: Record<string, string> }): WebhookFault | undefined;
  takeRest(request: { method: string; path: string }): RestFault | undefined;
}

export function createFaults(): Faults {
  const webhooks: WebhookFault[] = [];
  const rests: RestFault[] = [];
  const faults: Faults = {
    ...usualSwitches,
    webhook: (fault) => void webhooks.push({ ...fault }),
    rest: (fault) => void rests.push({ ...fault }),
    clear() {
      webhooks.length = 0;
      rests.length = 0;
      Object.assign(faults, usualSwitches);
    },
    takeWebhook: (request) => take(webhooks, ({ on, url, params }) =>
      (on === undefined || on === request.kind) &&
      (url === undefined || request.url.includes(url)) &&
      Object.entries(params ?? {}).every(([name, value]) => request.params[name] === value)),
    takeRest: (request) => take(rests, ({ method, path }) =>
      (method === undefined || method === request.method) && (path === undefined || request.path.includes(path))),
  };
  return faults;
}

/** The first planned fault that matches and is due, used up by one. */
function take<T extends Counted>(planned: T[], matches: (fault: T) => boolean): T | undefined {
  for (const fault of planned) {
    if (!matches(fault)) continue;
    if ((fault.skip ?? 0) > 0) {
      fault.skip = (fault.skip ?? 0) - 1;
      continue;
    }
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times <= 0) planned.splice(planned.indexOf(fault), 1);
    return fault;
  }
  return undefined;
}
