// Webhooks: what the carrier asks and tells the service, signed, with time limit, tries and the faults a test asked for.
import type { Clock } from '../clock.ts';
import type { Faults, WebhookFault, WebhookKind } from './faults.ts';
import type { Ids } from './ids.ts';
import { trafficMax, webhookMs } from './limits.ts';
import { addBounded, type Log } from './log.ts';
import { sign, withoutFragment } from './signature.ts';

export interface WebhookRequest {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string;
}

export interface WebhookResponse {
  status: number;
  contentType: string;
  /** Text; sounds as latin1, one character a byte. */
  body: string;
}

export type SendWebhook = (request: WebhookRequest) => Promise<WebhookResponse>;

export interface Delivery {
  kind: WebhookKind;
  url: string;
  method: 'GET' | 'POST';
  params: Record<string, string>;
}

export type Answer = ({ kind: 'answered' } & WebhookResponse) | { kind: 'failed'; code: number; message: string };

/** Nobody waits for their answers, so their failures are told in the log; unless a test asked for the failure. */
const notices: readonly WebhookKind[] = ['status', 'conference', 'recording', 'message'];

/** One webhook as it went, for tests and for the lab's state page. */
export interface Traffic extends Delivery {
  at: number;
  status: number;
  answer: string;
}

/** What the fragment of an address asks of the carrier (page "Webhooks connection overrides"). */
interface Overrides {
  retries: number;
  on: Set<string>;
  readMs: number;
  totalMs: number;
}

export function createWebhooks(world: { clock: Clock; authToken: string; ids: Ids; log: Log; faults: Faults; send: SendWebhook }) {
  const traffic: Traffic[] = [];
  const lines = new Map<string, Promise<unknown>>();
  let underWay = 0;

  /** Sends and waits for the answer; never throws. */
  const deliver = (delivery: Delivery) => carryOut(delivery, world.faults.takeWebhook(delivery));

  async function carryOut(delivery: Delivery, planned: WebhookFault | undefined): Promise<Answer> {
    let fault = planned;
    if (!URL.canParse(delivery.url)) return { kind: 'failed', code: 11100, message: `"${delivery.url}" is not an address` };
    const overrides = readOverrides(delivery.url);
    const request = signed(delivery, world.authToken, world.ids.token());
    const deadline = world.clock.now() + overrides.totalMs;
    for (let tries = 0; ; tries++) {
      const left = Math.min(overrides.readMs, deadline - world.clock.now());
      const answer = await attempt(request, left, fault);
      fault = undefined;
      const trouble = troubleOf(answer);
      const again = tries < overrides.retries && world.clock.now() < deadline && (overrides.on.has(trouble) || overrides.on.has('all'));
      if (trouble === '' || !again) {
        const outcome = typeof answer === 'string' ? failure(answer, request.url) : answer;
        note(delivery, outcome);
        if (trouble !== '' && !planned && notices.includes(delivery.kind)) complain(delivery, outcome);
        return outcome;
      }
    }
  }

  /** Sends after whatever was sent on the same line before; a fault takes a webhook out of the line, so that others overtake it. */
  function deliverInOrder(line: string, delivery: Delivery): Promise<Answer> {
    const fault = world.faults.takeWebhook(delivery);
    const before = lines.get(line);
    if (fault) return carryOut(delivery, fault);
    const sent = before ? before.then(() => carryOut(delivery, undefined)) : carryOut(delivery, undefined);
    lines.set(line, sent);
    void sent.then(() => lines.get(line) === sent && lines.delete(line));
    return sent;
  }

  /** One try. The answer, `ct` for no connection, `rt` for no answer in time. */
  async function attempt(request: WebhookRequest, ms: number, fault?: WebhookFault): Promise<Answer | 'ct' | 'rt'> {
    if (fault?.do === 'delay') await wait(fault.ms ?? 1_000);
    if (fault?.do === 'refuse') return 'ct';
    if (fault?.do === 'lose') {
      await wait(ms);
      return 'rt';
    }
    const answer = await sendOnce(request, ms);
    if (fault?.do === 'double') await sendOnce(request, ms);
    if (fault?.do === 'lose-answer') await wait(ms);
    if (fault?.do === 'slow') await wait(Math.min(fault.ms ?? ms, ms));
    const tooLate = fault?.do === 'lose-answer' || (fault?.do === 'slow' && (fault.ms ?? ms) >= ms);
    if (tooLate) return 'rt';
    return fault?.do === 'answer' ? { kind: 'answered', status: fault.status ?? 500, contentType: 'text/plain', body: '' } : answer;
  }

  function sendOnce(request: WebhookRequest, ms: number): Promise<Answer | 'ct' | 'rt'> {
    underWay += 1;
    return new Promise((done) => {
      let open = true;
      const finish = (answer: Answer | 'ct' | 'rt') => {
        if (!open) return;
        open = false;
        underWay -= 1;
        cancel();
        done(answer);
      };
      const cancel = world.clock.after(ms, () => finish('rt'));
      world.send(request).then((response) => finish({ kind: 'answered', ...response }), () => finish('ct'));
    });
  }

  const wait = (ms: number) => new Promise<void>((done) => void world.clock.after(ms, done));

  function note(delivery: Delivery, answer: Answer): void {
    const answered = answer.kind === 'answered';
    const text = answered && delivery.kind !== 'audio' ? answer.body : '';
    addBounded(traffic, { ...delivery, at: world.clock.now(), status: answered ? answer.status : 0, answer: text }, trafficMax);
  }

  function complain({ kind, url, params }: Delivery, answer: Answer): void {
    if (answer.kind === 'failed') world.log.error(answer.code, `${kind} callback: ${answer.message}`, params['CallSid']);
    else world.log.error(11200, `${kind} callback: ${url} answers ${answer.status}`, params['CallSid']);
  }

  return { deliver, deliverInOrder, traffic: traffic as readonly Traffic[], underWay: () => underWay };
}

export type Webhooks = ReturnType<typeof createWebhooks>;

function failure(how: 'ct' | 'rt', url: string): Answer {
  return { kind: 'failed', code: 11205, message: `${how === 'ct' ? 'no connection to' : 'no answer in time from'} ${url}` };
}

/** What went wrong, in the words of the `rp` override; nothing where nothing did. */
function troubleOf(answer: Answer | 'ct' | 'rt'): string {
  if (typeof answer === 'string') return answer;
  if (answer.kind === 'failed' || answer.status < 400) return '';
  return answer.status < 500 ? '4xx' : '5xx';
}

/** One retry, and only where no connection came about, unless the fragment says otherwise. */
function readOverrides(url: string): Overrides {
  const fragment = new URLSearchParams(new URL(url).hash.slice(1));
  const number = (name: string, otherwise: number, max: number) => {
    const text = fragment.get(name);
    return text !== null && /^\d+$/.test(text) ? Math.min(Number(text), max) : otherwise;
  };
  return {
    retries: number('rc', 1, 5),
    on: new Set((fragment.get('rp') ?? 'ct').split(',')),
    readMs: number('rt', webhookMs, webhookMs),
    totalMs: number('tt', webhookMs, webhookMs),
  };
}

/** The request as it goes over the wire. A GET carries its fields in the address, and the signature covers that address alone. */
function signed({ url, method, params }: Delivery, authToken: string, token: string): WebhookRequest {
  const form = new URLSearchParams(params);
  const target = new URL(withoutFragment(url));
  const headers = { 'i-twilio-idempotency-token': token, 'user-agent': 'TwilioProxy/1.1 (caseline lab)', accept: '*/*' };
  if (method === 'GET') {
    const added = form.toString();
    if (added) target.search = target.search ? `${target.search.slice(1)}&${added}` : added;
    return { url: target.href, method, headers: { ...headers, 'x-twilio-signature': sign(authToken, target.href) }, body: '' };
  }
  return {
    url: target.href,
    method,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', 'x-twilio-signature': sign(authToken, target.href, form) },
    body: form.toString(),
  };
}

/** Over real HTTP: what the lab does unless it is given a shorter way. */
export const sendOverHttp: SendWebhook = async ({ url, method, headers, body }) => {
  const response = await fetch(url, { method, headers, ...(method === 'POST' ? { body } : {}) });
  const contentType = response.headers.get('content-type') ?? '';
  const sound = contentType.startsWith('audio/');
  return { status: response.status, contentType, body: Buffer.from(await response.arrayBuffer()).toString(sound ? 'latin1' : 'utf8') };
};
