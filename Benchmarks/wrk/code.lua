-- Signs in to an application with a live session: asks for a code, redeems it, and asks for the next.
--
--   wrk … -s code.lua URL -- FOLDER FILE THREADS START BODY
--
-- FILE has requests to /authorize as in requests.lua; BODY is the form of the token request without its code, which is
-- appended. Counts tokens: one for two requests.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  package.path = args[1] .. "/?.lua"
  local report = require("report")
  folder, form = args[1], args[5]
  requests, codes, odd, counted = {}, {}, 0, 0
  for line in io.lines(args[2]) do
    local fields = report.fields(line)
    host = fields[3]
    requests[#requests + 1] = report.request(fields)
  end
  headers = { Host = host, ["Content-Type"] = "application/x-www-form-urlencoded" }
  step = tonumber(args[3])
  position = tonumber(args[4]) + number
end

function request()
  local code = table.remove(codes)
  if code then return wrk.format("POST", "/oauth/token", headers, form .. code) end
  local next = requests[position % #requests + 1]
  position = position + step
  return next
end

function response(status, headers, body)
  if status == 302 then
    local location = headers["location"] or headers["Location"] or ""
    local code = location:match("[?&]code=([^&]+)")
    if code then codes[#codes + 1] = code else odd = odd + 1 end
  elseif status == 200 and body:find('"id_token"', 1, true) then
    counted = counted + 1
  elseif status < 400 then
    odd = odd + 1
  end
end

function done(summary, latency)
  package.path = threads[1]:get("folder") .. "/?.lua"
  local report = require("report")
  report.write(summary, latency, report.sum(threads, "counted"), report.sum(threads, "odd"))
end
