-- Forgets a finished call in the centre's slot. KEYS[1] the centre's root. ARGV id.
local sid = redis.call('HGET', key('call:' .. ARGV[1]), 'sid')
if sid and sid ~= '' then redis.call('HDEL', key('sids'), sid) end
redis.call('DEL', key('call:' .. ARGV[1]))
for _, index in ipairs({ 'calls', 'live', 'over', 'settling' }) do redis.call('ZREM', key(index), ARGV[1]) end
return 'ok'
