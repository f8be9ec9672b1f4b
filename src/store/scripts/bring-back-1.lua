-- Puts a finished call that had moved out back into the centre's slot, so that a late word can be committed. KEYS[1] the centre's root.
-- ARGV id; turn; carrier's id or ''; over at; body.
if redis.call('ZSCORE', key('calls'), ARGV[1]) and redis.call('EXISTS', key('call:' .. ARGV[1])) == 0 then
  redis.call('HSET', key('call:' .. ARGV[1]), 'turn', ARGV[2], 'sid', ARGV[3], 'over', ARGV[4], 'body', ARGV[5])
  if ARGV[3] ~= '' then redis.call('HSET', key('sids'), ARGV[3], ARGV[1]) end
  redis.call('ZADD', key('settling'), ARGV[4], ARGV[1])
end
return 'ok'
