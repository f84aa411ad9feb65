-- ARGV: epoch, account, begin of its period, nano-dollars, how long it must have been quiet.
local key = account_key(ARGV[1], ARGV[2])
if call('HEXISTS', key, 's') == 1 and call('HGET', key, 'p') == ARGV[3] and call('HLEN', key .. ':c') == 0
    and now - number(key, 'l') >= tonumber(ARGV[5]) then
  call('HSET', key, 's', ARGV[4])
end
return 1
