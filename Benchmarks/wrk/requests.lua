-- Sends the requests of a file in turn.
--
--   wrk … -s requests.lua URL -- FOLDER FILE THREADS START [TEXT]
--
-- FOLDER is where these scripts are. FILE has one request a line: method, path, host, authorization, content type, body
-- and cookie, with tabs between; empty fields are left out. The threads share the lines: thread n of THREADS sends lines
-- START + n, START + n + THREADS … An answer without TEXT counts as a refusal.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  package.path = args[1] .. "/?.lua"
  local report = require("report")
  requests, odd = {}, 0
  for line in io.lines(args[2]) do requests[#requests + 1] = report.request(report.fields(line)) end
  step = tonumber(args[3])
  position = tonumber(args[4]) + number
  folder = args[1]
  local text = args[5]
  if text then
    response = function(_, _, body)
      if not body:find(text, 1, true) then odd = odd + 1 end
    end
  end
end

function request()
  local next = requests[position % #requests + 1]
  position = position + step
  return next
end

function done(summary, latency)
  package.path = threads[1]:get("folder") .. "/?.lua"
  local report = require("report")
  report.write(summary, latency, summary.requests, report.sum(threads, "odd"))
end
