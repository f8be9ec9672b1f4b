// The API's router: who asks, may they, what do they say, and the answer, for every route alike.
import express from 'express';
import type { NextFunction, Request, Response, Router } from 'express';
import { isFault } from '../../faults.ts';
import { StoreFault } from '../../store/fault.ts';
import { addCallbackRoute } from './add-callback.ts';
import { agentRoutes } from './agents.ts';
import type { Shown } from './auth.ts';
import { mayUse, tokenCheck } from './auth.ts';
import { callbackRoutes } from './callbacks.ts';
import { callRoutes } from './calls.ts';
import { caseRoutes } from './cases.ts';
import { closedCallRoutes } from './closed-calls.ts';
import { dutyRoutes } from './duty.ts';
import { erasureRoutes } from './erasures.ts';
import { escalationRoutes } from './escalations.ts';
import { eventRoutes } from './events.ts';
import { floorRoutes } from './floor.ts';
import { journalRoutes } from './journal.ts';
import { noteRoutes } from './notes.ts';
import { openApi } from './openapi.ts';
import type { ApiParts } from './parts.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';
import { queueRoutes } from './queues.ts';
import { recordingRoutes } from './recordings.ts';
import { reloadRoutes } from './reload.ts';
import { reportRoutes } from './reports.ts';
import type { Asker, RawAsk, Route } from './route.ts';
import { send, sendProblem } from './send.ts';
import { superviseRoutes } from './supervise.ts';
import { switchRoutes } from './switch.ts';
import { voicemailRoutes } from './voicemails.ts';
import { staffingRoutes } from './staffing.ts';
import { waitHonestyRoutes } from './wait-honesty.ts';

export const API_PATH = '/api/v1';
/** An agent or a case is a page of text at most. */
const BODY_MAX = '100kb';

export function apiRoutes(parts: ApiParts): Route[] {
  return [
    ...agentRoutes(parts), ...caseRoutes(parts), ...callRoutes(parts), ...recordingRoutes(parts), ...superviseRoutes(parts), ...queueRoutes(parts), ...dutyRoutes(parts), ...floorRoutes(parts), ...voicemailRoutes(parts),
    ...callbackRoutes(parts), addCallbackRoute(parts), ...noteRoutes(parts), ...escalationRoutes(parts), ...closedCallRoutes(parts), ...switchRoutes(parts), ...erasureRoutes(parts), ...journalRoutes(parts), ...eventRoutes(parts), ...reloadRoutes(parts), ...reportRoutes(parts), ...waitHonestyRoutes(parts), ...staffingRoutes(parts),
  ];
}

/** Mount it at `API_PATH`. */
export function createApi(parts: ApiParts): Router {
  const routes = apiRoutes(parts);
  const page = openApi(routes, API_PATH);
  const router = express.Router();
  router.use((_request, response, next) => {
    // Whatever this API tells is of the moment, and much of it personal.
    response.set('cache-control', 'no-store');
    next();
  });
  router.get('/openapi.json', (_request, response) => void response.json(page));
  router.use(knownAsker(parts));
  for (const [path, group] of byPath(routes)) mount(router, path, group, parts);
  router.use((request: Request, response: Response) => sendProblem(response, problem('not-found', `there is nothing at ${request.path}; see ${API_PATH}/openapi.json`)));
  router.use(lastResort(parts));
  return router;
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
  const groups = new Map<string, Route[]>();
  for (const route of routes) groups.set(route.path, [...(groups.get(route.path) ?? []), route]);
  return groups;
}

function knownAsker(parts: ApiParts) {
  const check = tokenCheck(parts.tokens);
  return (request: Request, response: Response, next: NextFunction): void => {
    if (parts.tokens.length === 0) return sendProblem(response, problem('unavailable', 'this API is closed until a token is set: set API_TOKEN and start again'));
    const shown = check(request.get('authorization'));
    if (shown.is !== 'known') return sendProblem(response, unknownAsker(shown));
    response.locals.asker = shown.asker;
    next();
  };
}

function unknownAsker(shown: Exclude<Shown, { is: 'known' }>): Problem {
  const detail = shown.is === 'missing' ? "send your token as 'Authorization: Bearer …'" : 'this token is not one of ours';
  return problem('who-are-you', detail, { headers: { 'www-authenticate': shown.is === 'missing' ? 'Bearer' : 'Bearer error="invalid_token"' } });
}

function mount(router: Router, path: string, routes: readonly Route[], parts: ApiParts): void {
  const here = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
  for (const route of routes) here[route.method](allowed(route), ...(route.body ? [jsonOnly, express.json({ limit: BODY_MAX, strict: false })] : []), serve(route, parts));
  const allow = routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])).join(', ');
  here.all((request, response) => sendProblem(response, problem('method-not-allowed', `${path} takes ${allow}, not ${request.method}`, { headers: { allow } })));
}

function allowed(route: Route) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { id } = request.params;
    const asker = response.locals.asker as Asker;
    if (mayUse(asker, route, typeof id === 'string' ? id : undefined)) return next();
    const needed = route.ownAgent ? [...route.roles, 'the agent themselves'] : route.roles;
    sendProblem(response, problem('not-allowed', `this takes a token of ${needed.join(', ')}; yours is ${asker.role}`));
  };
}

function jsonOnly(request: Request, response: Response, next: NextFunction): void {
  // No body at all is for the schema to speak of.
  const empty = request.get('content-length') === '0';
  if (!empty && request.is(['json', '+json']) === false) return sendProblem(response, problem('wrong-type', `send the body as 'Content-Type: application/json'`));
  next();
}

function serve(route: Route, parts: ApiParts) {
  return async (request: Request, response: Response): Promise<void> => {
    const lastEventId = request.get('last-event-id');
    const raw: RawAsk = {
      params: { ...request.params },
      query: request.query,
      body: request.body as unknown,
      asker: response.locals.asker as Asker,
      ...(lastEventId !== undefined && { lastEventId }),
    };
    await send(request, response, await route.answer(raw), parts);
  };
}

/** Faults are told to the log in full and to whoever asked only in kind. */
function lastResort(parts: ApiParts) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error);
    const told = ofParser(error);
    if (told) return sendProblem(response, told);
    const outage = ofOutage(error);
    if (outage) {
      parts.log.warn({ err: error, method: request.method }, 'the API had to turn somebody away');
      return sendProblem(response, outage);
    }
    parts.log.error({ err: error, method: request.method, route: (request.route as { path?: string } | undefined)?.path }, 'the API could not answer');
    sendProblem(response, problem('fault', 'the log has the details; nothing you sent is known to be wrong'));
  };
}

/** What Express and its body parser refuse before a route is asked. */
function ofParser(error: unknown): Problem | undefined {
  const { type, status } = error as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return problem('too-large', `a body may have ${BODY_MAX} at most`);
  if (type === 'entity.parse.failed') return problem('not-json', `the body does not read as JSON: ${(error as Error).message.slice(0, 200)}`);
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return problem('wrong-type', 'send the body as UTF-8 JSON, plain or gzip');
  if (error instanceof URIError) return problem('bad-address', 'the address has a percent sign that encodes nothing');
  if (status === 400) return problem('not-json', 'the body ended before it was whole');
  return undefined;
}

const COME_BACK_S = 5;

/** What is down is worth another try, and no fault of ours to be found in the log as one. */
function ofOutage(error: unknown): Problem | undefined {
  const again = { headers: { 'retry-after': String(COME_BACK_S) } };
  if (isFault(error, 'directory-down')) return problem('upstream', 'the case directory gave no answer', again);
  if (error instanceof StoreFault) return problem('unavailable', 'the store cannot be used now', again);
  return undefined;
}
