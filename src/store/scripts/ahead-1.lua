-- Answers how many stand before a caller, or before a place in line, in any of its classes, each once, up to the bound; and the caller as JSON.
-- KEYS[1] the centre's root. ARGV time or ''; wait; or '', then classes, rank and arrival of the place.
local wait = load_wait(ARGV[2])
if ARGV[2] ~= '' and not wait then return nil end
local place = wait or { id = '', state = 'waiting', classes = cjson.decode(ARGV[3]), rank = tonumber(ARGV[4]), joined = tonumber(ARGV[5]) }

-- In one class those of a better rank need only be counted.
local function ahead_in(class)
  local line = key('W:' .. class)
  local count = redis.call('ZCOUNT', line, '-inf', '(' .. num(place.rank))
  if count >= AHEAD_MOST then return AHEAD_MOST end
  local equal = redis.call('ZRANGEBYSCORE', line, num(place.rank), num(place.rank), 'LIMIT', 0, AHEAD_MOST)
  for _, member in ipairs(equal) do
    if better_placed(place.rank, member, place) then count = count + 1 end
  end
  return count
end

local function ahead_in_any(classes)
  local seen, count = {}, 0
  for _, class in ipairs(classes) do
    local before = redis.call('ZRANGEBYSCORE', key('W:' .. class), '-inf', num(place.rank), 'WITHSCORES', 'LIMIT', 0, AHEAD_MOST)
    for i = 1, #before, 2 do
      if not seen[before[i]] and better_placed(tonumber(before[i + 1]), before[i], place) then
        seen[before[i]] = true
        count = count + 1
      end
    end
  end
  return count
end

local ahead = 0
if place.state == 'waiting' then ahead = #place.classes == 1 and ahead_in(place.classes[1]) or ahead_in_any(place.classes) end
return { math.min(ahead, AHEAD_MOST), wait and wait_text(wait) or nil }
