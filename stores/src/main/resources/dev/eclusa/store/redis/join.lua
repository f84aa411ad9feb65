-- ARGV: epoch, gateway, number of moments, then of each: account, age, requests, tokens; then of each call held:
-- account, call, amount. Said a second time it changes nothing.
local joined = 'eclusa:' .. ARGV[1] .. ':joined'
if call('SADD', joined, ARGV[2]) == 0 then
  return 0
end
call('PEXPIRE', joined, KEPT * 12)
local at = 4
for _ = 1, tonumber(ARGV[3]) do
  local key = account_key(ARGV[1], ARGV[at])
  note(key, math.floor((now - tonumber(ARGV[at + 1])) / MOMENT), ARGV[at + 2], ARGV[at + 3])
  keep(key)
  at = at + 4
end
while at <= #ARGV do
  local key = account_key(ARGV[1], ARGV[at])
  hold(key, ARGV[2] .. '|' .. ARGV[at + 1], ARGV[at + 2])
  keep(key)
  at = at + 3
end
return 1
