-- ARGV: gateway, how long it is taken to live, the epoch to leave (or empty), randomness.
-- Answers the epoch and how many gateways live. A new epoch, and a new gateway, is told to all.
local epoch = call('GET', 'eclusa:epoch')
if not epoch or epoch == ARGV[3] then
  epoch = whole(now) .. '-' .. ARGV[4]
  call('SET', 'eclusa:epoch', epoch)
  call('PUBLISH', 'eclusa:news', 'EPOCH')
end
if call('ZADD', 'eclusa:gateways', now + tonumber(ARGV[2]), ARGV[1]) == 1 then
  call('PUBLISH', 'eclusa:news', 'EPOCH')
end
call('ZREMRANGEBYSCORE', 'eclusa:gateways', '-inf', '(' .. now)
return {epoch, call('ZCARD', 'eclusa:gateways')}
