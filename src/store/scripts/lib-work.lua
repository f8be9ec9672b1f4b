-- Part of scripts that set or take work; needs `now` (a number). A piece is `at tries token deed` in one hash and its due time in a sorted set.
local due = {}

local function forget_due(id)
  for i = #due, 1, -1 do
    if due[i].id == id then table.remove(due, i) end
  end
end

local function work_row(id)
  local text = redis.call('HGET', key('work'), id)
  if not text then return nil end
  local at, tries, token, deed = text:match('^(%S+) (%S+) (%S+) (.*)$')
  return { id = id, at = at, tries = tonumber(tries), token = token, deed = deed }
end

local function write_work(row, due_at)
  redis.call('HSET', key('work'), row.id, row.at .. ' ' .. row.tries .. ' ' .. row.token .. ' ' .. row.deed)
  redis.call('ZADD', key('due'), due_at, row.id)
end

local function lease_work(row, until_at)
  row.token = redis.call('HINCRBY', key('counts'), 'token', 1)
  row.tries = row.tries + 1
  write_work(row, until_at)
  return row
end

-- What is due now goes into the hands of whoever wrote it.
local function set_work(id, at, deed)
  forget_due(id)
  local row = { id = id, at = at, tries = 0, token = '-', deed = deed }
  if tonumber(at) > now then
    write_work(row, at)
  else
    due[#due + 1] = lease_work(row, now + OUTBOX_LEASE_MS)
  end
end

local function cancel_work(id)
  forget_due(id)
  if redis.call('ZREM', key('due'), id) == 1 then redis.call('HDEL', key('work'), id) end
end

local function due_answer(rows)
  local answer = {}
  for _, row in ipairs(rows) do
    for _, part in ipairs({ row.id, row.at, tostring(row.token), tostring(row.tries), row.deed }) do answer[#answer + 1] = part end
  end
  return answer
end
