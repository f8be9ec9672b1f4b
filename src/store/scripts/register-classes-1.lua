-- Puts new classes into the registry under one new version. KEYS[1] the centre's root. ARGV names.
-- Answers those not usable yet: name, version ... A class is kept as `<1 when usable, else 0> <version>`.
local unknown = {}
for _, name in ipairs(ARGV) do
  if redis.call('HEXISTS', key('classes'), name) == 0 then unknown[#unknown + 1] = name end
end
if #unknown > 0 then
  local version = redis.call('HINCRBY', key('counts'), 'classes', 1)
  for _, name in ipairs(unknown) do redis.call('HSET', key('classes'), name, '0 ' .. version) end
end
local answer = {}
for _, name in ipairs(ARGV) do
  local row = redis.call('HGET', key('classes'), name)
  if row:sub(1, 1) == '0' then
    answer[#answer + 1] = name
    answer[#answer + 1] = row:sub(3)
  end
end
return answer
