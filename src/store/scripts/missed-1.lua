-- Answers callers who could be matched with a free agent but have no offer; looks only at classes with both sides non-empty.
-- KEYS[1] the centre's root. ARGV time or ''; how many at most.
local limit = tonumber(ARGV[2])
local found, seen = {}, {}
for _, class in ipairs(redis.call('ZRANGE', key('lines'), 0, -1)) do
  local free = {}
  for _, id in ipairs(redis.call('ZRANGE', key('R:' .. class), 0, MISSED_DEPTH - 1)) do
    local agent = load_agent(id)
    if agent and is_free(agent) then free[#free + 1] = id end
  end
  for _, member in ipairs(#free > 0 and redis.call('ZRANGE', key('W:' .. class), 0, MISSED_DEPTH - 1) or {}) do
    local wait = load_wait(member:sub(17))
    for _, id in ipairs(wait and free or {}) do
      if not seen[wait.id] and not is_cooled(wait, id) then
        if #found >= limit then return found end
        seen[wait.id] = true
        found[#found + 1] = wait.id
      end
    end
  end
end
return found
