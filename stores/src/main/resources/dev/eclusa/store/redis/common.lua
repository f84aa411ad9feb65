-- What every script begins with. Keys: eclusa:epoch, eclusa:gateways (sorted by the time they are taken for dead), and of an
-- epoch E: eclusa:E:joined, and for each account A
--   eclusa:E:a:A    hash: s spent, p begin of its period, h reserved, q requests and t tokens of the last minute,
--                   u the call that has less reserved than it may cost, l when a call ended last, z when the dead were looked for, rG and tG of moment G
--   eclusa:E:a:A:w  moments that count, sorted
--   eclusa:E:a:A:c  calls in flight: gateway|call to what is reserved
-- A moment is a tenth of a second of the server's own clock, so that the gateways' clocks need not agree.
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local KEPT = 7200000
local MINUTE = 60000
local MOMENT = 100

local function whole(number)
  return string.format('%.0f', number)
end

local function account_key(epoch, account)
  return 'eclusa:' .. epoch .. ':a:' .. account
end

local function number(key, field)
  return tonumber(call('HGET', key, field) or '0')
end

-- A moment counts until a minute after its end, so that never more than a limit is let through in any sixty seconds.
local function forget(key)
  local oldest = math.floor((now - MINUTE) / MOMENT) - 1
  local gone = call('ZRANGEBYSCORE', key .. ':w', '-inf', oldest)
  for _, moment in ipairs(gone) do
    call('HINCRBY', key, 'q', whole(-number(key, 'r' .. moment)))
    call('HINCRBY', key, 't', whole(-number(key, 't' .. moment)))
    call('HDEL', key, 'r' .. moment, 't' .. moment)
  end
  if #gone > 0 then
    call('ZREMRANGEBYSCORE', key .. ':w', '-inf', oldest)
  end
end

local function note(key, moment, requests, tokens)
  call('ZADD', key .. ':w', moment, whole(moment))
  call('HINCRBY', key, 'r' .. whole(moment), requests)
  call('HINCRBY', key, 't' .. whole(moment), tokens)
  call('HINCRBY', key, 'q', requests)
  call('HINCRBY', key, 't', tokens)
end

local function keep(key)
  call('PEXPIRE', key, KEPT)
  call('PEXPIRE', key .. ':w', KEPT)
  call('PEXPIRE', key .. ':c', KEPT)
end

local function hold(key, member, amount)
  if call('HSETNX', key .. ':c', member, amount) == 1 then
    call('HINCRBY', key, 'h', amount)
  end
end

local function release(key, member)
  local amount = call('HGET', key .. ':c', member)
  if not amount then
    return false
  end
  call('HDEL', key .. ':c', member)
  call('HINCRBY', key, 'h', whole(-tonumber(amount)))
  return true
end
