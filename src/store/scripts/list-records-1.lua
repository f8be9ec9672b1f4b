-- Answers records by id: id, version and value ... KEYS[1] the root of their kind. ARGV kind; after this id or ''; how many.
local from = ARGV[2] == '' and '-' or '(' .. ARGV[2]
local answer = {}
for _, id in ipairs(redis.call('ZRANGEBYLEX', key('ids:' .. ARGV[1]), from, '+', 'LIMIT', 0, tonumber(ARGV[3]))) do
  answer[#answer + 1] = id
  answer[#answer + 1] = redis.call('HGET', key('records:' .. ARGV[1]), id)
end
return answer
