-- Part of the commit that changes the floor: its verbs, as floor-verbs.ts has them. A refusal is thrown as a table with `why`.
local function refuse(why, more)
  error({ why = why, more = more or '' })
end

local function known_wait(id) return load_wait(id) or refuse('no-such-wait') end
local function known_agent(id) return load_agent(id) or refuse('no-such-agent') end
local function known_offer(id) return load_offer(id) or refuse('no-such-offer') end

local verbs = {}

local function must_be_open(steps)
  for _, step in ipairs(cjson.decode(steps)) do
    for _, class in ipairs(step.classes) do
      local known = redis.call('HGET', key('classes'), class)
      if not known or known:sub(1, 1) ~= '1' then refuse('class-not-open', class) end
    end
  end
end

-- Leaves one place in line for another: the cool-downs that go along, with their ends as timers of the new place.
local function leave_for(instead, id)
  local before = known_wait(instead)
  if before.state ~= 'waiting' then refuse('not-waiting') end
  verbs['leave']({ wait = instead })
  local cooled = cooling_now(before)
  for agent, ends in pairs(cooled) do plan_timer('cool:' .. agent .. ':' .. id, num(ends), refreshing(agent)) end
  return cooled
end

verbs['join'] = function(verb)
  local wait = verb.wait
  if load_wait(wait.id) then
    look[#look + 1] = { 'w', wait.id }
    return
  end
  must_be_open(wait.steps)
  wait.state, wait.offers = 'waiting', {}
  wait.cooled = verb.instead and leave_for(verb.instead, wait.id) or {}
  wait.classes = classes_due(wait, {})
  publish_wait(wait)
end

verbs['widen'] = function(verb)
  local wait = known_wait(verb.wait)
  if wait.state ~= 'waiting' then return end
  local wider = copy(wait)
  wider.classes = classes_due(wait, wait.classes)
  publish_wait(wider, true)
end

-- Of two who are rung together, the one class that still admits both.
local function takes_both(class, ids)
  for index, id in ipairs(ids) do
    local agent = load_agent(id)
    if not agent or classes_of(agent)[index == 1 and class or other_side(class) or class] == nil then return false end
  end
  return true
end

local function rings_on(offer, classes)
  if offer.summons then return true end
  if #offer.agents > 1 then
    for _, class in ipairs(classes) do
      if takes_both(class, offer.agents) then return true end
    end
    return false
  end
  for _, id in ipairs(offer.agents) do
    local agent = load_agent(id)
    local is_admitted = false
    for _, class in ipairs(classes) do is_admitted = is_admitted or (agent and classes_of(agent)[class] ~= nil) end
    if not is_admitted then return false end
  end
  return true
end

-- Another line-up in the same place: phones of whom it does not admit stop.
local function restep(wait, steps)
  must_be_open(steps)
  wait.steps = steps
  wait.classes = classes_due(wait, {})
  local ringing = {}
  for _, id in ipairs(wait.offers) do
    local offer = known_offer(id)
    if rings_on(offer, wait.classes) then ringing[#ringing + 1] = id else end_offer(offer, 'withdrawn') end
  end
  wait.offers = ringing
end

verbs['rerank'] = function(verb)
  local wait = known_wait(verb.wait)
  if verb.steps and wait.state ~= 'waiting' then refuse('not-waiting') end
  if wait.state == 'gone' then return end
  local moved = copy(wait)
  moved.rank, moved.limit = verb.rank, verb.limit or wait.limit
  if verb.steps then restep(moved, verb.steps) end
  publish_wait(moved, verb.steps ~= nil)
end

-- Ends every live offer of a caller but the one that was taken, and the cool-downs.
local function withdraw(wait, taken)
  for _, id in ipairs(wait.offers) do
    local offer = load_offer(id)
    if offer and offer.state == 'live' and id ~= taken then end_offer(offer, 'withdrawn') end
  end
  for agent in pairs(wait.cooled) do plan_timer('cool:' .. agent .. ':' .. wait.id, nil) end
end

verbs['leave'] = function(verb)
  local wait = known_wait(verb.wait)
  if wait.state == 'gone' then return end
  withdraw(wait)
  for _, id in ipairs(wait.state == 'talking' and wait.offers or {}) do spent[#spent + 1] = id end
  local gone = copy(wait)
  gone.state, gone.offers, gone.cooled = 'gone', {}, {}
  publish_wait(gone)
end

verbs['dial-slot'] = function(verb)
  local next = dial or tonumber(redis.call('HGET', key('counts'), 'dial') or '0')
  if not verb.first then next = math.max(next, dial_wish or tonumber(redis.call('HGET', key('counts'), 'dial-wish') or '0')) end
  if next > now then refuse('no-slot', num(next)) end
  dial = now + (verb.legs or 1) * math.ceil(1000 / verb.perSecond)
end

local function somebody_better_placed(agent, wait)
  for class in pairs(classes_of(agent)) do
    if head_of_line(class, agent.id, waits_before, wait, agents_before) then return true end
    local side = other_side(class)
    for _, id in ipairs(wait_order) do
      local other = waits[id]
      if stands(other) and includes(other.classes, line_of(class)) and not is_cooled(other, agent.id)
        and better_placed(other.rank, member_of(other), wait)
        and (not side or partner_for(side, agent.id, other, agents_before)) then return true end
    end
  end
  return false
end

verbs['dial-wish'] = function(verb)
  dial_wish = verb['until']
end

-- The caller an offer would be for; nil where that very offer is out already.
local function wait_for(verb)
  local known = load_offer(verb.offer)
  if known then
    if known.state == 'live' and known.wait == verb.wait then return nil end
    refuse('offer-over')
  end
  local wait = known_wait(verb.wait)
  if wait.state ~= 'waiting' then refuse('not-waiting') end
  if #wait.offers >= (verb.limit or wait.limit) then refuse('at-limit') end
  return wait
end

local function ring(verb, wait, ids, rung_agents)
  publish_offer({ id = verb.offer, wait = wait.id, agents = ids, class = verb.class, made = num(now), expires = num(verb.expires), state = 'live', summons = verb.verb == 'summon' })
  for _, agent in ipairs(rung_agents) do
    local rung = copy(agent)
    rung.state, rung.since, rung.offer, rung.wrap = 'offered', now, verb.offer, nil
    publish_agent(rung)
  end
  local rung_for = copy(wait)
  rung_for.offers = copy(wait.offers)
  table.insert(rung_for.offers, verb.offer)
  publish_wait(rung_for)
  plan_timer('expire:' .. verb.offer, num(verb.expires), '{"do":"floor","verb":{"verb":"return","offer":' .. cjson.encode(verb.offer)
    .. ',"why":"expired","coolMs":' .. num(EXPIRED_COOL_MS) .. '}}')
end

verbs['summon'] = function(verb)
  local wait = wait_for(verb)
  if not wait then return end
  local agent = load_agent(verb.agent) or { id = verb.agent, presence = 'offline', state = 'offline', since = now, classes = '{}', at = 0 }
  if agent.state == 'offered' or agent.state == 'busy' then refuse('not-free') end
  if is_cooled(wait, agent.id) then refuse('cooled') end
  ring(verb, wait, { agent.id }, { agent })
end

verbs['claim'] = function(verb)
  local wait = wait_for(verb)
  if not wait then return end
  if not includes(wait.classes, verb.class) then refuse('not-admitted') end
  local claimed = {}
  local beside = other_side(verb.class)
  if beside and #verb.agents ~= 2 then refuse('not-admitted') end
  for i, id in ipairs(verb.agents) do claimed[i] = known_agent(id) end
  for i, agent in ipairs(claimed) do
    if not is_free(agent) then refuse('not-free') end
    if not classes_of(agent)[i == 2 and beside or verb.class] then refuse('not-admitted') end
    if is_cooled(wait, agent.id) then refuse('cooled') end
    if somebody_better_placed(agent, wait) then refuse('better-placed') end
  end
  ring(verb, wait, verb.agents, claimed)
end

-- Of two who are rung together the first says yes.
verbs['agree'] = function(verb)
  local offer = known_offer(verb.offer)
  if offer.state ~= 'live' then refuse('offer-over') end
  if not includes(offer.agents, verb.agent) then refuse('not-admitted') end
  if offer.agreed == verb.agent then return end
  if offer.agreed then refuse('other-agreed') end
  local agreed = copy(offer)
  agreed.agreed = verb.agent
  publish_offer(agreed)
end

verbs['accept'] = function(verb)
  local offer = known_offer(verb.offer)
  if offer.state == 'accepted' then return end
  if offer.state == 'over' then refuse('offer-over') end
  local wait = known_wait(offer.wait)
  if wait.state ~= 'waiting' then refuse('not-waiting') end
  for _, id in ipairs(verb.agent and offer.agents or {}) do
    if id ~= verb.agent and offer.agreed ~= id then refuse('other-not-agreed') end
  end
  local accepted = copy(offer)
  accepted.state = 'accepted'
  publish_offer(accepted)
  plan_timer('expire:' .. offer.id, nil)
  for _, id in ipairs(offer.agents) do
    local busy = copy(known_agent(id))
    busy.state, busy.since = 'busy', now
    publish_agent(busy)
  end
  withdraw(wait, offer.id)
  local talking = copy(wait)
  talking.state, talking.offers, talking.cooled = 'talking', { offer.id }, {}
  publish_wait(talking)
end

verbs['return'] = function(verb)
  local offer = known_offer(verb.offer)
  if offer.state ~= 'live' then return end
  local wait = known_wait(offer.wait)
  local back = copy(wait)
  back.offers = without(wait.offers, offer.id)
  back.cooled = cooling_now(wait)
  if verb.coolMs > 0 then
    for _, agent in ipairs(verb.agent and { verb.agent } or offer.agents) do
      if verb.agent or offer.agreed ~= agent then
        back.cooled[agent] = now + verb.coolMs
        plan_timer('cool:' .. agent .. ':' .. wait.id, num(now + verb.coolMs), refreshing(agent))
      end
    end
  end
  publish_wait(back)
  end_offer(offer, verb.why)
end

local function is_at_rest(agent)
  return agent.state == 'ready' or agent.state == 'away' or agent.state == 'offline'
end

verbs['presence'] = function(verb)
  if verb.at ~= tonumber(redis.call('HGET', key('counts'), 'classes') or '0') then refuse('classes-moved') end
  local agent = copy(load_agent(verb.agent) or { id = verb.agent, state = 'offline', since = now })
  agent.presence, agent.lease, agent.at = verb.presence, verb['until'], verb.at
  agent.classes, agent.admitted = verb.classes, nil
  if is_at_rest(agent) or (agent.state == 'wrap' and agent.presence == 'ready') then agent = at_rest(agent) end
  publish_agent(agent)
end

verbs['reclass'] = function(verb)
  if verb.at ~= tonumber(redis.call('HGET', key('counts'), 'classes') or '0') then refuse('classes-moved') end
  local agent = copy(known_agent(verb.agent))
  agent.classes, agent.admitted, agent.at = verb.classes, nil, verb.at
  if verb['until'] and agent.lease then agent.lease = math.min(agent.lease, verb['until']) end
  publish_agent(agent)
end

verbs['renew'] = function(verb)
  local agent = copy(known_agent(verb.agent))
  agent.lease = verb['until']
  publish_agent(is_at_rest(agent) and at_rest(agent) or agent)
end

local function wrap_up(agent, wrap_until)
  if wrap_until <= now then return at_rest(agent) end
  local wrapping = copy(agent)
  wrapping.offer = nil
  if agent.state ~= 'wrap' then wrapping.since = now end
  wrapping.state, wrapping.wrap = 'wrap', wrap_until
  return wrapping
end

verbs['finish'] = function(verb)
  local agent = known_agent(verb.agent)
  publish_agent(agent.state == 'busy' and wrap_up(agent, verb.wrapUntil) or agent)
end

verbs['extend-wrap'] = function(verb)
  local agent = known_agent(verb.agent)
  if agent.state == 'offered' or agent.state == 'busy' then refuse('not-free') end
  local extends = agent.state == 'wrap' or agent.state == 'ready'
  publish_agent(extends and wrap_up(agent, verb.wrapUntil) or agent)
end

verbs['refresh'] = function(verb)
  local agent = known_agent(verb.agent)
  local rests = is_at_rest(agent) or (agent.state == 'wrap' and (agent.wrap or 0) <= now)
  publish_agent(rests and at_rest(agent) or agent, true)
end

-- What the commit does is done once in so long; the window is the tally's of that key.
verbs['once'] = function(verb)
  if done_once[verb.key] or tally_of(verb.key) > 0 then refuse('lately') end
  done_once[verb.key] = verb.ms
end
