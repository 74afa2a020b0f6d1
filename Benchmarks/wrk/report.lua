-- What the scripts here share: lines of requests, and a report in a form that a program reads.

local report = {}

-- The tab-separated fields of a line; empty fields are empty texts.
function report.fields(line)
  local fields = {}
  for field in (line .. "\t"):gmatch("([^\t]*)\t") do fields[#fields + 1] = field end
  return fields
end

-- The bytes of a request: method, path, host, authorization, content type, body and cookie.
function report.request(fields)
  local headers = { Host = fields[3] }
  if fields[4] ~= "" then headers["Authorization"] = fields[4] end
  if fields[5] ~= "" then headers["Content-Type"] = fields[5] end
  if (fields[7] or "") ~= "" then headers["Cookie"] = fields[7] end
  return wrk.format(fields[1], fields[2], headers, fields[6] ~= "" and fields[6] or nil)
end

-- A number that every thread counts by itself, summed.
function report.sum(threads, name)
  local sum = 0
  for _, thread in ipairs(threads) do sum = sum + (thread:get(name) or 0) end
  return sum
end

-- Writes the report: `counted` is how many of what is measured were done, `odd` how many answers were not what they
-- should be.
function report.write(summary, latency, counted, odd)
  local failed = summary.errors
  io.write(string.format(
    "report: requests=%d counted=%d microseconds=%d refused=%d broken=%d p50=%.0f p99=%.0f worst=%.0f\n",
    summary.requests, counted, summary.duration, failed.status + odd,
    failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end

return report
