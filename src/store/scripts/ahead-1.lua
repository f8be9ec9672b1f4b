-- Answers how many stand before a caller, or before a place in line, in any of its classes, each once, up to the bound.
-- KEYS[1] the centre's root. ARGV time or ''; wait; or '', then classes, rank and arrival of the place.
local wait = load_wait(ARGV[2])
if ARGV[2] == '' then wait = { id = '', state = 'waiting', classes = cjson.decode(ARGV[3]), rank = tonumber(ARGV[4]), joined = tonumber(ARGV[5]) } end
if not wait or wait.state ~= 'waiting' then return 0 end
local seen, count = {}, 0
for _, class in ipairs(wait.classes) do
  local before = redis.call('ZRANGEBYSCORE', key('W:' .. class), '-inf', num(wait.rank), 'WITHSCORES', 'LIMIT', 0, AHEAD_MOST)
  for i = 1, #before, 2 do
    if not seen[before[i]] and better_placed(tonumber(before[i + 1]), before[i], wait) then
      seen[before[i]] = true
      count = count + 1
    end
  end
end
return math.min(count, AHEAD_MOST)
