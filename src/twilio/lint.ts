// Reads rendered TwiML the way a careful person would before it goes to a caller. For tests and `doctor`.
import { SaxesParser } from 'saxes';
import { documentBytesMax } from './twiml.ts';

interface Verb {
  name: string;
  attributes: Readonly<Record<string, string>>;
  inside: Verb[];
  text: string;
}

/** Sentences on what is wrong; none for a good document. */
export function lintTwiml(document: string): string[] {
  const bytes = Buffer.byteLength(document);
  if (bytes > documentBytesMax) return [`the document has ${bytes} bytes, at most ${documentBytesMax} are allowed`];
  const root = parse(document);
  if (typeof root === 'string') return [`the document is not XML: ${root}`];
  if (root.name !== 'Response') return [`the document begins with <${root.name}>, expected <Response>`];
  const ending = root.inside.findIndex(isEnd);
  return [
    ...root.inside.flatMap(complaints),
    ...(root.inside.length > 0 && ending < 0 ? ['the document ends without saying what is next, so the carrier would hang up'] : []),
    ...root.inside.slice(ending + 1).filter(() => ending >= 0).map(({ name }) => `<${name}> is never reached: <${root.inside[ending]?.name}> before it ends the document`),
  ];
}

/** A Gather or Record may come to nothing and go on with the next verb, so these do not end a document. */
const isEnd = ({ name, attributes }: Verb): boolean =>
  ['Redirect', 'Hangup', 'Reject', 'Leave'].includes(name) || (name === 'Dial' && attributes['action'] !== undefined);

function complaints(verb: Verb): string[] {
  const { name, attributes, inside, text } = verb;
  const found: string[] = [];
  const expect = (right: boolean, sentence: string) => {
    if (!right) found.push(`<${name}> ${sentence}`);
  };
  if (['Gather', 'Record', 'Dial'].includes(name)) {
    // Without it the document asks for itself again, for ever.
    expect(isAbsolute(attributes['action']), 'has no absolute action');
    expect(attributes['method'] === 'POST', 'does not say method="POST"');
  }
  if (name === 'Gather') {
    expect(inside.every((nested) => ['Say', 'Play', 'Pause'].includes(nested.name)), 'holds something other than Say, Play and Pause');
    expect(/^([0-9*#]?|\*#)$/.test(attributes['finishOnKey'] ?? '#'), `has the finish key "${attributes['finishOnKey']}", expected one key or none`);
  }
  if (name === 'Redirect' || name === 'Play') expect(isAbsolute(text), `names "${text}", expected an absolute address`);
  if (name === 'Say') expect(text !== '', 'has nothing to say');
  return [...found, ...inside.flatMap(complaints)];
}

const isAbsolute = (url: string | undefined): boolean => url !== undefined && /^https?:\/\/\S+$/.test(url);

/** The root with all that is in it, or why it cannot be read. */
function parse(document: string): Verb | string {
  const parser = new SaxesParser();
  const top: Verb = { name: '', attributes: {}, inside: [], text: '' };
  const open = [top];
  let problem: string | undefined;
  parser.on('error', (error) => (problem ??= error.message));
  parser.on('opentag', ({ name, attributes }) => {
    const verb: Verb = { name, attributes, inside: [], text: '' };
    open.at(-1)?.inside.push(verb);
    open.push(verb);
  });
  parser.on('text', (text) => {
    const verb = open.at(-1);
    if (verb) verb.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(document).close();
  return problem ?? top.inside[0] ?? 'it is empty';
}
