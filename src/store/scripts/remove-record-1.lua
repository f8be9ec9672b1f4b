-- Removes a record and its place in the list. KEYS[1] the root of its kind. ARGV kind; id. Answers 1 where there was one.
redis.call('ZREM', key('ids:' .. ARGV[1]), ARGV[2])
return redis.call('HDEL', key('records:' .. ARGV[1]), ARGV[2])
