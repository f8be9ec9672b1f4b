-- Answers rows of the floor as JSON. KEYS[1] the centre's root. ARGV time or ''; 'w' (callers not gone) or 'a' (agents); after this id or ''; how many.
-- For agents each row is followed by the registry's version its classes were computed at.
local index = ARGV[2] == 'w' and 'here' or 'agents'
local from = ARGV[3] == '' and '-' or '(' .. ARGV[3]
local answer = {}
for _, id in ipairs(redis.call('ZRANGEBYLEX', key(index), from, '+', 'LIMIT', 0, tonumber(ARGV[4]))) do
  if ARGV[2] == 'w' then
    answer[#answer + 1] = wait_text(load_wait(id))
  else
    local agent = load_agent(id)
    answer[#answer + 1] = agent_text(agent)
    answer[#answer + 1] = num(agent.at)
  end
end
return answer
