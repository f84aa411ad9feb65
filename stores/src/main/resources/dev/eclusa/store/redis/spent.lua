-- ARGV: epoch, account, begin of its period, nano-dollars.
local key = account_key(ARGV[1], ARGV[2])
if call('HSETNX', key, 's', ARGV[4]) == 1 then
  call('HSET', key, 'p', ARGV[3])
  keep(key)
end
return 1
