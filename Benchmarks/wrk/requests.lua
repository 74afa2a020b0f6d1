-- Sends the requests of a file in turn, and reports in a form that a program reads.
--
--   wrk … -s requests.lua URL -- FILE THREADS START
--
-- FILE has one request a line: method, path, host, authorization, content type and body, with tabs between; empty
-- fields are left out. The threads share the lines: thread n of THREADS sends lines START + n, START + n + THREADS …

local count = 0

function setup(thread)
  thread:set("number", count)
  count = count + 1
end

function init(args)
  requests = {}
  for line in io.lines(args[1]) do
    local fields = {}
    for field in (line .. "\t"):gmatch("([^\t]*)\t") do fields[#fields + 1] = field end
    local headers = { Host = fields[3] }
    if fields[4] ~= "" then headers["Authorization"] = fields[4] end
    if fields[5] ~= "" then headers["Content-Type"] = fields[5] end
    local body = fields[6] ~= "" and fields[6] or nil
    requests[#requests + 1] = wrk.format(fields[1], fields[2], headers, body)
  end
  step = tonumber(args[2])
  position = tonumber(args[3]) + number
end

function request()
  local next = requests[position % #requests + 1]
  position = position + step
  return next
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    "report: requests=%d microseconds=%d refused=%d broken=%d p50=%.0f p99=%.0f worst=%.0f\n",
    summary.requests, summary.duration, failed.status,
    failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50), latency:percentile(99), latency.max))
end
