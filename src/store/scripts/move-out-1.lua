-- Removes a finished call from the centre's slot once its copy stands in a slot of its own, unless it changed meanwhile. KEYS[1] the centre's root.
-- ARGV id; the copy's body; carrier's id or ''.
if redis.call('HGET', key('call:' .. ARGV[1]), 'body') == ARGV[2] then
  redis.call('DEL', key('call:' .. ARGV[1]))
  if ARGV[3] ~= '' then redis.call('HDEL', key('sids'), ARGV[3]) end
end
if redis.call('EXISTS', key('call:' .. ARGV[1])) == 0 then redis.call('ZREM', key('settling'), ARGV[1]) end
return 'ok'
