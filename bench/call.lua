-- One non-streamed call of about 1 KB, again and again; the figures at the end as one line of JSON.
local words = string.rep("Explain how a lock lifts a boat. ", 27)
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. (os.getenv("ECLUSA_MASTER_KEY") or "sk-bench")
wrk.body = '{"model":"' .. (os.getenv("BENCH_MODEL") or "gpt-4o-mini")
  .. '","temperature":0.7,"max_tokens":256,"messages":['
  .. '{"role":"system","content":"You are brief."},{"role":"user","content":"' .. words .. '"}]}'

done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '{"calls":%d,"errors":%d,"per_second":%.1f,"p50_us":%d,"p99_us":%d}\n',
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
    summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(99)))
end
