// Notes to customers by text message: written in the words of the house, read in the customer's. Both stand here, and what became of them.
import { z } from 'zod';
import { NOTE_MAX, type NoteRecord } from '../../call/note.ts';
import { readCaseNumber } from '../../case/number.ts';
import { readLanguage } from '../../language/tag.ts';
import type { NoteAdded } from '../../reception/notes.ts';
import { cleanText } from '../../translator/clean.ts';
import { WHY_NOT } from './add-callback.ts';
import { EXPECTED_CASE } from './cases.ts';
import { given, idSchema, nothingAsked, time, timeText } from './fields.ts';
import { whoAsks } from './note.ts';
import { pageQuery } from './page.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problem.ts';
import { shownRoutes } from './records.ts';
import { runners } from './rights.ts';
import { type Answer, type Asker, created, invalidField, type Route, route } from './route.ts';
import { translationSchema, translationView } from './translation-view.ts';

const noteSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(['new', 'sending', 'sent', 'unsent']),
    at: time,
    by: z.string(),
    call: z.string().optional(),
    case: z.string().optional(),
    to: z.string(),
    language: z.string().meta({ description: 'The customer’s.' }),
    text: z.string().meta({ description: 'As it was written.' }),
    translation: translationSchema.optional().meta({ description: 'What the customer reads, where they speak another language.' }),
    untranslated: z.string().optional().meta({ description: 'Why it goes as it was written, though they do.' }),
    why: z.string().optional().meta({ description: 'Why it was not sent. unclear: the carrier’s answer was lost, and it may have been sent all the same.' }),
  })
  .meta({ title: 'Note to a customer' });

const view = ({ id, state, at, by, call, case: about, to, language, text, translation, untranslated, why }: NoteRecord): z.output<typeof noteSchema> => ({
  id, state, at: timeText(at), by, ...given('call', call), ...given('case', about), to, language, text, ...given('translation', translation && translationView(translation)), ...given('untranslated', untranslated), ...given('why', why),
});

const language = z.string().max(35).refine((tag) => readLanguage(tag) === tag, 'expected a language such as es or pt-PT');
const body = z
  .strictObject({
    call: idSchema.optional().meta({ description: 'To the caller of this call.' }),
    case: z.string().max(40, EXPECTED_CASE).optional().meta({ description: 'To the contact of this open case, at their first number.' }),
    text: z.string().transform(cleanText).pipe(z.string().trim().min(1, 'expected some words').max(NOTE_MAX, `expected at most ${NOTE_MAX} characters`)),
    language: language.optional().meta({ description: 'What the customer reads; without it, what they spoke or what their case says.' }),
    written: language.optional().meta({ description: 'What it is written in; without it, the language of the house.' }),
  })
  .meta({ title: 'Note to send' });
const listQuery = z.strictObject({ ...pageQuery, call: idSchema.optional(), case: z.string().max(20).optional().meta({ description: 'Only those of this case, by its twelve digits.' }) });

type Parts = Pick<ApiParts, 'store' | 'clock' | 'directory' | 'addNote'>;

export function noteRoutes(parts: Parts): Route[] {
  return [
    ...shownRoutes(parts, {
      kind: 'note', many: 'Notes to customers', one: 'One note', schema: noteSchema, view, query: listQuery,
      fits: (value: NoteRecord, query) => (query.call === undefined || value.call === query.call) && (query.case === undefined || value.case === query.case),
      mine: (asker) => Promise.resolve((value) => asker.role !== 'agent' || value.by === whoAsks(asker)),
    }),
    route({
      method: 'post', path: '/notes', summary: 'Send a customer a text message, translated where they speak another language', roles: [...runners, 'agent'],
      params: nothingAsked, query: nothingAsked, body, outcomes: [{ status: 201, body: noteSchema }],
      async handle({ body: { call, case: about, text, ...more }, asker }) {
        if ((call === undefined) === (about === undefined)) return invalidField('#/call', 'expected either call or case');
        const read = about === undefined ? undefined : readCaseNumber(about, parts.clock.now());
        if (read?.ok === false) return invalidField('#/case', EXPECTED_CASE);
        const to = read ? { case: read.number } : { call: call ?? '' };
        if (!(await mayWrite(parts, asker, to))) return answer({ is: 'nobody', why: 'call' in to ? 'no-call' : 'no-case' });
        return answer(await parts.addNote({ about: to, text, by: whoAsks(asker), ...given('language', more.language), ...given('written', more.written) }));
      },
    }),
  ];
}

/** An agent’s token writes to whom that agent talks with, and about the agent's own cases; everybody else sounds as if they were not there. */
async function mayWrite({ store, directory }: Parts, { role, agent }: Asker, to: { call: string } | { case: string }): Promise<boolean> {
  if (role !== 'agent') return true;
  if (agent === undefined) return false;
  if ('case' in to) {
    const found = await directory.findCase(to.case);
    return found.is === 'found' && found.case.assignedTo === agent;
  }
  const call = await store.call(to.call);
  return call?.role === 'caller' && (call.case?.assignedTo === agent || call.members.some((member) => member.agent === agent));
}

const NOBODY: Readonly<Record<Extract<NoteAdded, { is: 'nobody' }>['why'], string>> = {
  'no-call': 'there is no such caller’s call; finished ones are kept for a while only', 'no-case': 'there is no such case',
  'closed': 'this case is closed; open it again first', 'no-number': 'there is no number to send it to',
};

function answer(added: NoteAdded): Answer {
  switch (added.is) {
    case 'added': return created(view(added.note), `/api/v1/notes/${added.note.id}`);
    case 'nobody': return added.why === 'no-call' || added.why === 'no-case' ? problem('not-found', NOBODY[added.why]) : problem('conflict', NOBODY[added.why]);
    case 'not-callable': return problem('conflict', `the customer's number is one that we do not text: ${WHY_NOT[added.why]}`);
    case 'upstream': return problem('upstream', `the case directory did not do it: ${added.why}`);
  }
}
