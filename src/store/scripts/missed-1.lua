-- Answers callers who could be matched with a free agent but have no offer, who stands first first; looks only at classes with both sides non-empty.
-- KEYS[1] the centre's root. ARGV time or ''; how many at most.
local limit = tonumber(ARGV[2])
local found, seen = {}, {}

local function can_be_matched(wait, free, side)
  for _, id in ipairs(free) do
    if not is_cooled(wait, id) and (not side or partner_for(side, id, wait)) then return true end
  end
  return false
end

for _, class in ipairs(redis.call('ZRANGE', key('lines'), 0, -1)) do
  local free = {}
  for _, id in ipairs(redis.call('ZRANGE', key('R:' .. class), 0, MISSED_DEPTH - 1)) do
    local agent = load_agent(id)
    if agent and is_free(agent) then free[#free + 1] = id end
  end
  for _, member in ipairs(#free > 0 and redis.call('ZRANGE', key('W:' .. class), 0, MISSED_DEPTH - 1) or {}) do
    local wait = load_wait(member:sub(17))
    if wait and not seen[wait.id] and can_be_matched(wait, free, other_side(class)) then
      seen[wait.id] = true
      found[#found + 1] = wait
    end
  end
end

table.sort(found, function(a, b) return better_placed(a.rank, member_of(a), b) end)
local answer = {}
for i = 1, math.min(limit, #found) do answer[i] = found[i].id end
return answer
