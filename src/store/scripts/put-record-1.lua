-- Writes a record if it still has the version that was read. KEYS[1] the root of its kind. ARGV kind; id; value; version or ''.
-- Answers 1, or 0 where another write came first.
local name = key('records:' .. ARGV[1])
local before = redis.call('HGET', name, ARGV[2])
local version = before and tonumber(before:match('^%d+')) or 0
if ARGV[4] ~= '' and tonumber(ARGV[4]) ~= version then return 0 end
redis.call('HSET', name, ARGV[2], num(version + 1) .. ' ' .. ARGV[3])
if not before then redis.call('ZADD', key('ids:' .. ARGV[1]), 0, ARGV[2]) end
return 1
