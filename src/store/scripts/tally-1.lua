-- Counts one more within a window that begins with its first count. KEYS[1] the centre's root. ARGV time or ''; key; window. Answers the count.
local now = tonumber(clock(ARGV[1]))
local name = key('tally:' .. ARGV[2])
local before = redis.call('HMGET', name, 'count', 'until')
local count, ends = 1, now + tonumber(ARGV[3])
if before[2] and tonumber(before[2]) > now then
  count, ends = tonumber(before[1]) + 1, tonumber(before[2])
end
redis.call('HSET', name, 'count', count, 'until', num(ends))
-- The window above decides; this only clears the key away some time after it.
redis.call('PEXPIRE', name, num(tonumber(ARGV[3]) + ENDED_KEPT_MS))
return count
