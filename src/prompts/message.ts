// Reads one message: MessageFormat 2, with the functions and the markup that speech knows, and nothing else.
import { type MessageDataModelError, MessageSyntaxError, type Model, validate, visit } from 'messageformat';
import { type CST, cstKey, messageFromCST, parseCST } from 'messageformat/cst';
import { hintFor } from '../flow/nearest.ts';
import { keyNames, nowName } from './locale.ts';
import type { Message } from './locale.ts';

/** Something wrong in a message, at a character of its text. */
export interface Slip {
  offset: number;
  message: string;
  hint?: string;
}

export type ReadMessage = { ok: true; message: Pick<Message, 'text' | 'model' | 'variables' | 'optional' | 'languages'> } | { ok: false; slips: readonly Slip[] };

/** What a message may say, and which options each function must and may have. */
export const functionRules: Readonly<Record<string, { must: readonly string[]; may: readonly string[] }>> = {
  digits: { must: [], may: ['group'] },
  time: { must: ['zone'], may: [] },
  day: { must: ['zone'], may: ['now'] },
  zone: { must: [], may: [] },
  duration: { must: [], may: [] },
  position: { must: [], may: [] },
  word: { must: ['of'], may: ['else'] },
  language: { must: [], may: ['in'] },
  string: { must: [], may: [] },
};

export function readMessage(text: string): ReadMessage {
  const cst = parseCST(text);
  if (cst.errors.length > 0) return { ok: false, slips: [syntaxSlip(cst.errors, text)] };
  const made = modelOf(cst);
  if (!('model' in made)) return { ok: false, slips: [syntaxSlip([made.error], text)] };
  const { model } = made;
  const slips: Slip[] = [];
  const { variables } = validate(model, (type, node) => slips.push(modelSlip(type, node)));
  const found = inspect(model, slips);
  if (slips.length > 0) return { ok: false, slips };
  const own = [...variables].filter((name) => !isKeyName(name));
  return { ok: true, message: { text, model, variables: own.sort(), optional: found.optional, languages: found.languages } };
}

/** A few mistakes are noticed only when the syntax is made into a message. */
function modelOf(cst: CST.Message): { model: Model.Message } | { error: MessageSyntaxError } {
  try {
    return { model: messageFromCST(cst) };
  } catch (error) {
    if (error instanceof MessageSyntaxError) return { error };
    throw error;
  }
}

const isKeyName = (name: string) => (keyNames as readonly string[]).includes(name);

/** Walks the message for what only speech minds: functions, markup, and values it can do without. */
function inspect(model: Model.Message, slips: Slip[]): { optional: string[]; languages: string[] } {
  const optional = new Set<string>([nowName]);
  const languages = new Set<string>();
  let open = 0;
  visit(model, {
    expression(expression) {
      if (expression.attributes && 'optional' in expression.attributes && expression.arg?.type === 'variable') optional.add(expression.arg.name);
      const { arg, functionRef } = expression;
      if (functionRef) checkFunction(functionRef, expression, slips);
      else if (arg?.type === 'literal') slips.push({ offset: offsetOf(expression), message: `'${arg.value}' stands in braces`, hint: 'write it as plain text' });
    },
    markup(markup) {
      const said = markup.options?.['language'];
      open += markup.kind === 'open' ? 1 : markup.kind === 'close' ? -1 : 0;
      if (markup.name !== 'in' || markup.kind === 'standalone') {
        slips.push({ offset: offsetOf(markup), message: `unknown markup '${markup.name}'`, hint: 'expected {#in language=es}…{/in}' });
      } else if (markup.kind === 'open') {
        if (said?.type === 'literal') languages.add(said.value);
        else slips.push({ offset: offsetOf(markup), message: `{#in} does not say which language`, hint: 'expected {#in language=es}…{/in}' });
      }
    },
    pattern(pattern) {
      return () => {
        if (open !== 0) slips.push({ offset: offsetOf(pattern.find((part) => typeof part !== 'string')), message: '{#in} and {/in} do not pair', hint: 'expected {#in language=es}…{/in}' });
        open = 0;
      };
    },
  });
  onlyForDay(model, slips);
  return { optional: [...optional].sort(), languages: [...languages].sort() };
}

function checkFunction({ name, options = {} }: Model.FunctionRef, at: Model.Node, slips: Slip[]): void {
  const offset = offsetOf(at);
  const rule = Object.hasOwn(functionRules, name) ? functionRules[name] : undefined;
  if (!rule) {
    slips.push({ offset, message: `unknown function ':${name}'`, ...hintFor(name, Object.keys(functionRules)) });
    return;
  }
  for (const option of rule.must) if (!(option in options)) slips.push({ offset, message: `':${name}' needs the option '${option}'`, hint: `expected :${name} ${option}=…` });
  const known = [...rule.must, ...rule.may];
  for (const option of Object.keys(options)) if (!known.includes(option)) slips.push({ offset, message: `':${name}' has no option '${option}'`, ...hintFor(option, known) });
}

/** What is said with `now` is kept for a quarter of an hour, so nothing but the day may hang on it. */
function onlyForDay(model: Model.Message, slips: Slip[]): void {
  visit(model, {
    expression(expression) {
      const { arg, functionRef } = expression;
      const elsewhere = arg?.type === 'variable' && arg.name === nowName;
      const inOther = functionRef !== undefined && functionRef.name !== 'day' && Object.values(functionRef.options ?? {}).some((option) => option.type === 'variable' && option.name === nowName);
      if (elsewhere || inOther) slips.push({ offset: offsetOf(expression), message: `$${nowName} is only for :day`, hint: `expected :day zone=$zone now=$${nowName}` });
    },
  });
}

/** Of several complaints about one message the first place counts; what comes later only follows from it. */
function syntaxSlip(errors: readonly { type: string; start: number; message: string }[], text: string): Slip {
  const start = Math.min(...errors.map((error) => error.start));
  const error = errors.findLast((each) => each.start === start);
  const offset = Math.min(start, text.length);
  const here = offset >= text.length ? 'the end of the message' : `'${[...text.slice(offset)].slice(0, 8).join('')}'`;
  const expected = /^Missing (.*) at \d+$/.exec(error?.message ?? '')?.[1]?.replace(/^'(.*)'$/, '$1');
  if (expected !== undefined) return { offset, message: `expected ${expected.trim() === '' ? 'a blank' : `'${expected}'`} before ${here}` };
  return { offset, message: `${(error && syntaxWords[error.type]) ?? 'this is not a message'} at ${here}` };
}

const syntaxWords: Readonly<Record<string, string>> = {
  'empty-token': 'something is missing',
  'extra-content': 'this does not belong',
  'parse-error': 'this is not understood',
  'bad-escape': 'only \\, {, | and } are written with a \\ before them',
  'bad-input-expression': 'expected a value such as {$x}',
  'duplicate-option-name': 'an option is given twice',
};

const modelWords: Readonly<Record<string, { message: string; hint: string }>> = {
  'key-mismatch': { message: 'this variant has not as many keys as .match has values', hint: 'one key, or *, for each value' },
  'missing-fallback': { message: 'no variant takes the other cases', hint: 'end with * {{…}}, one * for each value of .match' },
  'missing-selector-annotation': { message: '.match chooses by a value without a function', hint: 'declare it before: .input {$ahead :position}' },
  'duplicate-declaration': { message: 'this name is declared twice', hint: 'give it another name' },
  'duplicate-variant': { message: 'a variant with the same keys stands before this one', hint: 'keep one of them' },
};

function modelSlip(type: MessageDataModelError['type'], node: object): Slip {
  return { offset: offsetOf(node), ...(modelWords[type] ?? { message: `this is not a message: ${type.replaceAll('-', ' ')}` }) };
}

/** Where a node of the message begins, by the syntax it was read from. */
function offsetOf(node: unknown): number {
  const written = typeof node === 'object' && node !== null ? (node as { [cstKey]?: { start?: number } })[cstKey] : undefined;
  return written?.start ?? 0;
}
