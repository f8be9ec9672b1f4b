-- Part of the scripts that change the floor; needs lib-rows and lib-work. Verbs only plan: nothing is written before `write_floor`.
local waits_before, agents_before = {}, {}
local wait_order, agent_order, offer_order = {}, {}, {}
local timers = {}
local look = {}
-- The offers that callers who now leave had accepted.
local spent = {}
local dial, dial_wish
-- The verb under way, and every change of an agent's state for the journal.
local cause
local changes = {}
-- What is done once in so long, by key, with how long.
local done_once = {}

local function copy(row)
  local new = {}
  for name, value in pairs(row) do new[name] = value end
  return new
end

local function plan_timer(id, at, deed)
  timers[#timers + 1] = { id = id, at = at, deed = deed }
end

local function touched(order, seen, id, before)
  if seen[id] == nil then
    seen[id] = before or false
    order[#order + 1] = id
  end
end

local function refreshing(agent_id)
  return '{"do":"floor","verb":{"verb":"refresh","agent":' .. cjson.encode(agent_id) .. '}}'
end

local function next_step(wait)
  local next
  for _, step in ipairs(cjson.decode(wait.steps)) do
    if step.from > now and (not next or step.from < next) then next = step.from end
  end
  return next and num(next)
end

-- The classes of all steps that are due, after those already there, each once.
local function classes_due(wait, there)
  local classes, seen = {}, {}
  local function add(class)
    if not seen[class] then
      seen[class] = true
      classes[#classes + 1] = class
    end
  end
  for _, class in ipairs(there) do add(class) end
  for _, step in ipairs(cjson.decode(wait.steps)) do
    if step.from <= now then
      for _, class in ipairs(step.classes) do add(class) end
    end
  end
  return classes
end

-- `widened`: the timer of the next step is set anew even though the caller goes on waiting.
local function publish_wait(wait, widened)
  local before = load_wait(wait.id)
  touched(wait_order, waits_before, wait.id, before)
  waits[wait.id] = wait
  if widened or not before or before.state ~= wait.state then
    local deed = '{"do":"floor","verb":{"verb":"widen","wait":' .. cjson.encode(wait.id) .. '}}'
    plan_timer('widen:' .. wait.id, wait.state == 'waiting' and next_step(wait) or nil, deed)
  end
  look[#look + 1] = { 'w', wait.id }
end

-- `due`: their timers are set anew even where nothing changed, because one of them has just run out.
local function publish_agent(agent, is_due)
  local before = load_agent(agent.id)
  touched(agent_order, agents_before, agent.id, before)
  agents[agent.id] = agent
  if is_due or (before and before.lease) ~= agent.lease then
    plan_timer('presence:' .. agent.id, agent.lease and agent.lease > now and num(agent.lease) or nil, refreshing(agent.id))
  end
  if is_due or (before and before.wrap) ~= agent.wrap then
    plan_timer('wrap:' .. agent.id, agent.wrap and num(agent.wrap), refreshing(agent.id))
  end
  local from = before and before.state or 'offline'
  if from ~= agent.state then
    changes[#changes + 1] = '{"at":' .. num(now) .. ',"kind":"agent-state","agent":' .. cjson.encode(agent.id)
      .. ',"from":"' .. from .. '","to":"' .. agent.state .. '","because":"' .. cause .. '"}'
  end
  look[#look + 1] = { 'a', agent.id }
end

local function publish_offer(offer)
  if not includes(offer_order, offer.id) then offer_order[#offer_order + 1] = offer.id end
  offers[offer.id] = offer
end

-- What they set, as far as its lease still holds. Who stays in a state keeps its beginning.
local function at_rest(agent)
  local rested = copy(agent)
  rested.offer, rested.wrap = nil, nil
  rested.state = (agent.lease and agent.lease <= now) and 'offline' or agent.presence
  if rested.state ~= agent.state then rested.since = now end
  return rested
end

local function end_offer(offer, why)
  local over = copy(offer)
  over.state, over.why = 'over', why
  publish_offer(over)
  plan_timer('expire:' .. offer.id, nil)
  if why == 'withdrawn' or why == 'expired' then
    plan_timer('over:' .. offer.id, num(now), '{"do":"offer-over","offer":' .. cjson.encode(offer.id) .. ',"why":"' .. why .. '"}')
  end
  for _, id in ipairs(offer.agents) do
    local agent = load_agent(id)
    if agent and agent.offer == offer.id then publish_agent(at_rest(agent)) end
  end
end

local function forget_later(kind, id)
  redis.call('ZADD', key('ended'), now + ENDED_KEPT_MS, kind .. ':' .. id)
end

-- The indexes of a caller: out of those where they stood and stand no longer, into those where they stand now.
local function index_wait(before, wait)
  local stood = before and stands(before)
  local there = stands(wait)
  if stood then
    for _, class in ipairs(before.classes) do
      if not there or not includes(wait.classes, class) then
        redis.call('ZREM', key('W:' .. class), member_of(before))
        if redis.call('EXISTS', key('W:' .. class)) == 0 then redis.call('ZREM', key('lines'), class) end
      end
    end
  end
  if there then
    for _, class in ipairs(wait.classes) do
      redis.call('ZADD', key('W:' .. class), num(wait.rank), member_of(wait))
      redis.call('ZADD', key('lines'), 0, class)
    end
  end
end

local function write_wait(id)
  local before, wait = waits_before[id], waits[id]
  redis.call('HSET', key('w:' .. id), 'call', wait.call, 'state', wait.state, 'rank', num(wait.rank), 'joined', num(wait.joined), 'steps', wait.steps,
    'limit', num(wait.limit), 'classes', list_text(wait.classes), 'offers', list_text(wait.offers), 'cooled', map_text(wait.cooled))
  index_wait(before, wait)
  if wait.state == 'gone' then
    redis.call('ZREM', key('here'), id)
    forget_later('w', id)
  elseif not before then
    redis.call('ZADD', key('here'), 0, id)
  end
end

local function index_agent(before, agent)
  local stood = before and before.state == 'ready' and classes_of(before) or {}
  local there = agent.state == 'ready' and classes_of(agent) or {}
  for class in pairs(stood) do
    if not there[class] then redis.call('ZREM', key('R:' .. class), agent.id) end
  end
  for class, base in pairs(there) do
    if stood[class] ~= base or before.since ~= agent.since then redis.call('ZADD', key('R:' .. class), num(base + agent.since), agent.id) end
  end
end

local function write_agent(id)
  local before, agent = agents_before[id], agents[id]
  redis.call('HSET', key('a:' .. id), 'presence', agent.presence, 'state', agent.state, 'since', num(agent.since),
    'until', agent.lease and num(agent.lease) or '', 'wrap', agent.wrap and num(agent.wrap) or '', 'offer', agent.offer or '',
    'classes', agent.classes, 'at', num(agent.at))
  if not before then redis.call('ZADD', key('agents'), 0, id) end
  index_agent(before, agent)
end

local function write_offer(id)
  local offer = offers[id]
  redis.call('HSET', key('o:' .. id), 'wait', offer.wait, 'agents', list_text(offer.agents), 'class', offer.class, 'made', offer.made,
    'expires', offer.expires, 'state', offer.state, 'why', offer.why or '', 'summons', offer.summons and '1' or '', 'agreed', offer.agreed or '')
  if offer.state == 'over' then forget_later('o', id) end
end

-- Writes everything that was planned.
local function write_floor()
  for _, id in ipairs(wait_order) do write_wait(id) end
  for _, id in ipairs(agent_order) do write_agent(id) end
  for _, id in ipairs(offer_order) do write_offer(id) end
  for _, id in ipairs(spent) do forget_later('o', id) end
  if dial then redis.call('HSET', key('counts'), 'dial', num(dial)) end
  for name, ms in pairs(done_once) do count_in_window(name, ms, 1) end
  if dial_wish then redis.call('HSET', key('counts'), 'dial-wish', num(dial_wish)) end
  for _, timer in ipairs(timers) do
    if timer.at then set_work(timer.id, timer.at, timer.deed) else cancel_work(timer.id) end
  end
end

-- Of those touched, the ones for whom there is something to decide, each once.
local function look_answer()
  local answer, seen = {}, {}
  for _, who in ipairs(look) do
    local name = who[1] .. who[2]
    local live
    if who[1] == 'w' then live = stands(waits[who[2]]) else live = is_free(agents[who[2]]) end
    if live and not seen[name] then
      seen[name] = true
      answer[#answer + 1] = who[1]
      answer[#answer + 1] = who[2]
    end
  end
  return answer
end
