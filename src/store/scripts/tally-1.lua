-- Counts within a window that begins with its first count; 0 only looks, less takes back what was counted.
-- KEYS[1] the centre's root. ARGV time or ''; key; window; by how much. Answers the count.
local now = tonumber(clock(ARGV[1]))
local name = key('tally:' .. ARGV[2])
local by = tonumber(ARGV[4])
local before = redis.call('HMGET', name, 'count', 'until')
local goesOn = before[2] and tonumber(before[2]) > now
local count, ends = 0, now + tonumber(ARGV[3])
if goesOn then
  count, ends = tonumber(before[1]), tonumber(before[2])
end
if by == 0 or (by < 0 and not goesOn) then
  return count
end
count = math.max(0, count + by)
redis.call('HSET', name, 'count', count, 'until', num(ends))
-- The window above decides; this only clears the key away some time after it.
redis.call('PEXPIRE', name, num(tonumber(ARGV[3]) + ENDED_KEPT_MS))
return count
