-- A count within a window that begins with its first one. What is counted, and until when; nothing where no window goes on.
local function tally_row(name)
  local row = redis.call('HMGET', key('tally:' .. name), 'count', 'until')
  if row[2] and tonumber(row[2]) > now then return tonumber(row[1]), tonumber(row[2]) end
  return nil
end

local function tally_of(name)
  return tally_row(name) or 0
end

local function count_in_window(name, ms, by)
  local before, ends = tally_row(name)
  local count = math.max(0, (before or 0) + by)
  redis.call('HSET', key('tally:' .. name), 'count', count, 'until', num(ends or now + ms))
  -- The window above decides; this only clears the key away some time after it.
  redis.call('PEXPIRE', key('tally:' .. name), num(ms + ENDED_KEPT_MS))
  return count
end
