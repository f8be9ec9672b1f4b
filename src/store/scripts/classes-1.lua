-- Answers the registry's version and its class names, read together. KEYS[1] the centre's root. No ARGV.
return { redis.call('HGET', key('counts'), 'classes') or '0', redis.call('HKEYS', key('classes')) }
