// The control API under /lab/: what a terminal or a page uses to hold a phone, and to set faults.
import { z } from 'zod';
import type { Carrier } from './carrier.ts';
import type { LabCall } from './leg.ts';
import type { Phone } from './phone.ts';
import type { Robots } from './robots.ts';

export type ControlAnswer = { kind: 'json'; status: number; body: unknown } | { kind: 'stream'; open(send: (event: string, data: unknown) => void): () => void };

const dialForm = z.strictObject({ to: z.string().min(1), from: z.string().min(1).optional(), withheld: z.boolean().optional(), forwardedFrom: z.string().optional() });
const keysForm = z.strictObject({ keys: z.string().regex(/^[0-9*#wW]+$/, 'expected keys 0-9, *, #, w, W').max(100) });
const speakForm = z.strictObject({ seconds: z.number().positive().max(3_600), words: z.string().max(2_000).optional() });
const counted = { skip: z.int().min(0).optional(), times: z.int().min(1).optional(), ms: z.int().min(0).optional() };
const faultsForm = z.strictObject({
  clear: z.boolean().optional(),
  webhook: z.strictObject({
    do: z.enum(['lose', 'lose-answer', 'refuse', 'answer', 'double', 'delay', 'slow']), on: z.enum(['voice', 'status', 'conference', 'recording', 'message', 'audio']).optional(),
    url: z.string().optional(), params: z.record(z.string(), z.string()).optional(), status: z.int().optional(), ...counted,
  }).optional(),
  rest: z.strictObject({
    do: z.enum(['404', '409', '429', '500', 'slow', 'reset']), when: z.enum(['before', 'after']).optional(), method: z.string().optional(), path: z.string().optional(), ...counted,
  }).optional(),
  switches: z.strictObject({
    finishedOnKeyMissing: z.boolean(), emptyDigitsOmitted: z.boolean(), finishKeyFirstIgnoresEmptyResult: z.boolean(), keysBetweenGathers: z.enum(['dropped', 'kept']),
    reorderStatusCallbacksMs: z.int().min(0), dialActionOnHangUp: z.boolean(), callsPerSecond: z.number().positive(),
    forbiddenCountries: z.array(z.string().length(2)),
  }).partial().optional(),
});

export function createControl({ carrier, robots }: { carrier: Carrier; robots: Robots }) {
  const answer = (status: number, body: unknown): ControlAnswer => ({ kind: 'json', status, body });
  const wrong = (error: z.ZodError) => answer(400, { error: z.prettifyError(error) });

  const callView = (call: LabCall) => ({ sid: call.sid, from: call.from, to: call.to, direction: call.direction, status: call.status, in: call.in });

  function state(): ControlAnswer {
    return answer(200, {
      now: carrier.clock.now(), accountSid: carrier.accountSid, apiUrl: carrier.apiUrl(),
      numbers: carrier.numbers.all().map(({ number, voiceUrl }) => ({ number, voiceUrl })), robots: robots.numbers(), calls: carrier.exchange.live().map(callView),
      rooms: carrier.rooms.live().map((room) => ({ name: room.name, sid: room.sid, status: room.status, participants: room.participants.map(({ leg }) => leg.phone) })),
      log: carrier.log.entries.slice(-50),
    });
  }

  /** Events of a phone until the listener goes; while somebody listens, robots and policies stand back. */
  function events(phone: Phone): ControlAnswer {
    return {
      kind: 'stream',
      open(send) {
        const release = phone.hold();
        const watch = (call: LabCall) => {
          send('call', callView(call));
          for (const heard of call.heard) send('heard', { sid: call.sid, ...heard });
          // A number that is not in service has said so and hung up before anybody is told of the call.
          if (call.over) return send('ended', callView(call));
          call.on('answered', () => send('answered', callView(call)));
          call.on('heard', (heard) => send('heard', { sid: call.sid, ...heard }));
          call.on('moved', () => send('moved', callView(call)));
          call.on('ended', () => send('ended', callView(call)));
        };
        send('held', { number: phone.number, messages: phone.messages });
        if (phone.call) watch(phone.call);
        const unlisten = phone.onCall(watch);
        return () => {
          unlisten();
          release();
        };
      },
    };
  }

  function act(phone: Phone, action: string, body: unknown): ControlAnswer {
    if (action === 'dial') {
      const form = dialForm.safeParse(body);
      if (!form.success) return wrong(form.error);
      const { to, from, withheld, forwardedFrom } = form.data;
      if (phone.call) return answer(409, { error: `${phone.number} is in a call` });
      return answer(201, callView(phone.dial(to, { ...(from && { from }), ...(withheld && { withheld }), ...(forwardedFrom && { forwardedFrom }) })));
    }
    const { call } = phone;
    if (!call) return answer(409, { error: `${phone.number} is in no call` });
    if (action === 'press') {
      const form = keysForm.safeParse(body);
      if (!form.success) return wrong(form.error);
      call.press(form.data.keys);
    } else if (action === 'speak') {
      const form = speakForm.safeParse(body);
      if (!form.success) return wrong(form.error);
      call.speak(form.data.seconds, form.data.words);
    } else if (action === 'hang-up') call.hangUp();
    else if (action === 'pick-up') call.pickUp();
    else if (action === 'decline') call.decline();
    else return answer(404, { error: `unknown action "${action}": expected dial, press, speak, hang-up, pick-up or decline` });
    return answer(200, callView(call));
  }

  function faults(body: unknown): ControlAnswer {
    const form = faultsForm.safeParse(body);
    if (!form.success) return wrong(form.error);
    // What zod leaves undefined is absent in JSON, so the types only differ in spelling.
    const { clear, webhook, rest, switches } = form.data as { clear?: boolean; webhook?: Parameters<typeof carrier.faults.webhook>[0]; rest?: Parameters<typeof carrier.faults.rest>[0]; switches?: object };
    if (clear) carrier.faults.clear();
    if (webhook) carrier.faults.webhook(webhook);
    if (rest) carrier.faults.rest(rest);
    if (switches) Object.assign(carrier.faults, switches);
    return answer(200, { set: true });
  }

  /** `path` is what follows `/lab/`. */
  return function control(method: string, path: string, body: unknown): ControlAnswer {
    const [noun, number, action, ...rest] = path.split('?')[0]?.split('/').map(decodeURIComponent) ?? [];
    if (method === 'GET' && noun === 'state' && number === undefined) return state();
    if (method === 'POST' && noun === 'faults' && number === undefined) return faults(body);
    if (noun === 'phones' && number && action && rest.length === 0) {
      const phone = carrier.phones.get(number);
      if (method === 'GET' && action === 'events') return events(phone);
      if (method === 'POST') return act(phone, action, body);
    }
    return answer(404, { error: `${method} /lab/${path} is not there` });
  };
}
