// What was recorded of a call's conversations: the list, and the sound, caller and agents each on a channel.
import { z } from 'zod';
import type { RecordingRecord } from '../../call/recording.ts';
import { given, idParams, idSchema, nothingAsked, time, timeText } from './fields.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { watchers } from './rights.ts';
import type { Route } from './route.ts';
import { ok, route } from './route.ts';

const recordingSchema = z
  .strictObject({ id: z.string(), at: time, call: z.string(), case: z.string().optional(), seconds: z.int(), consent: z.string().meta({ description: 'announced: the caller heard of it and did not refuse; agreed: they said yes.' }) })
  .meta({ title: 'Recording of a conversation' });
const listSchema = z.strictObject({ items: z.array(recordingSchema) });

const view = ({ id, at, call, case: about, seconds, consent }: RecordingRecord): z.output<typeof recordingSchema> =>
  ({ id, at: timeText(at), call, ...given('case', about), seconds, consent });

/** The carrier still writes the file when the call has just ended. */
const SOUND_RETRY_S = 5;

export function recordingRoutes(parts: Pick<ApiParts, 'store' | 'conversationsOf' | 'conversationAudio'>): Route[] {
  return [
    route({
      method: 'get', path: '/calls/{id}/recordings', summary: 'What was recorded of a call', roles: watchers,
      params: idParams, query: nothingAsked, outcomes: [{ status: 200, body: listSchema }],
      async handle({ params: { id } }) {
        return (await parts.store.call(id)) ? ok({ items: (await parts.conversationsOf(id)).map(view) }) : problem('not-found', `there is no call ${id}; finished ones are kept for a while only`);
      },
    }),
    route({
      method: 'get', path: '/calls/{id}/recordings/{recording}/audio', summary: 'The sound of a recording', roles: watchers,
      params: z.strictObject({ id: idSchema, recording: idSchema }), query: nothingAsked, outcomes: [{ status: 200, type: 'audio/wav' }],
      async handle({ params: { id, recording } }) {
        if (!(await parts.conversationsOf(id)).some((each) => each.id === recording)) return problem('not-found', `there is no recording ${recording} of ${id}`);
        const bytes = await parts.conversationAudio(recording);
        if (!bytes) return problem('not-found', `the sound of ${recording} is not there yet, or not any more`, { headers: { 'retry-after': String(SOUND_RETRY_S) } });
        return { is: 'bytes', type: 'audio/wav', bytes };
      },
    }),
  ];
}
