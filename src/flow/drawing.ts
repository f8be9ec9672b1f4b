// What a drawing of a flow shows, whatever it is drawn with: boxes with two lines of text, and arrows with the ways on them.
import { stepNamed } from './graph.ts';
import type { Flow, Step, Verb } from './verbs.ts';

/** The steps a call went through, each with the way it left by; the last one may still be at its step. */
export type Path = readonly { step: string; way?: string }[];

export interface Box {
  step: string;
  verb: Verb;
  /** Second line: what the step is about. */
  detail: string;
  look: Look;
  onPath: boolean;
  /** Ways written into the box because an arrow would cross half the picture. */
  written: Arrow[];
}

/** Ways between the same two steps are one arrow. */
export interface Arrow {
  from: string;
  to: string;
  ways: string[];
  onPath: boolean;
}

/** Verbs of one kind look alike. */
export type Look = 'speaks' | 'decides' | 'people' | 'message' | 'ends';

/** A step that more steps than this lead to keeps one arrow; the other ways to it are written into their boxes. */
const arrowsMax = 3;

/** With more arrows than this nobody can follow them, and laying them out takes minutes: all but one to each box are written. */
const arrowsInAllMax = 200;

/** With `written`, ways to busy steps stand in the boxes instead of being drawn. */
export function drawingOf(flow: Flow, path: Path = [], { written = false } = {}): { boxes: Box[]; arrows: Arrow[] } {
  const all = Object.keys(flow.steps).flatMap((step) => arrowsFrom(flow, step, path));
  const tree = firstArrows(flow, all);
  const isBusy = (step: string) => step === flow.start || all.length > arrowsInAllMax || all.filter(({ to }) => to === step).length > arrowsMax;
  const busy = (arrow: Arrow) => !tree.has(arrow) && arrow.from !== arrow.to && isBusy(arrow.to);
  const inBox = new Set(written ? all.filter(busy) : []);
  const boxes = Object.entries(flow.steps).map(([name, step]): Box => ({
    step: name, verb: step.verb, detail: detailOf(step), look: looks[step.verb],
    onPath: path.some((place) => place.step === name), written: all.filter((arrow) => arrow.from === name && inBox.has(arrow)),
  }));
  return { boxes, arrows: all.filter((arrow) => !inBox.has(arrow)) };
}

/** For each step the arrow by which it is come to first, so that every box keeps one. */
function firstArrows(flow: Flow, arrows: readonly Arrow[]): Set<Arrow> {
  const first = new Set<Arrow>();
  const seen = new Set([flow.start]);
  const queue = [flow.start];
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    for (const arrow of arrows.filter(({ from, to }) => from === step && !seen.has(to))) {
      seen.add(arrow.to);
      first.add(arrow);
      queue.push(arrow.to);
    }
  }
  return first;
}

function arrowsFrom(flow: Flow, from: string, path: Path): Arrow[] {
  const byTarget = new Map<string, string[]>();
  for (const [way, to] of Object.entries(flow.steps[from]?.ways ?? {})) {
    if (stepNamed(flow, to)) byTarget.set(to, [...(byTarget.get(to) ?? []), way]);
  }
  const gone = path.flatMap(({ step, way }) => (step === from && way !== undefined ? [way] : []));
  return [...byTarget].map(([to, ways]) => ({ from, to, ways, onPath: ways.some((way) => gone.includes(way)) }));
}

/** `next` says nothing that the arrow does not say already. */
export const labelOf = ({ ways }: Arrow): string => (ways.length === 1 && ways[0] === 'next' ? '' : ways.join(', '));

const looks: Readonly<Record<Verb, Look>> = {
  say: 'speaks', languages: 'speaks', interpreters: 'speaks', record: 'speaks', closed: 'speaks', choose: 'speaks', menu: 'speaks', ask: 'speaks', hold: 'speaks', identify: 'speaks', 'sign-in': 'speaks', text: 'message', voicemail: 'message', escalate: 'message',
  set: 'decides', find: 'decides', recognise: 'decides', when: 'decides', allow: 'decides', colleague: 'decides', recording: 'decides', code: 'decides', dialable: 'decides', switch: 'decides',
  reach: 'people', promise: 'people', redeem: 'people', greet: 'speaks', take: 'people', talk: 'people', consult: 'people', invite: 'people', transfer: 'people', give: 'people', outside: 'people', together: 'people', 'hand-over': 'people', drop: 'people', acknowledge: 'people',
  presence: 'people', message: 'message', 'call-back': 'people', pass: 'ends', end: 'ends', wrap: 'ends', leave: 'ends', goto: 'ends', call: 'ends', return: 'ends', hangup: 'ends',
};

/** What a step is about, in a few words. */
export function detailOf(step: Step): string {
  switch (step.verb) {
    case 'say': case 'call-back': case 'text': case 'identify': case 'sign-in': case 'closed': case 'languages': case 'interpreters': return step.args.prompt;
    case 'message': return step.args.do;
    case 'choose': return step.args.from;
    case 'presence': return step.args.set ?? step.args.prompt;
    case 'menu': return step.args.number === undefined ? step.args.prompt : `${step.args.prompt} · ${step.args.number}`;
    case 'ask': return `${step.args.prompt} · ${step.args.pattern}`;
    case 'hold': case 'hangup': return step.args.prompt ?? '';
    case 'greet': return step.args.prompt;
    case 'dialable': return step.args.by ?? 'the calling number';
    case 'set': return Object.entries(step.args).map(([name, value]) => `${name} = ${value}`).join(', ');
    case 'find': return step.args.what;
    case 'when': return [...new Set(step.args.flatMap(({ is }) => Object.keys(is)))].join(', ');
    case 'allow': return `${step.args.what}: ${step.args.times} in ${step.args.hours} h`;
    case 'reach': return `${step.args.demand} · hold: ${step.args.hold}`;
    case 'leave': return `by ${step.args.by}`;
    case 'voicemail': return `for ${step.args.for}`;
    case 'escalate': return step.args.page ? 'page the duty manager' : '';
    case 'goto': return step.args.step === undefined ? step.args.flow : `${step.args.flow}: ${step.args.step}`;
    case 'call': return step.args.flow;
    case 'consult': case 'record': return step.args.demand;
    case 'promise': return step.args.opening ? `at opening · ${step.args.opening.step}` : '';
    case 'transfer': return `${step.args.flow}: ${step.args.step}`;
    case 'colleague': case 'code': return step.args.by;
    case 'wrap': return step.args.then;
    case 'recognise': case 'redeem': case 'return': case 'invite': case 'give': case 'outside': case 'recording': case 'take': case 'pass': case 'talk': case 'together': case 'hand-over': case 'drop': case 'acknowledge': case 'end': case 'switch': return '';
  }
}

/** A text short enough for a box; the whole of it is in the tooltip. */
export const cut = (text: string, most: number): string => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);
