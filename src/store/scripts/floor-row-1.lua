-- Answers one row of the floor as JSON, or nothing. KEYS[1] the centre's root. ARGV time or ''; 'w', 'a' or 'o', or 'c' for
-- the cool-downs of a caller that are not over; id.
local kind, id = ARGV[2], ARGV[3]
if kind == 'c' then
  local wait = load_wait(id)
  return wait and map_text(cooling_now(wait)) or nil
end
if kind == 'w' then
  local wait = load_wait(id)
  return wait and wait_text(wait) or nil
end
if kind == 'a' then
  local agent = load_agent(id)
  return agent and agent_text(agent) or nil
end
local offer = load_offer(id)
if not offer then return nil end
return '{"id":' .. cjson.encode(id) .. ',"wait":' .. cjson.encode(offer.wait) .. ',"agents":' .. list_text(offer.agents) .. ',"class":' .. cjson.encode(offer.class)
  .. ',"made":' .. offer.made .. ',"expires":' .. offer.expires .. ',"state":"' .. offer.state .. '"'
  .. (offer.why ~= '' and ',"why":"' .. offer.why .. '"' or '') .. (offer.summons and ',"summons":true' or '')
  .. (offer.agreed and ',"agreed":[' .. cjson.encode(offer.agreed) .. ']' or '') .. '}'
