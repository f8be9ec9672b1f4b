-- Answers a call's entries: number, body ... KEYS[1] the centre's root. ARGV call; after this number; how many.
local answer, limit = {}, tonumber(ARGV[3])
for _, number in ipairs(redis.call('LRANGE', key('j:' .. ARGV[1]), 0, -1)) do
  if #answer >= 2 * limit then break end
  if tonumber(number) > tonumber(ARGV[2]) then
    local entry = redis.call('XRANGE', key('journal'), number .. '-0', number .. '-0')[1]
    if entry then
      answer[#answer + 1] = number
      answer[#answer + 1] = entry[2][6]
    end
  end
end
return answer
