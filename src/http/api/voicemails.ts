// The voicemails: listed, heard, claimed, done, forgotten.
import { z } from 'zod';
import type { VoicemailRecord } from '../../call/steps/voicemail.ts';
import { callerText } from './call-view.ts';
import { given, idParams, idSchema, nothingAsked, time, timeText } from './fields.ts';
import { note } from './note.ts';
import { pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { changeRecord, noSuch, shownRoutes } from './records.ts';
import { admins, runners, watchers } from './rights.ts';
import type { Route } from './route.ts';
import { nothing, ok, route } from './route.ts';

const states = ['new', 'claimed', 'done'] as const;

/** A record, and who has claimed it, which only this API writes. */
type Kept = VoicemailRecord & { by?: string };

const voicemailSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(states),
    by: z.string().optional().meta({ description: 'Who has it in hand.' }),
    at: time,
    call: z.string(),
    for: z.string().meta({ description: 'The engineer or team it was left for.' }),
    case: z.string().optional(),
    from: z.string().meta({ description: 'The number, address or name that called, or withheld.' }),
    language: z.string(),
    seconds: z.int(),
  })
  .meta({ title: 'Voicemail' });

/** What only the carrier understands stays inside. */
function voicemailView({ caller, parts, at, id, state, call, language, ...of }: Kept): z.output<typeof voicemailSchema> {
  const long = parts.reduce((sum, part) => sum + part.seconds, 0);
  return { id, state, ...given('by', of.by), at: timeText(at), call, for: of.for, ...given('case', of.case), from: callerText(caller), language, seconds: Math.round(long) };
}

const stateBody = z
  .strictObject({ state: z.enum(states), by: idSchema.optional().meta({ description: 'Who claims it. What somebody else has claimed is refused until it is new again.' }) })
  .meta({ title: 'State of a voicemail' });

function setTo(state: Kept['state'], by: string | undefined) {
  return ({ by: before, ...now }: Kept): Kept | { refused: string } => {
    const others = now.state === 'claimed' && state === 'claimed' && (by === undefined || by !== before);
    if (others) return { refused: `is in the hands of ${before ?? 'somebody'}; set it to new first` };
    return { ...now, state, ...given('by', state === 'new' ? undefined : (by ?? before)) };
  };
}

const listQuery = z.strictObject({ ...pageQuery, state: z.enum(states).optional(), for: z.string().max(100).optional().meta({ description: 'Only those left for this engineer or team.' }) });

type Parts = Pick<ApiParts, 'store' | 'clock' | 'voicemailAudio' | 'forgetVoicemail'>;

export function voicemailRoutes(parts: Parts): Route[] {
  const { store } = parts;
  return [
    ...shownRoutes(parts, {
      kind: 'voicemail', many: 'Messages left', one: 'One message', schema: voicemailSchema, view: voicemailView, query: listQuery,
      fits: (value: Kept, query) => (query.state === undefined || value.state === query.state) && (query.for === undefined || value.for === query.for),
    }),
    route({
      method: 'put', path: '/voicemails/{id}/state', summary: 'Claim a message, mark it done, or give it back', roles: runners,
      params: idParams, query: nothingAsked, body: stateBody, outcomes: [{ status: 200, body: voicemailSchema }],
      async handle({ params: { id }, body, asker }) {
        const set = await changeRecord<Kept>(parts, { kind: 'voicemail', id, asker, as: `voicemail-${body.state}`, to: setTo(body.state, body.by) });
        return set.is === 'problem' ? set : ok(voicemailView(set.value));
      },
    }),
    route({
      method: 'delete', path: '/voicemails/{id}', summary: 'Forget a message and its sound', roles: admins,
      params: idParams, query: nothingAsked, outcomes: [{ status: 204 }],
      async handle({ params: { id }, asker }) {
        if (!(await store.records.get('voicemail', id))) return noSuch('voicemail', id);
        await parts.forgetVoicemail(id);
        await note(parts, asker, 'voicemail-forgotten', { voicemail: id });
        return nothing;
      },
    }),
    audio(parts),
  ];
}

/** Soon after the tone the carrier still writes the file. */
const SOUND_RETRY_S = 5;

const audio = ({ store, voicemailAudio }: Parts): Route =>
  route({
    method: 'get', path: '/voicemails/{id}/audio', summary: 'The sound of a message', roles: watchers,
    params: idParams, query: nothingAsked, outcomes: [{ status: 200, type: 'audio/wav' }],
    async handle({ params: { id } }) {
      if (!(await store.records.get('voicemail', id))) return noSuch('voicemail', id);
      const bytes = await voicemailAudio(id);
      if (!bytes) return problem('not-found', `the sound of ${id} is not there yet, or not any more`, { headers: { 'retry-after': String(SOUND_RETRY_S) } });
      return { is: 'bytes', type: 'audio/wav', bytes };
    },
  });
