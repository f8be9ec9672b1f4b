-- Part of scripts that read the floor; needs `now` (a number). Rows are loaded once a script and kept in tables.
local waits, agents, offers = {}, {}, {}

local function load_wait(id)
  if waits[id] == nil then
    local f = redis.call('HMGET', key('w:' .. id), 'call', 'state', 'rank', 'joined', 'steps', 'limit', 'classes', 'offers', 'cooled')
    waits[id] = f[2] and {
      id = id, call = f[1], state = f[2], rank = tonumber(f[3]), joined = tonumber(f[4]), steps = f[5], limit = tonumber(f[6]),
      classes = cjson.decode(f[7]), offers = cjson.decode(f[8]), cooled = f[9] == '{}' and {} or cjson.decode(f[9]),
    } or false
  end
  return waits[id] or nil
end

local function load_agent(id)
  if agents[id] == nil then
    local f = redis.call('HMGET', key('a:' .. id), 'presence', 'state', 'since', 'until', 'wrap', 'offer', 'classes', 'at')
    agents[id] = f[2] and {
      id = id, presence = f[1], state = f[2], since = tonumber(f[3]), lease = tonumber(f[4]), wrap = tonumber(f[5]),
      offer = f[6] ~= '' and f[6] or nil, classes = f[7], at = tonumber(f[8]),
    } or false
  end
  return agents[id] or nil
end

local function load_offer(id)
  if offers[id] == nil then
    local f = redis.call('HMGET', key('o:' .. id), 'wait', 'agents', 'class', 'made', 'expires', 'state', 'why', 'summons', 'agreed')
    offers[id] = f[1] and {
      id = id, wait = f[1], agents = cjson.decode(f[2]), class = f[3], made = f[4], expires = f[5], state = f[6], why = f[7], summons = f[8] == '1',
      agreed = f[9] and f[9] ~= '' and f[9] or nil,
    } or false
  end
  return offers[id] or nil
end

-- An agent's classes are kept as text and read where they are needed.
local function classes_of(agent)
  agent.admitted = agent.admitted or cjson.decode(agent.classes)
  return agent.admitted
end

local function wait_text(wait)
  return '{"id":' .. cjson.encode(wait.id) .. ',"call":' .. cjson.encode(wait.call) .. ',"state":"' .. wait.state .. '","rank":' .. num(wait.rank)
    .. ',"joined":' .. num(wait.joined) .. ',"steps":' .. wait.steps .. ',"limit":' .. num(wait.limit)
    .. ',"classes":' .. list_text(wait.classes) .. ',"offers":' .. list_text(wait.offers) .. '}'
end

local function agent_text(agent)
  return '{"id":' .. cjson.encode(agent.id) .. ',"presence":"' .. agent.presence .. '","state":"' .. agent.state .. '","since":' .. num(agent.since)
    .. (agent.lease and ',"until":' .. num(agent.lease) or '') .. (agent.wrap and ',"wrapUntil":' .. num(agent.wrap) or '')
    .. (agent.offer and ',"offer":' .. cjson.encode(agent.offer) or '') .. ',"classes":' .. agent.classes .. '}'
end

local function stands(wait)
  return wait.state == 'waiting' and #wait.offers < wait.limit
end

local function is_cooled(wait, agent_id)
  return (wait.cooled[agent_id] or 0) > now
end

-- The cool-downs of a caller that are not over.
local function cooling_now(wait)
  local cooling = {}
  for agent, ends in pairs(wait.cooled) do
    if ends > now then cooling[agent] = ends end
  end
  return cooling
end

local function is_free(agent)
  return agent.state == 'ready' and not (agent.lease and agent.lease <= now)
end

-- Sorted by score (rank), then by this text: arrival, then id.
local function member_of(wait)
  return string.format('%016.0f', wait.joined) .. wait.id
end

local function better_placed(rank, member, wait)
  if rank ~= wait.rank then return rank < wait.rank end
  return text_before(member, member_of(wait))
end

-- Walks a sorted set from its beginning until `visit` answers something: the first member alone, which is mostly enough, then ten at a time.
local function walk(name, visit)
  local from, many = 0, 1
  while true do
    local some = redis.call('ZRANGE', name, from, from + many - 1, 'WITHSCORES')
    for i = 1, #some, 2 do
      local answer = visit(some[i], tonumber(some[i + 1]))
      if answer then return answer end
    end
    if #some < 2 * many then return nil end
    from, many = from + many, 10
  end
end

-- A pair class has two sides, as routing/pair.ts has them: callers stand in the line of the first.
local function other_side(class)
  if class:sub(1, 5) == 'with(' then return 'beside(' .. class:sub(6) end
  if class:sub(1, 7) == 'beside(' then return 'with(' .. class:sub(8) end
  return nil
end

local function line_of(class)
  return class:sub(1, 7) == 'beside(' and other_side(class) or class
end

-- The first of that side who is free and somebody else; with a caller, one who is not cooled for them. `changed`: agents who have changed in this step,
-- and are not yet where they stand.
local function partner_for(side, agent_id, wait, changed)
  local function serves(id)
    if id == agent_id then return false end
    local agent = load_agent(id)
    return agent and is_free(agent) and not (wait and is_cooled(wait, id)) and true or false
  end
  local written = walk(key('R:' .. side), function(id)
    if changed and changed[id] ~= nil then return nil end
    return serves(id) and id or nil
  end)
  if written or not changed then return written end
  for id in pairs(changed) do
    if serves(id) and classes_of(load_agent(id))[side] then return id end
  end
  return nil
end

-- The best placed caller of a class, as far as it is written, for whom this agent is not cooled, with who comes with them where it takes two. `skip`:
-- callers who have changed in this step, `changed`: agents. `than`: only somebody better placed than this caller; the line is not looked at any further.
local function head_of_line(class, agent_id, skip, than, changed)
  local side = other_side(class)
  if side and not partner_for(side, agent_id, nil, changed) then return nil end
  local head = walk(key('W:' .. line_of(class)), function(member, rank)
    if than and not better_placed(rank, member, than) then return 'nobody' end
    local id = member:sub(17)
    if skip and skip[id] then return nil end
    local wait = load_wait(id)
    if not wait or is_cooled(wait, agent_id) then return nil end
    local partner = side and partner_for(side, agent_id, wait, changed)
    if side and not partner then return nil end
    return { wait = wait, rank = rank, member = member, partner = partner }
  end)
  return head ~= 'nobody' and head or nil
end
