-- ARGV: epoch, gateway, call, moment, difference of tokens, cost, then accounts.
local member = ARGV[2] .. '|' .. ARGV[3]
local moment = 't' .. ARGV[4]
for at = 7, #ARGV do
  local key = account_key(ARGV[1], ARGV[at])
  if release(key, member) then
    call('HINCRBY', key, 's', ARGV[6])
    call('HSET', key, 'l', now)
    if call('HEXISTS', key, moment) == 1 then
      call('HINCRBY', key, moment, ARGV[5])
      call('HINCRBY', key, 't', ARGV[5])
    end
  end
end
return 1
