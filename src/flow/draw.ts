// A flow as Mermaid text, which code hosts and wikis draw by themselves.
import { cut, drawingOf, labelOf, type Box, type Look, type Path } from './drawing.ts';
import type { Flow } from './verbs.ts';

/** A flow chart; with a path, the way one call took stands out. */
export function drawMermaid(flow: Flow, options: { path?: Path } = {}): string {
  const { boxes, arrows } = drawingOf(flow, options.path);
  // Numbers for names: Mermaid stumbles over a node called `end`.
  const ids = new Map(boxes.map(({ step }, index) => [step, `s${index}`]));
  const id = (step: string) => ids.get(step) ?? step;
  const marked = arrows.flatMap(({ onPath }, index) => (onPath ? [index + 1] : []));
  return [
    'flowchart TD',
    ...(ids.has(flow.start) ? [`  begin(("${escaped(flow.name)}")) --> ${id(flow.start)}`] : []),
    ...arrows.map((arrow) => `  ${id(arrow.from)} -->${labelOf(arrow) === '' ? '' : `|"${escaped(labelOf(arrow))}"|`} ${id(arrow.to)}`),
    ...boxes.map((box) => `  ${id(box.step)}${shape(box)}:::${box.look}`),
    ...Object.entries(colours).map(([look, colour]) => `  classDef ${look} ${colour}`),
    ...(boxes.some(({ onPath }) => onPath) ? [`  classDef went stroke:#c2410c,stroke-width:3px`, `  class ${boxes.filter(({ onPath }) => onPath).map(({ step }) => id(step)).join(',')} went`] : []),
    ...(marked.length > 0 ? [`  linkStyle ${marked.join(',')} stroke:#c2410c,stroke-width:3px`] : []),
  ].join('\n') + '\n';
}

/** Boxes that decide have corners, ends are round. */
function shape({ step, verb, detail, look }: Box): string {
  const text = `"<b>${escaped(step)}</b><br/>${escaped(detail === '' ? verb : `${verb} · ${cut(detail, 48)}`)}"`;
  if (look === 'decides') return `{{${text}}}`;
  return look === 'ends' ? `([${text}])` : `(${text})`;
}

const colours: Readonly<Record<Look, string>> = {
  speaks: 'fill:#dbeafe,stroke:#3b82f6,color:#172554',
  decides: 'fill:#fef3c7,stroke:#d97706,color:#451a03',
  people: 'fill:#dcfce7,stroke:#16a34a,color:#052e16',
  message: 'fill:#f3e8ff,stroke:#9333ea,color:#3b0764',
  ends: 'fill:#e5e7eb,stroke:#6b7280,color:#111827',
};

/** Everything Mermaid or HTML could read as its own is written as a character code. */
const escaped = (text: string): string => text.replace(/[^\p{L}\p{N} .,:·…=–-]/gu, (letter) => `#${letter.codePointAt(0)};`);
