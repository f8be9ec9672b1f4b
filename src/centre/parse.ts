// A centre file and its cases to values: all that is wrong at once, each with its place.
import { createHash } from 'node:crypto';
import { caseSchema } from '../case/case.ts';
import type { Case } from '../case/case.ts';
import { rotaOf } from '../duty/schema.ts';
import { canonical } from '../flow/hash.ts';
import { hintFor, nearest } from '../flow/nearest.ts';
import { inReadingOrder, refuses } from '../flow/problem.ts';
import type { Problem, Spot } from '../flow/problem.ts';
import { readTree } from '../flow/tree.ts';
import type { Tree } from '../flow/tree.ts';
import { z } from 'zod';
import type { Centre, Line, Region } from './centre.ts';
import { crossCheck } from './cross.ts';
import { journeysOf } from './cross-demand.ts';
import { type Finding, keySpot, problemsOf, spotOf, written } from './issues.ts';
import { demandsOf, mapValues, plansOf, prioritiesOf } from './made.ts';
import { centreSchema } from './schema.ts';
import type { CentreFile } from './schema.ts';

/** Where what is held against other files stands: each line's flow, each region's duty, the journeys that rules ask for. */
export interface Spots {
  lineFlows: readonly Spot[];
  duties: Readonly<Record<string, Spot>>;
  journeys: readonly { name: string; at: Spot }[];
}

/** Problems of a file that is taken are warnings. */
export type ParsedCentre = { ok: true; centre: Centre; problems: Problem[] } & Spots | { ok: false; problems: Problem[] };
export type ParsedCases = { ok: true; cases: readonly Case[]; problems: Problem[] } | { ok: false; problems: Problem[] };

export function parseCentre(file: string, text: string): ParsedCentre {
  const read = readFile(file, text, centreSchema, 'expected name:, lines:, regions:, teams:, demands: and agents:');
  if (!read.ok) return read;
  const problems = inReadingOrder(crossCheck(read.value).map((finding) => placed(finding, read.tree)));
  return refuses(problems) ? { ok: false, problems } : { ok: true, centre: centreOf(read.value, hash(written(read.tree))), ...spotsOf(read.value, read.tree), problems };
}

const spotsOf = (file: CentreFile, tree: Tree): Spots => ({
  lineFlows: file.lines.map((_line, index) => spotOf(tree, ['lines', index, 'flow'])),
  duties: Object.fromEntries(Object.keys(file.regions).map((id) => [id, keySpot(tree, ['regions', id, 'duty'])])),
  journeys: journeysOf(file).map(({ name, path }) => ({ name, at: spotOf(tree, path) })),
});

const casesSchema = z.strictObject({ cases: z.array(caseSchema) });

/** Cases that stand in a file: for trying out, and for a centre small enough. The centre tells which engineers there are. */
export function parseCases(file: string, text: string, centre: Centre): ParsedCases {
  const read = readFile(file, text, casesSchema, 'expected cases: and a list');
  if (!read.ok) return read;
  const { cases } = read.value;
  const problems = inReadingOrder(caseFindings(cases, centre).map((finding) => placed(finding, read.tree)));
  return refuses(problems) ? { ok: false, problems } : { ok: true, cases, problems };
}

function readFile<Schema extends z.ZodType>(file: string, text: string, schema: Schema, expected: string):
  { ok: true; value: z.output<Schema>; tree: Tree } | { ok: false; problems: Problem[] } {
  const { tree, problems } = readTree(file, text);
  if (problems.length > 0) return { ok: false, problems };
  if (tree?.is !== 'map') return { ok: false, problems: [{ file, line: 1, column: 1, message: tree === undefined ? 'the file is empty' : 'this is a list or a text', hint: expected }] };
  const read = schema.safeParse(written(tree));
  if (read.success) return { ok: true, value: read.data, tree };
  return { ok: false, problems: inReadingOrder(problemsOf(read.error, schema, tree)) };
}

function placed({ path, key, ...finding }: Finding, tree: Tree): Problem {
  return { ...(key ? keySpot(tree, path) : spotOf(tree, path)), ...finding };
}

function centreOf(file: CentreFile, version: string): Centre {
  const { name, edition, teams, agents, management, codes, announcements, interpreting, recording, callbacks, settings, outgoing, translation } = file;
  return {
    name, version, edition, teams, agents, management, codes, announcements, interpreting, recording, callbacks, settings, translation, serviceLevel: file['service-level'],
    ...(file['staff-line'] && { staffLine: file['staff-line'] }),
    lines: file.lines.map(lineOf),
    regions: mapValues(file.regions, regionOf),
    priorities: prioritiesOf(file),
    plans: plansOf(file),
    demands: demandsOf(file),
    outgoing: { countries: outgoing.countries, ...(outgoing.samples !== undefined && { samples: outgoing.samples }) },
  };
}

function lineOf({ number, name, region, 'default-region': defaultRegion, languages, flow, record }: CentreFile['lines'][number]): Line {
  // crossCheck has seen that there is one of the two.
  return { number, name, ...(region !== undefined && { region }), defaultRegion: defaultRegion ?? region ?? '', languages, flow, ...(record && { record }) };
}

function regionOf({ 'caller-id': callerId, duty, ...region }: CentreFile['regions'][string]): Region {
  return { ...region, callerId, duty: rotaOf(duty, region.hours.zone) };
}

/** The name of a content: of plain values, whatever the order of their keys. */
export const hash = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

function caseFindings(cases: readonly Case[], centre: Centre): Finding[] {
  const numbers = cases.map(({ number }) => number);
  const agents = centre.agents.map(({ id }) => id);
  const unknown = (name: string | undefined, known: readonly string[], what: string, path: Finding['path']): Finding[] =>
    (name === undefined || known.includes(name) ? [] : [{ path, message: `there is no ${what} '${name}'`, ...hintFor(name, known) }]);
  return cases.flatMap((one, index): Finding[] => [
    ...(numbers.indexOf(one.number) < index ? [{ path: ['cases', index, 'number'], message: `the case ${one.number} stands here twice` }] : []),
    ...unknown(one.assignedTo, agents, 'agent', ['cases', index, 'assignedTo']),
    ...unknown(one.deputy, agents, 'agent', ['cases', index, 'deputy']),
    ...unknown(one.region, Object.keys(centre.regions), 'region', ['cases', index, 'region']),
    ...Object.keys(one).flatMap((field): Finding[] => {
      const meant = field in caseSchema.shape ? undefined : nearest(field, Object.keys(caseSchema.shape));
      return meant === undefined ? [] : [{ path: ['cases', index, field], key: true, level: 'warning', message: `a case has no '${field}'`, hint: `did you mean '${meant}'?` }];
    }),
  ]);
}
