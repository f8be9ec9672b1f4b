-- Marks a piece done, or gives it back, if it is in these hands. KEYS[1] the centre's root. ARGV time or ''; id; token; new time or '' (done).
local row = work_row(ARGV[2])
if not row or row.token ~= ARGV[3] then return 0 end
if ARGV[4] == '' then
  cancel_work(row.id)
else
  row.at, row.token = ARGV[4], '-'
  write_work(row, row.at)
end
return 1
