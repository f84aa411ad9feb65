-- ARGV: epoch, gateways, gateway, call, tokens, prompt, whole, then of each account:
-- id, requests, tokens, concurrent, budget, begin of its period, shadow, burst.
local epoch = call('GET', 'eclusa:epoch')
if epoch ~= ARGV[1] then
  return {'outdated', epoch or ''}
end
local began = tonumber(string.match(epoch, '^%d+'))
if now - began < 1500 and call('SCARD', 'eclusa:' .. epoch .. ':joined') < tonumber(ARGV[2]) then
  return {'gathering'}
end

local member = ARGV[3] .. '|' .. ARGV[4]
local tokens, prompt, wanted = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local FIELDS = 8
local lines = {}
local unknown = {'unknown'}
for at = 8, #ARGV, FIELDS do
  local line = {
    key = account_key(epoch, ARGV[at]),
    requests = tonumber(ARGV[at + 1]),
    tokens = tonumber(ARGV[at + 2]),
    concurrent = tonumber(ARGV[at + 3]),
    budget = tonumber(ARGV[at + 4]),
    began = ARGV[at + 5],
    shadow = ARGV[at + 6] == '1',
    burst = tonumber(ARGV[at + 7]),
  }
  lines[#lines + 1] = line
  if call('HEXISTS', line.key, 's') == 0 then
    unknown[#unknown + 1] = #lines - 1
  end
end
if #unknown > 1 then
  return unknown
end

-- Calls of gateways that have died hold nothing any more; looked for once a second at most.
local function bury(key)
  if now - number(key, 'z') < 1000 then
    return
  end
  call('HSET', key, 'z', now)
  for _, held in ipairs(call('HKEYS', key .. ':c')) do
    local gateway = string.match(held, '^[^|]*')
    if tonumber(call('ZSCORE', 'eclusa:gateways', gateway) or '0') < now then
      release(key, held)
    end
  end
end

-- How long until no more than a sum of the last minute counts.
local function room(key, field, most)
  local sum = number(key, field == 'r' and 'q' or 't')
  for _, moment in ipairs(call('ZRANGE', key .. ':w', 0, -1)) do
    sum = sum - number(key, field .. moment)
    if sum <= most then
      return math.max(1, (tonumber(moment) + 1) * MOMENT + MINUTE - now)
    end
  end
  return MINUTE
end

-- Requests of the last second, and of the moment in which it began.
local function last_second(key)
  local sum = 0
  for _, moment in ipairs(call('ZRANGEBYSCORE', key .. ':w', math.floor((now - 1000) / MOMENT), '+inf')) do
    sum = sum + number(key, 'r' .. moment)
  end
  return sum
end

local function left(line)
  return line.budget - number(line.key, 's') - number(line.key, 'h')
end

-- A call for which less is left than it may cost is let in all the same, but one at a time: so what is spent beyond the
-- budget is never more than the last call's.
local function is_spent(line)
  local rest = left(line)
  if rest <= 0 or rest < prompt then
    return true
  end
  local short = call('HGET', line.key, 'u')
  return rest < wanted and short and call('HEXISTS', line.key .. ':c', short) == 1
end

local function obstacle(line)
  local key = line.key
  if line.concurrent >= 0 and call('HLEN', key .. ':c') >= line.concurrent then
    bury(key)
    if call('HLEN', key .. ':c') >= line.concurrent then
      return 'concurrent', 1000
    end
  end
  if line.burst >= 0 and last_second(key) + 1 > line.burst then
    return 'burst', 1000 + MOMENT
  end
  if line.requests >= 0 and number(key, 'q') + 1 > line.requests then
    return 'requests', room(key, 'r', math.max(0, line.requests - 1))
  end
  if line.tokens >= 0 and number(key, 't') + tokens > line.tokens then
    return 'tokens', room(key, 't', math.max(0, line.tokens - tokens))
  end
  if line.budget >= 0 then
    if is_spent(line) then
      bury(key)
    end
    if is_spent(line) then
      return 'budget', -1
    end
  end
  return nil
end

for index, line in ipairs(lines) do
  if number(line.key, 'p') < tonumber(line.began) then
    call('HSET', line.key, 'p', line.began, 's', 0)
  end
  forget(line.key)
  local limit, pause = obstacle(line)
  if limit and not line.shadow then
    return {'refused', index - 1, limit, pause}
  end
end

local moment = math.floor(now / MOMENT)
local answer = {'admitted', moment}
for _, line in ipairs(lines) do
  local amount = wanted
  if line.budget >= 0 and not line.shadow then
    amount = math.min(wanted, left(line))
    if amount < wanted then
      call('HSET', line.key, 'u', member)
    end
  end
  note(line.key, moment, 1, ARGV[5])
  hold(line.key, member, whole(amount))
  keep(line.key)
  for _, field in ipairs({'s', 'h', 'q', 't'}) do
    answer[#answer + 1] = call('HGET', line.key, field) or '0'
  end
end
return answer
