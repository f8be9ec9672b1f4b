// The voicemails: listed, heard, claimed, assigned, done, forgotten.
import { z } from 'zod';
import { type Change, dueOf, type VoicemailRecord, whole } from '../../call/voicemail.ts';
import { PRIORITIES } from '../../case/priority.ts';
import { callerText } from './call-view.ts';
import { given, idParams, idSchema, nothingAsked, seconds, time, timeText } from './fields.ts';
import { whoAsks } from './note.ts';
import { sees } from './own-voicemails.ts';
import { pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { noSuch, shownRoutes } from './records.ts';
import { admins, runners, watchersAndAgents } from './rights.ts';
import type { Answer, Asker, Route } from './route.ts';
import { invalidField, nothing, ok, route } from './route.ts';
import { translationSchema, translationView } from './translation-view.ts';

const states = ['new', 'claimed', 'done'] as const;

const voicemailSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(states),
    by: z.string().optional().meta({ description: 'Who has it in hand.' }),
    at: time,
    age: z.int().meta({ description: 'Seconds since it was left.' }),
    due: time.meta({ description: 'When the first answer that the customer was promised is due.' }),
    late: z.boolean().meta({ description: 'Not done, and due.' }),
    call: z.string(),
    for: z.string().meta({ description: 'The engineer or team whose it is now: agent:dan, team:engineers.' }),
    next: z.array(z.string()).meta({ description: 'Whom it goes to while nobody claims it.' }),
    case: z.string().optional(),
    priority: z.enum(PRIORITIES),
    from: z.string().meta({ description: 'The number, address or name that called, or withheld.' }),
    language: z.string(),
    seconds: z.int(),
    called: z.array(z.strictObject({ at: time, by: z.string(), outcome: z.string().optional() })).optional().meta({ description: 'When the customer was called back from the message itself: reached, busy, no-answer, failed or refused; without an outcome the agent hung up meanwhile.' }),
    text: z.string().optional().meta({ description: 'What was said, where TRANSCRIPT_URL has written it down.' }),
    translation: translationSchema.optional().meta({ description: 'The same in the language of the house, where a translator is set and it was left in another.' }),
  })
  .meta({ title: 'Voicemail' });

/** What only the carrier understands stays inside. */
function voicemailView(parts: Pick<ApiParts, 'clock' | 'centre'>) {
  return (kept: VoicemailRecord): z.output<typeof voicemailSchema> => {
    const value = whole(kept, parts.centre());
    const { id, state, at, call, language, priority, next } = value;
    const due = dueOf(value, at, parts.centre());
    const long = value.parts.reduce((sum, part) => sum + part.seconds, 0);
    return {
      id, state, ...given('by', value.by), at: timeText(at), age: seconds(parts.clock.now() - at), due: timeText(due), late: state !== 'done' && parts.clock.now() > due,
      call, for: value.for, next: [...next], ...given('case', value.case), priority, from: callerText(value.caller), language, seconds: Math.round(long), ...given('called', value.called?.map((one) => ({ ...one, at: timeText(one.at) }))), ...given('text', textOf(value)), ...given('translation', translationOf(value)),
    };
  };
}

/** All that was written down, in the order it was said. */
function textOf({ parts, texts = {} }: VoicemailRecord): string | undefined {
  const written = parts.flatMap(({ recording }) => texts[recording] ?? []);
  return written.length === 0 ? undefined : written.join(' ');
}

/** All parts that were translated, as one. How sure the service was is how sure it was of the least. */
function translationOf({ parts, translations = {} }: VoicemailRecord): z.output<typeof translationSchema> | undefined {
  const made = parts.flatMap(({ recording }) => translations[recording] ?? []);
  const [first] = made;
  const sure = made.flatMap(({ confidence }) => confidence ?? []);
  return first && translationView({ ...first, text: made.map(({ text }) => text).join(' '), ...(sure.length > 0 && { confidence: Math.min(...sure) }) });
}

const by = idSchema.optional().meta({ description: 'Who. An agent’s own token may leave it out, and can name nobody else.' });
const stateBody = z.strictObject({ state: z.enum(states), by }).meta({ title: 'State of a voicemail' });
const byBody = z.strictObject({ by }).meta({ title: 'Who it is' });
const assignBody = z.strictObject({ for: z.string().regex(/^(agent|team):[a-z0-9][a-z0-9_.-]{0,99}$/, 'expected agent:dan or team:engineers') }).meta({ title: 'Whose it is to be' });

const listQuery = z.strictObject({
  ...pageQuery,
  state: z.enum(states).optional(),
  for: z.string().max(100).optional().meta({ description: 'Only those of this engineer or team: agent:dan, team:engineers.' }),
  owner: z.string().max(100).optional().meta({ description: 'Only those that this agent has in hand, or had when they were done.' }),
  case: z.string().max(20).optional().meta({ description: 'Only those of this case, by its twelve digits.' }),
});

type Parts = Pick<ApiParts, 'store' | 'clock' | 'centre' | 'people' | 'voicemailAudio' | 'forgetVoicemail' | 'changeVoicemail'>;

export function voicemailRoutes(parts: Parts): Route[] {
  const view = voicemailView(parts);

  /** An agent's token takes in hand what it may hear, for that agent alone. */
  async function change(asker: Asker, id: string, wanted: Change): Promise<Answer> {
    const kept = await parts.store.records.get<VoicemailRecord>('voicemail', id);
    if (!kept || !(await sees(parts, asker))(kept.value)) return noSuch('voicemail', id);
    const to = await parts.changeVoicemail(id, wanted, { token: whoAsks(asker) });
    switch (to.is) {
      case 'changed': return ok(view(to.value));
      case 'unknown': return noSuch('voicemail', id);
      case 'refused': return problem('conflict', `this voicemail ${to.why}`);
      case 'busy': return problem('conflict', 'somebody changed this voicemail at the same moment; read it again');
    }
  }

  const whose = (asker: Asker, named: string | undefined): string | undefined => (asker.role === 'agent' ? asker.agent : named);
  const notYours = (asker: Asker, named: string | undefined): Answer | undefined =>
    asker.role === 'agent' && named !== undefined && named !== asker.agent ? problem('not-allowed', 'an agent’s token can name nobody but that agent') : undefined;

  return [
    ...shownRoutes(parts, {
      kind: 'voicemail', many: 'Messages left', one: 'One message', schema: voicemailSchema, view, query: listQuery, mine: (asker) => sees(parts, asker),
      fits: (value: VoicemailRecord, query) => (query.state === undefined || value.state === query.state) && (query.for === undefined || value.for === query.for)
        && (query.owner === undefined || value.by === query.owner) && (query.case === undefined || value.case === query.case),
    }),
    route({
      method: 'put', path: '/voicemails/{id}/state', summary: 'Claim a message, mark it done, or give it back', roles: runners,
      params: idParams, query: nothingAsked, body: stateBody, outcomes: [{ status: 200, body: voicemailSchema }],
      handle: ({ params: { id }, body, asker }) => change(asker, id, body.state === 'new' ? { to: 'new' } : { to: body.state, by: body.by }),
    }),
    ...(['claim', 'done'] as const).map((verb) => route({
      method: 'post', path: `/voicemails/{id}/${verb}`, summary: verb === 'claim' ? 'Take a message in hand' : 'Mark a message done', roles: [...runners, 'agent'],
      params: idParams, query: nothingAsked, body: byBody, outcomes: [{ status: 200, body: voicemailSchema }],
      handle: async ({ params: { id }, body, asker }) =>
        notYours(asker, body.by) ?? (await change(asker, id, { to: verb === 'claim' ? 'claimed' : 'done', by: whose(asker, body.by) })),
    })),
    route({
      method: 'post', path: '/voicemails/{id}/assign', summary: 'Give a message to an agent or a team; it is new to them', roles: runners,
      params: idParams, query: nothingAsked, body: assignBody, outcomes: [{ status: 200, body: voicemailSchema }],
      async handle({ params: { id }, body, asker }) {
        const [kind, name = ''] = body.for.split(':');
        const known = kind === 'team' ? Object.hasOwn(parts.centre().teams, name) : (await parts.people.get(name)) !== undefined;
        return known ? change(asker, id, { to: 'assigned', for: body.for }) : invalidField('#/for', `there is no ${kind} '${name}'`);
      },
    }),
    route({
      method: 'delete', path: '/voicemails/{id}', summary: 'Forget a message and its sound', roles: admins,
      params: idParams, query: nothingAsked, outcomes: [{ status: 204 }],
      async handle({ params: { id }, asker }) {
        return (await parts.forgetVoicemail(id, { token: whoAsks(asker) })) ? nothing : noSuch('voicemail', id);
      },
    }),
    audio(parts),
  ];
}

/** Soon after the tone the carrier still writes the file. */
const SOUND_RETRY_S = 5;

const audio = (parts: Parts): Route =>
  route({
    method: 'get', path: '/voicemails/{id}/audio', summary: 'The sound of a message', roles: watchersAndAgents,
    params: idParams, query: nothingAsked, outcomes: [{ status: 200, type: 'audio/wav' }],
    async handle({ params: { id }, asker }) {
      const kept = await parts.store.records.get<VoicemailRecord>('voicemail', id);
      if (!kept || !(await sees(parts, asker))(kept.value)) return noSuch('voicemail', id);
      const bytes = await parts.voicemailAudio(id);
      if (!bytes) return problem('not-found', `the sound of ${id} is not there yet, or not any more`, { headers: { 'retry-after': String(SOUND_RETRY_S) } });
      return { is: 'bytes', type: 'audio/wav', bytes };
    },
  });
