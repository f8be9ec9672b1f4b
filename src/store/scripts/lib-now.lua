-- Part of scripts whose first argument is the time.
local now = tonumber(clock(ARGV[1]))
