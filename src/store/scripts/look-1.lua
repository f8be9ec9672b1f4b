-- Answers what one looks at to decide: for a caller the first free agent of each class, for an agent the first caller of each.
-- KEYS[1] the centre's root. ARGV time or ''; 'w' or 'a'; id.
-- Answers: nothing where unknown | row as JSON, then for a caller (agent, class, score, since, interpreter or '' ...), for an agent (row, class, agent, interpreter, both '' where they come alone ...).
local id = ARGV[3]

if ARGV[2] == 'w' then
  local wait = load_wait(id)
  if not wait then return nil end
  local answer = { wait_text(wait) }
  for _, class in ipairs(stands(wait) and wait.classes or {}) do
    walk(key('R:' .. class), function(agent_id, score)
      local agent = load_agent(agent_id)
      if not agent or not is_free(agent) or is_cooled(wait, agent_id) then return nil end
      local side = other_side(class)
      local interpreter = side and partner_for(side, agent_id, wait)
      if side and not interpreter then return nil end
      for _, part in ipairs({ agent_id, class, num(score), num(agent.since), interpreter or '' }) do answer[#answer + 1] = part end
      return true
    end)
  end
  return answer
end

local agent = load_agent(id)
if not agent then return nil end
local answer = { agent_text(agent) }
for class in pairs(is_free(agent) and classes_of(agent) or {}) do
  local head = head_of_line(class, id)
  if head then
    local line, partner = line_of(class), head.partner
    local first, second = id, partner
    if line ~= class then first, second = partner, id end
    for _, part in ipairs({ wait_text(head.wait), line, partner and first or '', partner and second or '' }) do answer[#answer + 1] = part end
  end
end
return answer
