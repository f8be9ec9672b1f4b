import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseFlows } from './parse.ts';
import { flowSchema } from './schema.ts';
import { verbs } from './verbs.ts';

type Json = Record<string, unknown>;

/** As much of JSON Schema as our schema uses; `false` for a property means it may not be there. */
function fits(schema: unknown, value: unknown, root: Json): boolean {
  if (typeof schema === 'boolean') return schema;
  const { $ref, type, const: only, enum: any, pattern, minimum, maximum, minItems, minProperties, items } = schema as Json;
  const { properties, required, additionalProperties, patternProperties, propertyNames, anyOf, oneOf, allOf, if: when, then } = schema as Json;
  if ($ref === '#/$defs/step') return fits((root.$defs as Json).step, value, root);
  const is = (kind: string) => kind === (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value) || (kind === 'number' && typeof value === 'number');
  if (type !== undefined && ![type].flat().some((kind) => is(kind as string))) return false;
  if (only !== undefined && value !== only) return false;
  if (any !== undefined && !(any as unknown[]).includes(value)) return false;
  if (typeof value === 'string' && pattern !== undefined && !new RegExp(pattern as string).test(value)) return false;
  if (typeof value === 'number' && (value < ((minimum as number | undefined) ?? -Infinity) || value > ((maximum as number | undefined) ?? Infinity))) return false;
  if (Array.isArray(value) && (value.length < ((minItems as number | undefined) ?? 0) || !value.every((item) => items === undefined || fits(items, item, root)))) return false;
  if (is('object')) {
    const map = value as Json;
    if (Object.keys(map).length < ((minProperties as number | undefined) ?? 0)) return false;
    if (!((required as string[] | undefined) ?? []).every((key) => key in map)) return false;
    for (const [key, inner] of Object.entries(map)) {
      if (propertyNames !== undefined && !fits(propertyNames, key, root)) return false;
      const own = (properties as Json | undefined)?.[key];
      const byPattern = Object.entries((patternProperties as Json | undefined) ?? {}).find(([form]) => new RegExp(form).test(key))?.[1];
      if (!fits(own ?? byPattern ?? additionalProperties ?? true, inner, root)) return false;
    }
  }
  const every = (schemas: unknown) => (schemas as unknown[]).map((one) => fits(one, value, root));
  if (anyOf !== undefined && !every(anyOf).includes(true)) return false;
  if (oneOf !== undefined && every(oneOf).filter(Boolean).length !== 1) return false;
  if (allOf !== undefined && every(allOf).includes(false)) return false;
  return when === undefined || !fits(when, value, root) || fits(then, value, root);
}

const schema = flowSchema();
const steps = (lines: string) => `flow: a\nstart: b\nsteps:\n${lines}\n`;

describe('the schema that editors read', () => {
  it('knows every verb and says what it does', () => {
    const { properties } = (schema.$defs as { step: { properties: Record<string, { description?: string }> } }).step;
    expect(Object.keys(properties).sort()).toEqual([...Object.keys(verbs), 'then'].sort());
    expect(Object.values(properties).every(({ description }) => (description ?? '').endsWith('.'))).toBe(true);
  });

  it.each([
    ['a menu', steps('  b: { menu: { prompt: a.b, number: digits, into: c }, then: { "*": b, 2: b, number: b, missed: b } }'), true],
    ['short forms', steps('  b: { say: a.b, then: b }\n  c: { hangup: }\n  d: { goto: e }\n  f: { find: case, then: { found: b, closed: b, unknown: b, missed: b, not-entitled: b, failed: b } }'), true],
    ['rules with ways of their own', steps('  b: { when: [{ is: { priority: [P1] }, go: x }], then: { x: b, otherwise: b } }'), true],
    ['a number in a variable', steps('  b: { set: { code: 7 }, then: b }'), true],
    ['a misspelt verb', steps('  b: { mnu: a.b, then: { missed: b } }'), false],
    ['two verbs', steps('  b: { say: a.b, text: a.b, then: b }'), false],
    ['a misspelt argument', steps('  b: { menu: { prmpt: a.b }, then: { missed: b } }'), false],
    ['a misspelt fact', steps('  b: { when: [{ is: { prioity: P1 }, go: x }], then: { otherwise: b } }'), false],
    ['a missing then', steps('  b: { say: a.b }'), false],
    ['a then after the end', steps('  b: { hangup: , then: b }'), false],
    ['one step for many ways', steps('  b: { menu: a.b, then: b }'), false],
    ['no steps', 'flow: a\nstart: b\nsteps: {}\n', false],
    ['no start', 'flow: a\nsteps: { b: { hangup: } }\n', false],
    ['an unknown kind', `kind: horse\n${steps('  b: { hangup: }')}`, false],
    ['a number out of bounds', steps('  b: { menu: { prompt: a.b, misses: 9 }, then: { missed: b } }'), false],
  ])('takes and refuses what the reader does: %s', (_title, text, fine) => {
    expect(fits(schema, parse(text), schema)).toBe(fine);
    expect(parseFlows([{ file: 'a.yaml', text }]).ok).toBe(fine);
  });

  it('underlines a way that the verb does not have', () => {
    expect(fits(schema, parse(steps('  b: { allow: { what: a, times: 1, hours: 1 }, then: { yes: b, no: b, maybe: b } }')), schema)).toBe(false);
  });
});
