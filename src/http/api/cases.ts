// The cases: listed, opened, written and read, through whichever directory the centre has.
import { z } from 'zod';
import type { Case } from '../../case/case.ts';
import { CASE_TEXT_MAX, caseSchema } from '../../case/case.ts';
import type { CaseNumber } from '../../case/number.ts';
import { readCaseNumber } from '../../case/number.ts';
import { PRIORITIES } from '../../case/priority.ts';
import { watchSoon } from '../../reception/watch.ts';
import { targetsIn, targetsView } from './case-targets.ts';
import { nothingAsked, time, timeText } from './fields.ts';
import { note } from './note.ts';
import { pageOf, pageQuery, scan } from './page.ts';
import type { ApiParts } from './parts.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';
import { runners, watchers } from './rights.ts';
import type { Asker, Route } from './route.ts';
import { created, invalidField, ok, route } from './route.ts';

/** A directory may hold more than we know of; a client of this API is told about a mistyped name instead. */
const strictShape = { ...caseSchema.shape, contact: caseSchema.shape.contact.unwrap().strict().optional() };
const postBody = z.strictObject(strictShape).meta({ title: 'Case to open' });
const putBody = z.strictObject({ ...strictShape, number: caseSchema.shape.number.optional() }).meta({ title: 'Case to write' });

/** What a case looks like on the way out: numbers as twelve digits, times as text. Fields of the directory's own come along. */
const caseView = z
  .looseObject({
    number: z.string(),
    status: z.enum(['open', 'closed']),
    priority: z.enum(PRIORITIES),
    assignedTo: z.string().optional(),
    openedAt: time.optional(),
    modifiedAt: time.optional(),
    timeline: z.array(z.looseObject({ at: time, what: z.string() })).optional(),
  })
  .meta({ title: 'Case' });

export function viewOf(of: Case): z.output<typeof caseView> {
  const { openedAt, modifiedAt, timeline, ...rest } = of;
  return {
    ...rest,
    ...(openedAt !== undefined && { openedAt: timeText(openedAt) }),
    ...(modifiedAt !== undefined && { modifiedAt: timeText(modifiedAt) }),
    ...(timeline && { timeline: timeline.map((entry) => ({ ...entry, at: timeText(entry.at) })) }),
  };
}

export const EXPECTED_CASE = 'expected a case number such as 2006-0811-0120: a real date that is not in the future, and a running number';
const numberParams = z.strictObject({ number: z.string().max(40, EXPECTED_CASE).meta({ description: 'Twelve digits, dashed or not.' }) });
const listQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(['open', 'closed']).optional(),
  priority: z.enum(PRIORITIES).optional(),
  assignedTo: z.string().max(CASE_TEXT_MAX).optional(),
});

type CaseBody = z.output<typeof putBody>;
type Parts = Pick<ApiParts, 'store' | 'directory' | 'clock' | 'centre'>;

export function caseRoutes(parts: Parts): Route[] {
  const { directory, clock } = parts;

  /** Looks the case up and hands on what there is, or the problem to answer. */
  async function lookUp(text: string): Promise<{ number: CaseNumber; found: Case | undefined } | { problem: Problem }> {
    const read = readCaseNumber(text, clock.now());
    if (!read.ok) return { problem: problem('invalid', `the address: ${EXPECTED_CASE}`, { errors: [{ parameter: 'number', detail: EXPECTED_CASE }] }) };
    const found = await directory.findCase(read.number);
    if (found.is === 'failed') return { problem: upstream(found.why) };
    return { number: read.number, found: found.is === 'found' ? found.case : undefined };
  }

  /** What there is to say of a case that there is. */
  async function ofCase<T>(text: string, say: (found: Case) => T | Promise<T>) {
    const looked = await lookUp(text);
    if ('problem' in looked) return looked.problem;
    return looked.found ? ok(await say(looked.found)) : problem('not-found', `there is no case ${looked.number}`);
  }

  return [
    route({
      method: 'get', path: '/cases', summary: 'Cases, in order of their numbers', roles: watchers,
      params: nothingAsked, query: listQuery, outcomes: [{ status: 200, body: pageOf(caseView) }],
      async handle({ query }) {
        const fits = (of: Case) =>
          (query.status === undefined || of.status === query.status)
          && (query.priority === undefined || of.priority === query.priority)
          && (query.assignedTo === undefined || of.assignedTo === query.assignedTo);
        const page = await scan((from) => directory.listCases(from), fits, query, ({ number }) => number);
        return ok({ ...page, items: page.items.map(viewOf) });
      },
    }),
    route({
      method: 'post', path: '/cases', summary: 'Open a case', roles: runners,
      params: nothingAsked, query: nothingAsked, body: postBody, outcomes: [{ status: 201, body: caseView }],
      async handle({ body, asker }) {
        const looked = await lookUp(body.number);
        if ('problem' in looked) return looked.problem.code === 'invalid' ? invalidField('#/number', EXPECTED_CASE) : looked.problem;
        if (looked.found) return problem('conflict', `there is a case ${looked.number} already; PUT changes it`);
        const saved = await save(parts, looked.number, body, asker);
        if ('problem' in saved) return saved.problem;
        return created(viewOf(saved.written), addressOf(looked.number));
      },
    }),
    route({
      method: 'get', path: '/cases/{number}', summary: 'One case', roles: watchers,
      params: numberParams, query: nothingAsked, outcomes: [{ status: 200, body: caseView }],
      handle: ({ params }) => ofCase(params.number, viewOf),
    }),
    route({
      method: 'get', path: '/cases/{number}/targets', summary: 'What the customer of a case was promised, and who of management is told of it when', roles: watchers,
      params: numberParams, query: nothingAsked, outcomes: [{ status: 200, body: targetsView }],
      handle: ({ params }) => ofCase(params.number, (found) => targetsIn(parts, found)),
    }),
    route({
      method: 'put', path: '/cases/{number}', summary: 'Write a case whole', roles: runners,
      params: numberParams, query: nothingAsked, body: putBody, outcomes: [{ status: 200, body: caseView }, { status: 201, body: caseView }],
      async handle({ params, body, asker }) {
        const looked = await lookUp(params.number);
        if ('problem' in looked) return looked.problem;
        const { number, found } = looked;
        if (body.number !== undefined && body.number !== number) return invalidField('#/number', `expected ${number} as in the address, or nothing`);
        const saved = await save(parts, number, body, asker);
        if ('problem' in saved) return saved.problem;
        return found ? ok(viewOf(saved.written)) : created(viewOf(saved.written), addressOf(number));
      },
    }),
  ];
}

const addressOf = (number: CaseNumber): string => `/api/v1/cases/${number}`;

async function save(parts: Parts, number: CaseNumber, body: Omit<CaseBody, 'number'>, asker: Asker): Promise<{ written: Case } | { problem: Problem }> {
  const written: Case = { ...body, modifiedAt: body.modifiedAt ?? parts.clock.now(), number };
  const saved = await parts.directory.saveCase(written);
  if (!saved.ok) return { problem: upstream(saved.why) };
  await note(parts, asker, 'case-saved', { case: number });
  await watchSoon({ ...parts, centre: parts.centre() }, number);
  return { written };
}

const upstream = (why: string): Problem => problem('upstream', `the case directory did not do it: ${why}`);
