// A rig for tests of the lab: a clock pushed by hand and a small service that answers from a table of TwiML by path.
import { HandClock } from '../clock.ts';
import { createLab, type Lab, type LabOptions } from './lab.ts';
import type { WebhookRequest, WebhookResponse } from './webhook.ts';

export const line = '+18885550100';
export const caller = '+12025550101';
export const agentPhone = '+12025550111';
export const accountSid = `AC${'0'.repeat(32)}`;
export const authToken = 'a token for tests';

/** One answer of the service: what is inside `<Response>`, or a whole response. */
export type Reply = string | WebhookResponse | ((form: URLSearchParams) => string | WebhookResponse);

export interface Asked {
  path: string;
  form: URLSearchParams;
  request: WebhookRequest;
}

export interface Rig {
  lab: Lab;
  clock: HandClock;
  /** What the service was asked, oldest first. */
  asked: Asked[];
  /** The forms sent to this path. */
  forms: (path: string) => Record<string, string>[];
  /** What the service says at this path from now on. */
  on: (path: string, reply: Reply) => void;
  /** Time goes by. */
  pass: (seconds: number) => Promise<void>;
}

export const base = 'https://tac.example';

export function createRig(replies: Record<string, Reply> = {}, options: Partial<LabOptions> = {}): Rig {
  const clock = new HandClock(Date.UTC(2026, 10, 20, 10));
  const asked: Asked[] = [];
  const table = new Map(Object.entries(replies));
  const webhooks = (request: WebhookRequest): Promise<WebhookResponse> => {
    const url = new URL(request.url);
    const form = request.method === 'POST' ? new URLSearchParams(request.body) : url.searchParams;
    asked.push({ path: url.pathname, form, request });
    const reply = table.get(url.pathname);
    const answer = typeof reply === 'function' ? reply(form) : reply;
    if (answer === undefined) return Promise.resolve({ status: 404, contentType: 'text/plain', body: 'nothing here' });
    return Promise.resolve(typeof answer === 'string' ? xml(answer) : answer);
  };
  const lab = createLab({
    clock, accountSid, authToken, webhooks, numbers: [{ number: line, voiceUrl: `${base}/voice`, statusCallback: `${base}/status` }], ...options,
  });
  table.set('/status', '');
  clock.settle = () => lab.settled();
  return {
    lab, clock, asked,
    forms: (path) => asked.filter((one) => one.path === path).map(({ form }) => Object.fromEntries(form)),
    on: (path, reply) => void table.set(path, reply),
    pass: (seconds) => clock.push(seconds * 1_000),
  };
}

export function xml(inside: string): WebhookResponse {
  return { status: 200, contentType: 'text/xml', body: `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>` };
}
