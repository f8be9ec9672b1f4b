// What a commit must be, whoever keeps it: a value outside these bounds is a mistake in our own code, and is thrown.
import { CLASS_LENGTH_MOST, ID_LENGTH_MOST } from './bounds.ts';
import type { FloorVerb, Wait } from './floor.ts';
import type { Commit } from './store.ts';

function must(holds: boolean, where: string, expected: string, got: unknown): void {
  if (!holds) throw new TypeError(`store: ${where}: expected ${expected}, got ${JSON.stringify(got) ?? String(got)}`);
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f]/;

export function checkId(id: unknown, where: string): void {
  must(typeof id === 'string' && id.length > 0 && id.length <= ID_LENGTH_MOST && !CONTROL.test(id), where,
    `a text of 1 to ${ID_LENGTH_MOST} characters without control characters`, id);
}

export function checkClass(name: unknown, where: string): void {
  must(typeof name === 'string' && name.length > 0 && name.length <= CLASS_LENGTH_MOST && !CONTROL.test(name), where,
    `a class name of 1 to ${CLASS_LENGTH_MOST} characters`, name);
}

const checkNumber = (value: unknown, where: string): void => must(Number.isFinite(value), where, 'a finite number', value);
const checkTime = (value: unknown, where: string): void => must(Number.isSafeInteger(value) && (value as number) >= 0, where, 'whole milliseconds', value);
const checkLimit = (value: unknown, where: string): void => must(value === undefined || (Number.isInteger(value) && (value as number) >= 1), where, 'a whole number from 1', value);

function checkSteps(steps: Wait['steps'], where: string): void {
  for (const { from, classes } of steps) {
    checkTime(from, `${where}.from`);
    classes.forEach((name) => checkClass(name, `${where}.classes`));
  }
}

function checkVerb(verb: FloorVerb): void {
  const at = (field: string) => `${verb.verb}.${field}`;
  switch (verb.verb) {
    case 'join': {
      const { id, call, rank, joined, limit, steps } = verb.wait;
      checkId(id, at('wait.id'));
      checkId(call, at('wait.call'));
      checkNumber(rank, at('wait.rank'));
      checkTime(joined, at('wait.joined'));
      must(Number.isInteger(limit) && limit >= 1, at('wait.limit'), 'a whole number from 1', limit);
      checkSteps(steps, at('wait.steps'));
      if (verb.instead !== undefined) checkId(verb.instead, at('instead'));
      return;
    }
    case 'widen': case 'leave': return checkId(verb.wait, at('wait'));
    case 'rerank':
      checkId(verb.wait, at('wait'));
      checkLimit(verb.limit, at('limit'));
      checkSteps(verb.steps ?? [], at('steps'));
      return checkNumber(verb.rank, at('rank'));
    case 'dial-slot':
      checkLimit(verb.legs, at('legs'));
      return must(Number.isFinite(verb.perSecond) && verb.perSecond > 0, at('perSecond'), 'more than 0', verb.perSecond);
    case 'dial-wish': return checkTime(verb.until, at('until'));
    case 'summon':
      checkId(verb.offer, at('offer'));
      checkId(verb.wait, at('wait'));
      checkId(verb.agent, at('agent'));
      checkClass(verb.class, at('class'));
      checkLimit(verb.limit, at('limit'));
      return checkTime(verb.expires, at('expires'));
    case 'claim':
      checkId(verb.offer, at('offer'));
      checkId(verb.wait, at('wait'));
      checkClass(verb.class, at('class'));
      verb.agents.forEach((agent) => checkId(agent, at('agents')));
      must(verb.agents.length > 0 && new Set(verb.agents).size === verb.agents.length, at('agents'), 'one agent or more, each once', verb.agents);
      return checkTime(verb.expires, at('expires'));
    case 'agree': case 'accept':
      if (verb.agent !== undefined) checkId(verb.agent, at('agent'));
      return checkId(verb.offer, at('offer'));
    case 'return':
      checkId(verb.offer, at('offer'));
      if (verb.agent !== undefined) checkId(verb.agent, at('agent'));
      return checkTime(verb.coolMs, at('coolMs'));
    case 'presence': case 'reclass':
      checkId(verb.agent, at('agent'));
      if (verb.until !== undefined) checkTime(verb.until, at('until'));
      checkTime(verb.at, at('at'));
      for (const [name, base] of Object.entries(verb.classes)) {
        checkClass(name, at('classes'));
        checkNumber(base, at(`classes.${name}`));
      }
      return;
    case 'renew':
      checkId(verb.agent, at('agent'));
      return checkTime(verb.until, at('until'));
    case 'finish': case 'extend-wrap':
      checkId(verb.agent, at('agent'));
      return checkTime(verb.wrapUntil, at('wrapUntil'));
    case 'refresh': return checkId(verb.agent, at('agent'));
    case 'once':
      checkId(verb.key, at('key'));
      return must(Number.isInteger(verb.ms) && verb.ms > 0, at('ms'), 'whole milliseconds, more than 0', verb.ms);
  }
}

export function checkCommit(commit: Commit): void {
  for (const { call, was } of commit.calls ?? []) {
    checkId(call.id, 'call.id');
    if (call.sid !== undefined) checkId(call.sid, `call ${call.id}: sid`);
    must(Number.isInteger(call.turn), `call ${call.id}: turn`, 'a whole number', call.turn);
    if (was !== undefined) must(Number.isInteger(was), `call ${call.id}: was`, 'the turn that was read', was);
    if (call.doing.is === 'over') checkTime(call.doing.at, `call ${call.id}: doing.at`);
  }
  const ids = (commit.calls ?? []).map(({ call }) => call.id);
  must(new Set(ids).size === ids.length, 'calls', 'each call once', ids);
  commit.floor?.forEach(checkVerb);
  for (const { id, at, deed } of commit.work ?? []) {
    checkId(id, 'work.id');
    checkTime(at, `work ${id}: at`);
    must(deed !== undefined, `work ${id}: deed`, 'something to do', deed);
  }
  for (const entry of commit.journal ?? []) checkEntry(entry);
  for (const record of commit.records ?? []) {
    checkRecord(record.kind, record.id, 'gone' in record ? null : record.value);
    if (record.was !== undefined) must(Number.isInteger(record.was) && record.was >= 0, `record ${record.kind} ${record.id}: was`, 'the version that was read', record.was);
  }
}

export function checkEntry(entry: { at: number; call?: string }): void {
  checkTime(entry.at, 'journal entry: at');
  if (entry.call !== undefined) checkId(entry.call, 'journal entry: call');
}

export function checkRecord(kind: string, id: string, value: unknown): void {
  checkId(id, `record ${kind}: id`);
  must(value !== undefined, `record ${kind} ${id}: value`, 'a value', value);
}
