-- Answers what one looks at to decide: for a caller the first free agent of each class, for an agent the first caller of each.
-- KEYS[1] the centre's root. ARGV time or ''; 'w' or 'a'; id.
-- Answers: nothing where unknown | row as JSON, then for a caller (agent, class, score, since ...), for an agent (row, class ...).
local id = ARGV[3]

if ARGV[2] == 'w' then
  local wait = load_wait(id)
  if not wait then return nil end
  local answer = { wait_text(wait) }
  for _, class in ipairs(stands(wait) and wait.classes or {}) do
    walk(key('R:' .. class), function(agent_id, score)
      local agent = load_agent(agent_id)
      if not agent or not is_free(agent) or is_cooled(wait, agent_id) then return nil end
      for _, part in ipairs({ agent_id, class, num(score), num(agent.since) }) do answer[#answer + 1] = part end
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
    answer[#answer + 1] = wait_text(head.wait)
    answer[#answer + 1] = class
  end
end
return answer
