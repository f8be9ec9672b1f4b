// A call as the API shows it: the caller's, or one that we dialled to an agent's phone.
import { z } from 'zod';
import type { Call } from '../../call/call.ts';
import { isOver, waitOf } from '../../call/call.ts';
import type { Caller } from '../../phone/caller.ts';
import { given, time, timeText } from './fields.ts';
import { callInWords } from './words.ts';

const shared = {
  id: z.string(),
  live: z.boolean(),
  doing: z.string().meta({ description: 'What it is doing, in one word: listening, waiting, talking, over, …' }),
  words: z.string().meta({ description: 'The same as a sentence.' }),
  began: time,
  ended: time.optional(),
  language: z.string(),
  step: z.string().meta({ description: 'Where it is in the flows: flow/step.' }),
};

export const callerCallSchema = z
  .strictObject({
    ...shared,
    role: z.literal('caller'),
    line: z.string(),
    from: z.string().meta({ description: 'The number, address or name that calls, or withheld.' }),
    region: z.string(),
    country: z.string().optional(),
    case: z.strictObject({ number: z.string(), priority: z.string(), assignedTo: z.string().optional(), verified: z.boolean() }).optional(),
    wait: z.string().optional(),
    recording: z.enum(['announced', 'agreed', 'refused', 'never']).optional().meta({ description: 'What the caller was told of recording, and said to it; transcripts rest on the same.' }),
    code: z.string().optional().meta({ description: 'What the call came to, by the two-digit codes of the centre file.' }),
    interpreted: z.array(z.strictObject({ agent: z.string(), language: z.string(), seconds: z.int() })).optional().meta({ description: 'Who has interpreted, what language, and for how long.' }),
    outside: z.string().optional().meta({ description: 'The outside number they were given to.' }),
    agents: z.array(z.string()).meta({ description: 'Who is in the conversation now.' }),
  })
  .meta({ title: 'Call of a caller' });

export const agentCallSchema = z
  .strictObject({ ...shared, role: z.literal('agent'), agent: z.string(), phone: z.string(), caller: z.string().meta({ description: 'The call this is about.' }), wait: z.string() })
  .meta({ title: 'Call to an agent' });

export const pageCallSchema = z
  .strictObject({ ...shared, role: z.literal('page'), agent: z.string(), phone: z.string(), caller: z.string().meta({ description: 'The call this is about.' }), escalation: z.string(), acknowledged: z.boolean() })
  .meta({ title: 'Page to somebody on duty' });

export const staffCallSchema = z
  .strictObject({ ...shared, role: z.literal('staff'), line: z.string(), from: z.string(), agent: z.string().optional().meta({ description: 'Who they are, once they have signed in.' }) })
  .meta({ title: 'Call to the staff line' });

export const callSchema = z.discriminatedUnion('role', [callerCallSchema, agentCallSchema, pageCallSchema, staffCallSchema]);
export type CallView = z.output<typeof callSchema>;

export function callView(call: Call, now: number): CallView {
  const { doing } = call;
  const common = {
    id: call.id,
    live: !isOver(call),
    doing: doing.is,
    words: callInWords(call, now),
    began: timeText(call.began),
    ...given('ended', doing.is === 'over' ? timeText(doing.at) : undefined),
    language: call.language,
    step: `${call.at.flow}/${call.at.step}`,
  };
  if (call.role === 'agent') return { ...common, role: 'agent', agent: call.agent, phone: call.phone, caller: call.caller, wait: call.wait };
  if (call.role === 'page') return { ...common, role: 'page', agent: call.agent, phone: call.phone, caller: call.caller, escalation: call.escalation.id, acknowledged: call.acknowledged };
  if (call.role === 'staff') return { ...common, role: 'staff', line: call.line, from: callerText(call.from), ...given('agent', call.agent) };
  return {
    ...common,
    role: 'caller',
    line: call.line,
    from: callerText(call.from),
    region: call.region,
    ...given('country', call.country),
    ...given('case', call.case && { number: call.case.number, priority: call.case.priority, ...given('assignedTo', call.case.assignedTo), verified: call.case.verified }),
    ...given('wait', waitOf(call)),
    ...given('recording', call.recording?.is),
    ...given('code', call.code),
    ...given('interpreted', call.interpreted?.map(({ by, language, seconds }) => ({ agent: by.agent, language, seconds }))),
    ...given('outside', doing.is === 'outside' ? doing.to : undefined),
    agents: call.members.map(({ agent }) => agent),
  };
}

export function callerText(from: Caller): string {
  switch (from.kind) {
    case 'number': return from.number;
    case 'sip': return from.address;
    case 'client': return `client:${from.name}`;
    case 'withheld': return 'withheld';
  }
}
