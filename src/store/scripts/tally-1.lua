-- Counts within a window that begins with its first count; 0 only looks, less takes back what was counted.
-- KEYS[1] the centre's root. ARGV time or ''; key; window; by how much. Answers the count.
local by = tonumber(ARGV[4])
if by == 0 or (by < 0 and not tally_row(ARGV[2])) then
  return tally_of(ARGV[2])
end
return count_in_window(ARGV[2], tonumber(ARGV[3]), by)
