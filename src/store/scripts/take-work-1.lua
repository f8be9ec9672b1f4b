-- Takes what is due, each piece leased with a new token. KEYS[1] the centre's root. ARGV time or ''; how many; for how long.
-- Answers: id, at, token, tries, deed ...
local taken = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('due'), '-inf', now, 'LIMIT', 0, tonumber(ARGV[2]))) do
  taken[#taken + 1] = lease_work(work_row(id), now + tonumber(ARGV[3]))
end
return due_answer(taken)
