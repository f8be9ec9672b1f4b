// TwiML: text into a tree of verbs, or the error Twilio would name. Which verb may stand where is checked here too.
import { SaxesParser } from 'saxes';
import { documentBytesMax } from './limits.ts';

export interface Verb {
  name: string;
  attributes: Record<string, string>;
  children: Verb[];
  /** All text inside, that of nested elements included, spaces run together. */
  text: string;
}

export interface TwimlFault {
  code: number;
  message: string;
}

export type Twiml = { kind: 'document'; verbs: Verb[]; warnings: TwimlFault[] } | { kind: 'fault'; fault: TwimlFault };

/** Verbs the lab plays, each with what may be nested in it. */
const nestable: Record<string, readonly string[]> = {
  Say: ['break', 'emphasis', 'lang', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w', 'voice'],
  Play: [],
  Pause: [],
  Gather: ['Say', 'Play', 'Pause'],
  Record: [],
  Dial: ['Number', 'Conference', 'Sip', 'Client'],
  Redirect: [],
  Hangup: [],
  Reject: [],
};

export function parseTwiml(text: string): Twiml {
  if (Buffer.byteLength(text) > documentBytesMax) return fault(11750, `the document is larger than ${documentBytesMax} bytes`);
  const root = parseXml(text);
  if ('code' in root) return { kind: 'fault', fault: root };
  if (root.name !== 'Response') return fault(12100, `the document begins with <${root.name}>, expected <Response>`);
  const warnings: TwimlFault[] = [];
  const verbs = known(root.children, Object.keys(nestable), 'Response', warnings).map((verb) => ({
    ...verb,
    children: known(verb.children, nestable[verb.name] ?? [], verb.name, warnings),
  }));
  return { kind: 'document', verbs, warnings };
}

/** Twilio warns of an element it does not expect and passes it over (page on error 12200). */
function known(verbs: Verb[], names: readonly string[], parent: string, warnings: TwimlFault[]): Verb[] {
  return verbs.filter((verb) => {
    if (names.includes(verb.name)) return true;
    warnings.push({ code: 12200, message: `<${verb.name}> inside <${parent}> is not expected or not played by the lab; it is passed over` });
    return false;
  });
}

function parseXml(text: string): Verb | TwimlFault {
  const parser = new SaxesParser();
  const open: Verb[] = [];
  let root: Verb | undefined;
  let problem: string | undefined;
  parser.on('error', (error) => (problem ??= error.message));
  parser.on('opentag', ({ name, attributes }) => {
    const verb = { name, attributes, children: [], text: '' };
    open.at(-1)?.children.push(verb);
    root ??= verb;
    open.push(verb);
  });
  const addText = (more: string) => open.forEach((verb) => (verb.text += more));
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const verb = open.pop();
    if (verb) verb.text = verb.text.replace(/\s+/g, ' ').trim();
  });
  parser.write(text.trim()).close();
  if (problem !== undefined || !root) return { code: 12100, message: `the document is not XML: ${problem ?? 'it is empty'}` };
  return root;
}

function fault(code: number, message: string): Twiml {
  return { kind: 'fault', fault: { code, message } };
}

/** A whole number written in an attribute, or the default. */
export function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : otherwise;
}

export function isTrue(text: string | undefined, otherwise: boolean): boolean {
  return text === undefined || text === '' ? otherwise : text.trim().toLowerCase() === 'true';
}
