// A flow as an SVG picture, for screens and documents, light and dark.
import dagre from '@dagrejs/dagre';
import { cut, drawingOf, labelOf, type Arrow, type Box, type Path } from './drawing.ts';
import { stepNamed } from './graph.ts';
import type { Flow } from './verbs.ts';
import { verbWords } from './words.ts';

/** What we use of dagre; its own types do not resolve under Node's module rules. */
interface Dagre {
  graphlib: { Graph: new () => DagreGraph };
  layout: (graph: DagreGraph) => void;
}
interface DagreGraph {
  setGraph(label: object): void;
  setNode(id: string, label: Size): void;
  setEdge(from: string, to: string, label: Size & { labelpos: 'c' }): void;
  graph(): Partial<Size>;
  node(id: string): Partial<Point>;
  edge(from: string, to: string): Partial<Point> & { points?: Point[] };
}
const { graphlib, layout: layOut } = dagre as unknown as Dagre;

interface Point {
  x: number;
  y: number;
}
interface Size {
  width: number;
  height: number;
}

/** Draws a flow from top to bottom; with a path, the way one call took stands out. All text is escaped. */
export function drawSvg(flow: Flow, options: { path?: Path } = {}): string {
  const { boxes, arrows } = drawingOf(flow, options.path, { written: true });
  const layout = laidOut(flow, boxes, arrows);
  const { width, height } = layout.size;
  const ends = Object.values(flow.steps).filter(({ ways }) => Object.keys(ways).length === 0).length;
  const name = escaped(flow.name);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${name}-title ${name}-words" class="flow">`,
    `<title id="${name}-title">The flow ${name}</title>`,
    `<desc id="${name}-words">${boxes.length} steps, beginning at ${escaped(flow.start)}, with ${ends} ${ends === 1 ? 'end' : 'ends'}.</desc>`,
    `<style>${style}</style>`,
    `<defs>${arrowhead(`${name}-tip`, 'tip')}${arrowhead(`${name}-tip-went`, 'tip went')}</defs>`,
    ...layout.arrows.map(({ path, arrow }) => line(path, arrow?.onPath ?? false, name)),
    begin(layout.begin),
    ...layout.boxes.map(drawBox),
    ...layout.arrows.flatMap(({ arrow, label }) => (arrow && labelOf(arrow) !== '' ? [drawLabel(labelOf(arrow), label, arrow.onPath)] : [])),
    '</svg>',
  ].join('\n') + '\n';
}

interface Placed {
  box: Box;
  at: Point;
  size: Size;
}

interface Layout {
  size: Size;
  begin: Point;
  boxes: Placed[];
  arrows: { arrow?: Arrow; path: string; label: Point }[];
}

const margin = 24;
const boxHeight = 46;
const lineHeight = 15;
/** How far an arrow that comes back to its own box swings out. */
const swing = 34;
const beginId = '\u0000begin';

function laidOut(flow: Flow, boxes: readonly Box[], arrows: readonly Arrow[]): Layout {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 34, edgesep: 18, ranksep: 34, marginx: margin, marginy: margin });
  graph.setNode(beginId, { width: 18, height: 18 });
  for (const box of boxes) {
    const back = arrows.find(({ from, to }) => from === box.step && to === box.step);
    // Room on both sides, so that the box stays in the middle of what dagre lays out.
    graph.setNode(box.step, { width: sizeOf(box).width + (back ? 2 * (swing + labelWidth(labelOf(back))) : 0), height: sizeOf(box).height });
  }
  if (stepNamed(flow, flow.start)) graph.setEdge(beginId, flow.start, { width: 0, height: 0, labelpos: 'c' });
  for (const arrow of arrows) {
    if (arrow.from !== arrow.to) graph.setEdge(arrow.from, arrow.to, { width: labelWidth(labelOf(arrow)), height: labelOf(arrow) === '' ? 0 : 18, labelpos: 'c' });
  }
  layOut(graph);
  const { width = 0, height = 0 } = graph.graph();
  const at = (id: string): Point => {
    const { x = 0, y = 0 } = graph.node(id);
    return { x, y };
  };
  const placed = new Map(boxes.map((box) => [box.step, { box, at: at(box.step), size: sizeOf(box) }]));
  const rows = rowsOf([...placed.values()]);
  const dot = { at: at(beginId), size: { width: 0, height: 16 } };
  const drawn = (from: string, to: string, arrow?: Arrow): Layout['arrows'][number] => {
    const start = placed.get(from);
    if (arrow && from === to && start) return loop(arrow, start);
    const { points = [], x = 0, y = 0 } = graph.edge(from, to);
    return { ...(arrow ? { arrow } : {}), path: curve(docked(points, start ?? dot, placed.get(to) ?? dot, rows)), label: { x, y } };
  };
  return {
    size: { width: Math.ceil(width), height: Math.ceil(height) },
    begin: dot.at,
    boxes: [...placed.values()],
    arrows: [...(stepNamed(flow, flow.start) ? [drawn(beginId, flow.start)] : []), ...arrows.map((arrow) => drawn(arrow.from, arrow.to, arrow))],
  };
}

/** By their middle, the rows of boxes, with half the height of the tallest. */
function rowsOf(placed: readonly Placed[]): Map<number, number> {
  const rows = new Map<number, number>();
  for (const { at, size } of placed) rows.set(Math.round(at.y), Math.max(rows.get(Math.round(at.y)) ?? 0, size.height / 2));
  return rows;
}

/** Leaves a box at its lower or upper side, passes each row of boxes straight up or down, and comes in at a side again. */
function docked(points: readonly Point[], from: Pick<Placed, 'at' | 'size'>, to: Pick<Placed, 'at' | 'size'>, rows: ReadonlyMap<number, number>): Point[] {
  const inner = points.slice(1, -1);
  const down = from.at.y < to.at.y ? 1 : -1;
  const passed = inner.flatMap(({ x, y }) => {
    const half = rows.get(Math.round(y));
    return half === undefined ? [{ x, y }] : [{ x, y: y - down * half }, { x, y: y + down * half }];
  });
  const start = side(from, inner[0] ?? to.at, down);
  const end = side(to, inner.at(-1) ?? from.at, -down);
  // A low box in a row of tall ones is left, and come to, straight as well.
  const clear = ({ at }: Pick<Placed, 'at'>, { x, y }: Point, way: number): Point[] => {
    const edge = at.y + way * (rows.get(Math.round(at.y)) ?? 0);
    return (edge - y) * way > 1 ? [{ x, y: edge }] : [];
  };
  return [start, ...clear(from, start, down), ...passed, ...clear(to, end, -down), end];
}

function side({ at, size }: Pick<Placed, 'at' | 'size'>, towards: Point, down: number): Point {
  const reach = Math.max(0, size.width / 2 - 14);
  return { x: at.x + Math.max(-reach, Math.min(reach, (towards.x - at.x) * 0.6)), y: at.y + (down * size.height) / 2 };
}

/** An arrow from a box's right side round to the same side. */
function loop(arrow: Arrow, { at: { x, y }, size }: Placed): Layout['arrows'][number] {
  const edge = x + size.width / 2;
  return {
    arrow,
    path: `M${n(edge)} ${n(y - 10)}C${n(edge + swing)} ${n(y - 16)} ${n(edge + swing)} ${n(y + 16)} ${n(edge)} ${n(y + 10)}`,
    label: { x: edge + swing - 4 + labelWidth(labelOf(arrow)) / 2, y },
  };
}

/** From point to point, upright at each, so that lines swing sideways only between the rows. */
function curve(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => {
    const last = points[index - 1];
    if (!last) return `M${n(x)} ${n(y)}`;
    const middle = (last.y + y) / 2;
    return Math.abs(last.x - x) < 0.5 ? `L${n(x)} ${n(y)}` : `C${n(last.x)} ${n(middle)} ${n(x)} ${n(middle)} ${n(x)} ${n(y)}`;
  }).join('');
}

const line = (path: string, went: boolean, name: string): string => `<path class="way${went ? ' went' : ''}" d="${path}" marker-end="url(#${name}-tip${went ? '-went' : ''})"/>`;

const begin = ({ x, y }: Point): string => `<circle class="begin" cx="${n(x)}" cy="${n(y)}" r="8"/>`;

function drawBox({ box, at: { x, y }, size: { width, height } }: Placed): string {
  const { step, verb, detail, look, onPath, written } = box;
  const top = y - height / 2;
  const corner = look === 'ends' ? boxHeight / 2 : look === 'decides' ? 3 : 10;
  return [
    `<g class="step ${look}${onPath ? ' went' : ''}">`,
    `<title>${escaped(`${step} — ${verb}${detail === '' ? '' : ` ${detail}`}. ${verbWords[verb]}`)}</title>`,
    `<rect x="${n(x - width / 2)}" y="${n(top)}" width="${n(width)}" height="${n(height)}" rx="${corner}"/>`,
    `<text class="name" x="${n(x)}" y="${n(top + 19)}">${escaped(cut(step, nameMax))}</text>`,
    `<text class="detail" x="${n(x)}" y="${n(top + 36)}">${escaped(under(box))}</text>`,
    ...written.map((arrow, index) => `<text class="written${arrow.onPath ? ' went' : ''}" x="${n(x)}" y="${n(top + 40 + lineHeight * (index + 1))}">${escaped(writtenWay(arrow))}</text>`),
    '</g>',
  ].join('');
}

function drawLabel(text: string, { x, y }: Point, went: boolean): string {
  const shown = cut(text, labelMax);
  const width = labelWidth(text);
  return `<g class="label${went ? ' went' : ''}"><rect x="${n(x - width / 2)}" y="${n(y - 9)}" width="${n(width)}" height="18" rx="9"/><text x="${n(x)}" y="${n(y + 4)}">${escaped(shown)}</text></g>`;
}

const arrowhead = (id: string, look: string): string => (
  `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="${look}" d="M0 1L9 5L0 9z"/></marker>`
);

const nameMax = 32;
const detailMax = 40;
const labelMax = 40;
const writtenWay = (arrow: Arrow): string => cut(`${labelOf(arrow)} → ${arrow.to}`.trim(), detailMax);
const under = ({ verb, detail }: Pick<Box, 'verb' | 'detail'>): string => cut(detail === '' ? verb : `${verb} · ${detail}`, detailMax);
// No font is at hand to measure with: these widths are those of a common sans-serif, with some air.
function sizeOf(box: Box): Size {
  const lines = [7.6 * Math.min(nameMax, box.step.length), 6.1 * under(box).length, ...box.written.map((arrow) => 6.1 * writtenWay(arrow).length)];
  return { width: Math.max(84, ...lines) + 26, height: boxHeight + (box.written.length > 0 ? 4 + lineHeight * box.written.length : 0) };
}
const labelWidth = (text: string): number => (text === '' ? 0 : 6.3 * Math.min(labelMax, text.length) + 14);

/** One decimal is finer than any screen. */
const n = (value: number): string => String(Math.round(value * 10) / 10);

const escaped = (text: string): string => (
  // Control characters may not stand in XML, whichever way they are written.
  // eslint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[\ud800-\udfff]/gu, '').replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
);

const style = [
  '.flow{background:#fff;font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}',
  '.flow text{text-anchor:middle;fill:#0f172a}.flow .name{font-weight:600}.flow .detail{font-size:11px;fill:#475569}',
  '.flow .written{font-size:11px;fill:#334155}.flow .step rect{stroke-width:1.4}.flow .begin{fill:#475569}',
  '.flow .way{fill:none;stroke:#94a3b8;stroke-width:1.4}.flow .tip{fill:#94a3b8}',
  '.flow .label rect{fill:#fff;stroke:#cbd5e1}.flow .label text{font-size:11px;fill:#334155}',
  '.flow .speaks rect{fill:#dbeafe;stroke:#3b82f6}.flow .decides rect{fill:#fef3c7;stroke:#d97706}.flow .people rect{fill:#dcfce7;stroke:#16a34a}',
  '.flow .message rect{fill:#f3e8ff;stroke:#9333ea}.flow .ends rect{fill:#f1f5f9;stroke:#64748b}',
  '.flow .way.went{stroke:#c2410c;stroke-width:2.6}.flow .tip.went{fill:#c2410c}.flow .step.went rect{stroke:#c2410c;stroke-width:2.6}.flow .label.went rect{stroke:#c2410c}.flow .written.went{fill:#c2410c;font-weight:600}',
  '@media (prefers-color-scheme:dark){.flow{background:#0f172a}.flow text{fill:#f1f5f9}.flow .detail,.flow .written{fill:#cbd5e1}.flow .begin{fill:#cbd5e1}',
  '.flow .way{stroke:#64748b}.flow .tip{fill:#64748b}.flow .label rect{fill:#0f172a;stroke:#475569}.flow .label text{fill:#e2e8f0}',
  '.flow .speaks rect{fill:#1e3a5f}.flow .decides rect{fill:#4a3410}.flow .people rect{fill:#14432a}.flow .message rect{fill:#41205c}.flow .ends rect{fill:#1e293b}',
  '.flow .way.went{stroke:#fb923c}.flow .tip.went{fill:#fb923c}.flow .step.went rect,.flow .label.went rect{stroke:#fb923c}.flow .written.went{fill:#fb923c}}',
].join('');
