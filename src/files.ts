// All files of a centre, read and held against each other: flows, prompts, the centre and its cases.
import { AGENT_FLOW, PAGE_FLOW, STAFF_FLOW } from './call/begin.ts';
import { CALLBACK_FLOW } from './call/callback.ts';
import { promptValues } from './call/values.ts';
import { loadCentre } from './centre/load.ts';
import type { Case } from './case/case.ts';
import type { Centre } from './centre/centre.ts';
import type { Spots } from './centre/parse.ts';
import { proveDuty } from './duty/findings.ts';
import type { DutyProof } from './duty/findings.ts';
import { checkFlows } from './flow/check.ts';
import type { World } from './flow/check.ts';
import { hashOf } from './flow/hash.ts';
import { loadFlows } from './flow/load.ts';
import type { Flows } from './flow/verbs.ts';
import type { Problem } from './flow/problem.ts';
import { inReadingOrder, refuses } from './flow/problem.ts';
import { loadPrompts } from './prompts/load.ts';
import { type Locale, sourceLanguage } from './prompts/locale.ts';
import { wordsOf } from './prompts/pack.ts';
import { voices } from './twilio/voices.ts';
import { limitOf } from './routing/demand.ts';

export interface Folders {
  flowsDir: string;
  localesDir: string;
}

/** Everything a centre is made of, once all of it holds together. */
export interface Files {
  centre: Centre;
  cases: readonly Case[];
  flows: Flows;
  locales: readonly Locale[];
}

export interface Checked {
  ok: boolean;
  problems: Problem[];
  /** Only where nothing refuses. */
  files?: Files;
  /** What there is, where it could be read. */
  flows?: { hash: string; names: string[] };
  languages?: string[];
  lines?: number;
  /** Whether a P1 has somebody on duty up to then: not in the gaps. */
  duty?: Pick<DutyProof, 'until' | 'gaps'>;
}

/** The flows that code begins by name. */
const entries = [AGENT_FLOW, PAGE_FLOW, CALLBACK_FLOW];
/** Prompts that code speaks by itself, outside the steps of a flow. */
const usedByCode = ['start-again', 'front.not-understood', 'front.announcement', 'case.malformed', 'hold.position', 'hold.resumed', 'hold.how-long', 'hold.how-long-unknown', 'hold.longer', 'voicemail.warning', 'voicemail.one-moment', 'voicemail.not-there', 'voicemail.first-kept', 'callback.one-moment', 'room.*', 'recording.*', 'agent.*', 'manager.*', 'page.*', 'sms.*', 'staff.message-no-sound', 'staff.message-taken', 'staff.call-refused', 'staff.call-not-reached', 'trouble.*', 'word.*'];

/** With a moment, it is also proven that a P1 has somebody on duty in the year from then on: what a start must not wait for. */
export async function readFiles({ flowsDir, localesDir }: Folders, dutyFrom?: number): Promise<Checked> {
  const [centre, flows, prompts] = await Promise.all([loadCentre(flowsDir), loadFlows(flowsDir), loadPrompts(localesDir, { voices: Object.keys(voices), values: promptValues })]);
  const read = [...centre.problems, ...(flows.ok ? [] : flows.problems), ...(prompts.ok ? prompts.warnings : prompts.problems)];
  const proof = centre.ok && flows.ok && prompts.ok ? checkFlows(flows.flows, flows.sources, worldOf(centre, prompts.locales, flows.flows)) : [];
  const duty = centre.ok && dutyFrom !== undefined ? proveDuty(centre.centre, centre.duties, dutyFrom) : undefined;
  const problems = inReadingOrder([...read, ...proof, ...(duty?.problems ?? [])]);
  const ok = !refuses(problems);
  return {
    ok,
    problems,
    ...(ok && centre.ok && flows.ok && prompts.ok && { files: { centre: centre.centre, cases: centre.cases, flows: versionOf(flows.flows, prompts.locales), locales: prompts.locales } }),
    ...(flows.ok && { flows: { hash: flows.flows.hash, names: Object.keys(flows.flows.flows) } }),
    ...(prompts.ok && { languages: prompts.locales.map(({ language }) => language) }),
    ...(centre.ok && { lines: centre.centre.lines.length }),
    ...(duty && { duty: { until: duty.until, gaps: duty.gaps } }),
  };
}

/** A version is flows and words: a call stays on both. */
const versionOf = (flows: Flows, locales: readonly Locale[]): Flows => ({ ...flows, hash: hashOf([flows.hash, wordsOf(locales)]) });

/** What flows speak of: the prompts there are, the demands, teams and lines of the centre. */
function worldOf({ centre, lineFlows, journeys }: { centre: Centre } & Spots, locales: readonly Locale[], flows: Flows): World {
  const messages = new Map(locales.map(({ language, messages: of }) => [language, of]));
  const source = locales.find(({ language }) => language === sourceLanguage);
  return {
    prompts: {
      locales: locales.map(({ language }) => language),
      has: (locale, key) => messages.get(locale)?.has(key) ?? false,
      keys: [...new Set(locales.flatMap(({ messages: of }) => [...of.keys()]))],
      at: (key) => source?.messages.get(key)?.spot,
    },
    demands: Object.keys(centre.demands),
    limited: Object.keys(centre.demands).filter((demand) => limitOf(centre, demand).waiting !== undefined),
    boxes: ['assigned', ...Object.keys(centre.teams)],
    journeys,
    lines: centre.lines.map(({ name, flow }, index) => ({ name, flow, ...(lineFlows[index] && { at: lineFlows[index] }) })),
    entries: [...entries, ...(centre.staffLine !== undefined || Object.hasOwn(flows.flows, STAFF_FLOW) ? [STAFF_FLOW] : [])],
    staff: STAFF_FLOW,
    usedByCode,
  };
}
