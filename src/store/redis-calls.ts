// Calls in Redis. A live call stands in the centre's slot; some time after its end it moves to a slot of its own.
import type { Call } from '../call/call.ts';
import { SETTLED_MS } from './bounds.ts';
import { movedCallKey, movedSidKey } from './keys.ts';
import { timeAt, type At } from './redis-at.ts';
import type { Page } from './store.ts';

const parse = (body: string): Call => JSON.parse(body) as Call;

export async function getCall(at: At, id: string): Promise<Call | undefined> {
  const live = await at.ask(at.client.hget(at.key(`call:${id}`), 'body'));
  const body = live ?? (await at.ask(at.client.hget(movedCallKey(at.centre, id), 'body')));
  return body === null ? undefined : parse(body);
}

export async function getCallBySid(at: At, sid: string): Promise<Call | undefined> {
  const live = await at.ask(at.client.hget(at.key('sids'), sid));
  const id = live ?? (await at.ask(at.client.get(movedSidKey(at.centre, sid))));
  return id === null ? undefined : getCall(at, id);
}

export async function listCalls(at: At, { after, limit, live }: Page & { live?: boolean }): Promise<Call[]> {
  const from = after === undefined ? '-' : `(${after}`;
  const ids = await at.ask(at.client.zrangebylex(at.key(live ? 'live' : 'calls'), from, '+', 'LIMIT', 0, limit));
  return (await Promise.all(ids.map((id) => getCall(at, id)))).filter((call) => call !== undefined);
}

/** Brings a moved call back for a late word, if it still has the turn that was read. */
export async function bringBack(at: At, id: string, turn: number): Promise<boolean> {
  const moved = await at.ask(at.client.hgetall(movedCallKey(at.centre, id)));
  if (moved['body'] === undefined || Number(moved['turn']) !== turn) return false;
  await at.run('bring-back-1', [id, moved['turn'] as string, moved['sid'] ?? '', moved['over'] ?? '', moved['body']]);
  return true;
}

/**
 * Moves finished calls out of the centre's slot: the copy first, then the original, so that a process that dies between
 * leaves both, and the next step does it again.
 */
export async function moveOut(at: At, limit: number): Promise<void> {
  const settled = (await timeAt(at)) - SETTLED_MS;
  for (const id of await at.ask(at.client.zrangebyscore(at.key('settling'), '-inf', settled, 'LIMIT', 0, limit))) {
    const { turn, sid, over, body } = await at.ask(at.client.hgetall(at.key(`call:${id}`)));
    if (turn !== undefined && body !== undefined) {
      await at.ask(at.client.hset(movedCallKey(at.centre, id), { turn, sid: sid ?? '', over: over ?? '', body }));
      if (sid) await at.ask(at.client.set(movedSidKey(at.centre, sid), id));
    }
    await at.run('move-out-1', [id, body ?? '', sid ?? '']);
  }
}

/** Entries first, the call last, as in tables. */
export async function forgetOneCall(at: At, id: string, limit: number): Promise<number> {
  const call = await getCall(at, id);
  if (call && call.doing.is !== 'over') return 0;
  const gone = Number(await at.run('forget-call-journal-1', [id, limit]));
  if (!call || gone >= limit) return gone;
  await forgetMoved(at, id);
  return gone + 1;
}

async function forgetMoved(at: At, id: string): Promise<void> {
  const sid = await at.ask(at.client.hget(movedCallKey(at.centre, id), 'sid'));
  if (sid) await at.ask(at.client.del(movedSidKey(at.centre, sid)));
  await at.ask(at.client.del(movedCallKey(at.centre, id)));
  await at.run('forget-call-1', [id]);
}

export async function forgetCalls(at: At, before: number, limit: number): Promise<number> {
  const old = await at.ask(at.client.zrangebyscore(at.key('over'), '-inf', `(${before}`, 'LIMIT', 0, limit));
  for (const id of old) await forgetMoved(at, id);
  return old.length;
}
