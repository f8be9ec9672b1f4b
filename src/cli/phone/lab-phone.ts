// A phone of the lab, held over its control API: what it hears comes as events, what one does with it goes as requests.
import { z } from 'zod';
import { exits, Leave } from '../exits.ts';
import { eventsIn } from './event-stream.ts';

const call = z.looseObject({ sid: z.string(), from: z.string(), to: z.string(), direction: z.string(), status: z.string(), in: z.string() });
export type LabCallView = z.output<typeof call>;
const heard = z.looseObject({ sid: z.string(), kind: z.enum(['say', 'play', 'ringing', 'music', 'silence', 'beep', 'room']), text: z.string(), language: z.string().optional(), cut: z.boolean().optional() });

export type PhoneEvent =
  | { event: 'held' }
  | { event: 'call' | 'answered' | 'moved' | 'ended'; call: LabCallView }
  | { event: 'heard'; heard: z.output<typeof heard> };

export type Act = { action: 'dial'; to: string; from?: string; withheld?: boolean } | { action: 'press'; keys: string } | { action: 'hang-up' | 'pick-up' | 'decline' };

export interface LabPhone {
  events(signal: AbortSignal): AsyncIterable<PhoneEvent>;
  /** `no-call`: there is nothing to do that with. */
  act(act: Act): Promise<'done' | 'no-call'>;
}

const ANSWER_MS_MAX = 5_000;

export function labPhone(lab: string, number: string): LabPhone {
  const base = lab.replace(/\/+$/, '');
  const phone = `${base}/lab/phones/${encodeURIComponent(number)}`;
  return {
    async *events(signal) {
      const response = await reach(`${phone}/events`, lab, { signal });
      if (!response.body) throw new Leave(exits.upstream, `${lab} gave no stream of events`);
      try {
        for await (const { event, data } of eventsIn(response.body)) {
          const read = readEvent(event, data);
          if (read) yield read;
        }
      } catch (error) {
        if (signal.aborted) throw error;
        throw new Leave(exits.upstream, `the lab at ${lab} has gone, and the call with it`);
      }
    },
    async act({ action, ...body }) {
      const response = await reach(`${phone}/${action}`, lab, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, signal: AbortSignal.timeout(ANSWER_MS_MAX) });
      const text = await response.text();
      if (response.ok) return 'done';
      if (response.status === 409 && action !== 'dial') return 'no-call';
      throw new Leave(response.status >= 500 ? exits.upstream : exits.failed, `the lab did not ${action}: ${text.slice(0, 500)}`);
    },
  };
}

/** Events of a newer lab are passed over. */
export function readEvent(event: string, data: unknown): PhoneEvent | undefined {
  if (event === 'held') return { event };
  if (event === 'heard') {
    const read = heard.safeParse(data);
    return read.success ? { event, heard: read.data } : undefined;
  }
  if (event !== 'call' && event !== 'answered' && event !== 'moved' && event !== 'ended') return undefined;
  const read = call.safeParse(data);
  return read.success ? { event, call: read.data } : undefined;
}

async function reach(url: string, lab: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted && (error as Error).name === 'AbortError') throw error;
    throw new Leave(exits.upstream, `no lab answers at ${lab}. Start one with: npm start (it prints its address), or say where it is with --lab`);
  }
}
