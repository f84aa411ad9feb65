-- ARGV: epoch, account, begin of its period, nano-dollars. Answers what it had spent, or -1 where that is not known; an
-- amount beyond it changes nothing. Calls in
-- flight settle on top of what it is set to.
local key = account_key(ARGV[1], ARGV[2])
local spent = call('HGET', key, 's')
if not spent or call('HGET', key, 'p') ~= ARGV[3] then
  return {'-1'}
end
if tonumber(ARGV[4]) <= tonumber(spent) then
  call('HSET', key, 's', ARGV[4])
end
return {spent}
