-- Forgets the oldest journal entries as far as they are from before then. KEYS[1] the centre's root. ARGV before; how many at most. Answers how many went.
local limit, gone = tonumber(ARGV[2]), 0
if limit <= 0 then return 0 end
for _, entry in ipairs(redis.call('XRANGE', key('journal'), '-', '+', 'COUNT', limit)) do
  local fields = entry[2]
  if tonumber(fields[2]) >= tonumber(ARGV[1]) then break end
  redis.call('XDEL', key('journal'), entry[1])
  if fields[4] ~= '' then redis.call('LREM', key('j:' .. fields[4]), 1, (entry[1]:match('^%d+'))) end
  gone = gone + 1
end
return gone
