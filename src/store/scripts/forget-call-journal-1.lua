-- Forgets the oldest entries of one call. KEYS[1] the centre's root. ARGV call; how many at most. Answers how many went.
local list, gone = key('j:' .. ARGV[1]), 0
for _, number in ipairs(redis.call('LRANGE', list, 0, tonumber(ARGV[2]) - 1)) do
  redis.call('XDEL', key('journal'), number .. '-0')
  gone = gone + 1
end
redis.call('LTRIM', list, gone, -1)
return gone
