-- Forgets callers who left and offers that ended, a day after it. KEYS[1] the centre's root. ARGV time or ''; how many at most. Answers how many went.
local limit = tonumber(ARGV[2])
if limit <= 0 then return 0 end
local ended = redis.call('ZRANGEBYSCORE', key('ended'), '-inf', clock(ARGV[1]), 'LIMIT', 0, limit)
for _, name in ipairs(ended) do
  redis.call('DEL', key(name))
  redis.call('ZREM', key('ended'), name)
end
return #ended
