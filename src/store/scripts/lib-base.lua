-- Part of every script, put before it when it is loaded (redis-scripts.ts), after the bounds of bounds.ts.
-- KEYS[1] is the centre's root `{centre}`. Every other key is made from it and so lies in the same hash slot.
local root = KEYS[1]

local function key(name)
  return root .. ':' .. name
end

-- The time as text: what the caller says it is, or the server's own where that is empty.
local function clock(given)
  if given ~= '' then return given end
  local time = redis.call('TIME')
  return string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
end

-- A number as text that reads back as the same number.
local function num(n)
  if n == math.floor(n) and n > -1e15 and n < 1e15 then return string.format('%.0f', n) end
  return string.format('%.17g', n)
end

-- Lists and maps as JSON: cjson writes an empty list as a map, and rounds numbers.
local function list_text(list)
  return #list == 0 and '[]' or cjson.encode(list)
end

local function map_text(map)
  local parts = {}
  for name, value in pairs(map) do parts[#parts + 1] = cjson.encode(name) .. ':' .. num(value) end
  return '{' .. table.concat(parts, ',') .. '}'
end

-- Compares bytes. Lua's own `<` follows the server's locale, sorted sets do not.
local function text_before(a, b)
  local size = math.min(#a, #b)
  for i = 1, size do
    local x, y = a:byte(i), b:byte(i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local function includes(list, value)
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

local function without(list, value)
  local rest = {}
  for _, each in ipairs(list) do
    if each ~= value then rest[#rest + 1] = each end
  end
  return rest
end

-- Reads ARGV from a place on, one after the other.
local function reader(from)
  local at = from - 1
  return function()
    at = at + 1
    return ARGV[at]
  end
end
