// The JSON Schema of a flow file, made from the verbs, so that editors complete words and underline mistakes.
import { z } from 'zod';
import { requiredFields, shortField } from './arguments.ts';
import { verbs, type Verb, type VerbRules } from './verbs.ts';
import { verbWords, wayWords } from './words.ts';

type Json = Record<string, unknown>;

const name = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,59}$' } as const;
const stepName = { ...name, description: 'The name of a step of this flow.' } as const;

/** JSON Schema, draft 2020-12. It knows the shape of a file; what steps say of each other only `check` knows. */
export function flowSchema(): Json {
  const words = Object.keys(verbs) as Verb[];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Caseline flow',
    description: 'A phone tree: named steps, each with one verb and its ways out.',
    type: 'object',
    properties: {
      flow: { ...name, description: 'The name of this flow.' },
      kind: { enum: ['caller', 'hold', 'agent', 'staff'], default: 'caller', description: 'Who hears it: callers, callers waiting in line, the agents whose phones ring, or those who call the staff line.' },
      start: { ...name, description: 'The first step.' },
      steps: { type: 'object', minProperties: 1, propertyNames: name, additionalProperties: { $ref: '#/$defs/step' }, description: 'The steps by name.' },
    },
    required: ['flow', 'start', 'steps'],
    additionalProperties: false,
    $defs: {
      step: {
        type: 'object',
        description: 'One verb, and then: where each of its ways out leads.',
        properties: {
          ...Object.fromEntries(words.map((verb) => [verb, argumentsSchema(verb)])),
          then: { description: 'The step that comes next, or a step for each way out.' },
        },
        additionalProperties: false,
        oneOf: words.map((verb) => ({ required: [verb] })),
        allOf: words.map((verb) => ({ if: { required: [verb] }, then: thenSchema(verb) })),
      },
    },
  };
}

/** What stands under a verb: its arguments, or a short form of them. */
function argumentsSchema(verb: Verb): Json {
  const { args } = verbs[verb] as VerbRules;
  const { $schema: _, ...whole } = z.toJSONSchema(args, { io: 'input' });
  const short = shortField(verb);
  const field = (whole.properties as Record<string, object> | undefined)?.[short ?? ''];
  // A variable is text, and a number in its place is taken as it is written.
  if (verb === 'set') whole.additionalProperties = { type: ['string', 'number'] };
  const forms: unknown[] = [whole];
  if (field) forms.push(field);
  if (args instanceof z.ZodObject && requiredFields(verb).length === 0) forms.push({ type: 'null' });
  const description = verbWords[verb];
  return forms.length === 1 ? { description, ...whole } : { description, anyOf: forms };
}

function thenSchema(verb: Verb): Json {
  const rules: VerbRules = verbs[verb];
  if (rules.ways.length === 0) return { properties: { then: false } };
  const named = [...rules.ways, ...(rules.mayHave ?? [])];
  const ways: Json = {
    type: 'object',
    properties: Object.fromEntries(named.map((way) => [way, wayWords[way] === undefined ? stepName : { ...stepName, description: wayWords[way] }])),
    required: [...rules.ways],
    ...(rules.keys ? { patternProperties: { '^[0-9*#]$': { ...stepName, description: 'This key of the telephone.' } } } : {}),
    additionalProperties: rules.open ? stepName : false,
  };
  const isShort = rules.ways.length === 1 && rules.ways[0] === 'next';
  return { required: ['then'], properties: { then: isShort ? { anyOf: [stepName, ways] } : ways } };
}
