-- Part of scripts that write the journal. An entry is `<number>-0` in the stream, and its number stands in its call's list.
local function append_entry(at, call, body)
  local number = redis.call('HINCRBY', key('counts'), 'journal', 1)
  redis.call('XADD', key('journal'), number .. '-0', 'at', at, 'call', call, 'body', body)
  if call ~= '' then redis.call('RPUSH', key('j:' .. call), number) end
end
