// The OpenAPI page, made from the very schemas that read requests, so that it cannot say anything else than what happens.
import { z } from 'zod';
import { problemSchema } from './problem.ts';
import type { Outcome, Route } from './route.ts';

type Json = Record<string, unknown>;

/** Problems any route may answer; the others depend on what it takes. */
const problemsOfAll = [401, 403, 500, 503];

export function openApi(routes: readonly Route[], server: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method] = operation(route);
  return {
    openapi: '3.1.0',
    info: { title: 'Caseline', version: '1', description: 'The phone front door of a technical assistance centre: its agents, cases, calls and messages.' },
    servers: [{ url: server }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(problemSchema, 'output') },
    },
  };
}

function operation(route: Route): Json {
  const who = route.ownAgent ? [...route.roles, 'the agent themselves'] : route.roles;
  return {
    summary: route.summary,
    description: `For: ${who.join(', ')}.`,
    operationId: operationId(route),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(route.body, 'input') } } } }),
    responses: Object.fromEntries([...route.outcomes.map(response), ...problemStatuses(route).map((status) => [String(status), problemResponse])]),
  };
}

/** `PUT /agents/{id}/presence` → `put-agents-id-presence`. */
const operationId = (route: Route): string => `${route.method}${route.path.replaceAll(/[/{}.]+/g, '-').replace(/-$/, '')}`;

function parameters(schema: z.ZodType, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, of]) => {
    const { description, ...rest } = of;
    return { name, in: place, required: place === 'path' || required.includes(name), ...(description !== undefined && { description }), schema: rest };
  });
}

function response(outcome: Outcome): [string, Json] {
  if ('body' in outcome) return [String(outcome.status), { description: outcome.status === 201 ? 'Made.' : 'Here it is.', content: { 'application/json': { schema: jsonSchema(outcome.body, 'output') } } }];
  if ('type' in outcome) return [String(outcome.status), { description: 'Here it is.', content: { [outcome.type]: { schema: { type: 'string' } } } }];
  return [String(outcome.status), { description: 'Done.' }];
}

function problemStatuses(route: Route): number[] {
  const ofParams = route.path.includes('{') ? [404] : [];
  const ofBody = route.body ? [400, 409, 413, 415] : [];
  return [...new Set([...problemsOfAll, ...ofParams, ...ofBody, 422])].sort((a, b) => a - b);
}

const problemResponse = { description: 'A problem.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };

/** What a transform turns a field into is our affair; readers see what goes over the wire. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
