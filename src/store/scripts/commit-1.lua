-- Guarantees that one commit is written whole or not at all: calls at the turn that was read, floor verbs, work, journal and records.
-- Loaded twice: after lib-base, lib-journal and lib-work for a turn that leaves the floor alone, and with lib-rows, lib-publish and lib-verbs as well.
-- KEYS[1] the centre's root.
-- ARGV time or ''; id and token of the work it completes, or '' ''; the floor's verbs as JSON, or '';
--   then five lists, each after its length: calls (id, turn read or '', turn, carrier's id or '', over at or '', body),
--   records (kind, id, version read or '', value or '' where it goes), work to cancel (id), work (id, at, deed), journal entries (at, call or '', body).
-- Answers: ok, due work (id, at, token, tries, deed ...), look (w or a, id ...) | work-gone | record, kind, id | stale, call | absent, call | refused, index of the verb, why, detail.
-- Absent: no such call in this hash slot; it may have moved out after its end.
-- Stale, for a new call: the one that began with this carrier's id already.
local done_id, done_token = ARGV[2], ARGV[3]
if done_id ~= '' then
  local row = work_row(done_id)
  if not row or row.token ~= done_token then return { 'work-gone' } end
end

local arg = reader(5)
local calls = {}
for i = 1, tonumber(arg()) do
  local call = { id = arg(), was = arg(), turn = arg(), sid = arg(), over = arg(), body = arg() }
  local stored = redis.call('HMGET', key('call:' .. call.id), 'turn', 'sid', 'over')
  call.known = stored[1] and true or false
  call.old_sid, call.old_over = stored[2] or '', stored[3] or ''
  if not stored[1] then
    local exists = redis.call('ZSCORE', key('calls'), call.id)
    if call.was ~= '' and exists then return { 'absent', call.id } end
    if call.was ~= '' or exists then return { 'stale', call.id } end
    local holder = call.sid ~= '' and redis.call('HGET', key('sids'), call.sid)
    if holder then return { 'stale', holder } end
  elseif stored[1] ~= call.was then
    return { 'stale', call.id }
  end
  calls[i] = call
end

local records = {}
for i = 1, tonumber(arg()) do
  local record = { kind = arg(), id = arg(), was = arg(), value = arg() }
  local before = redis.call('HGET', key('records:' .. record.kind), record.id)
  record.version = before and tonumber(before:match('^%d+')) or 0
  if record.was ~= '' and tonumber(record.was) ~= record.version then return { 'record', record.kind, record.id } end
  records[i] = record
end

if ARGV[4] ~= '' then
  for i, verb in ipairs(cjson.decode(ARGV[4])) do
    cause = verb.verb
    local fine, problem = pcall(verbs[verb.verb], verb)
    if not fine then
      if type(problem) == 'table' and problem.why then return { 'refused', tostring(i), problem.why, problem.more } end
      error(problem)
    end
  end
end

-- From here on it writes.
if done_id ~= '' then cancel_work(done_id) end
for _ = 1, tonumber(arg()) do cancel_work(arg()) end
if ARGV[4] ~= '' then write_floor() end

for _, call in ipairs(calls) do
  redis.call('HSET', key('call:' .. call.id), 'turn', call.turn, 'sid', call.sid, 'over', call.over, 'body', call.body)
  if not call.known then redis.call('ZADD', key('calls'), 0, call.id) end
  if call.sid ~= call.old_sid then
    if call.old_sid ~= '' then redis.call('HDEL', key('sids'), call.old_sid) end
    if call.sid ~= '' then redis.call('HSET', key('sids'), call.sid, call.id) end
  end
  if call.over == '' then
    if not call.known or call.old_over ~= '' then redis.call('ZADD', key('live'), 0, call.id) end
    if call.old_over ~= '' then
      redis.call('ZREM', key('over'), call.id)
      redis.call('ZREM', key('settling'), call.id)
    end
  elseif call.over ~= call.old_over then
    redis.call('ZREM', key('live'), call.id)
    redis.call('ZADD', key('over'), call.over, call.id)
    redis.call('ZADD', key('settling'), call.over, call.id)
  end
end

for _ = 1, tonumber(arg()) do set_work(arg(), arg(), arg()) end
for _ = 1, tonumber(arg()) do append_entry(arg(), arg(), arg()) end
if ARGV[4] ~= '' then
  for _, body in ipairs(changes) do append_entry(num(now), '', body) end
end
for _, record in ipairs(records) do
  if record.value == '' then
    redis.call('HDEL', key('records:' .. record.kind), record.id)
    redis.call('ZREM', key('ids:' .. record.kind), record.id)
  else
    redis.call('HSET', key('records:' .. record.kind), record.id, num(record.version + 1) .. ' ' .. record.value)
    if record.version == 0 then redis.call('ZADD', key('ids:' .. record.kind), 0, record.id) end
  end
end

return { 'ok', due_answer(due), ARGV[4] ~= '' and look_answer() or {} }
