-- Exchanges refresh tokens that rotate: each is sent once, and what it is answered with is sent later.
--
--   wrk … -s refresh.lua URL -- FOLDER FILE THREADS HOST CLIENT SECRET
--
-- FILE has a refresh token a line; afterwards it has those that are left. A token whose answer never came is not among
-- them: the server may have spent it.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  folder, file, host = args[1], args[2], args[4]
  head = "grant_type=refresh_token&client_id=" .. args[5] .. "&client_secret=" .. args[6] .. "&refresh_token="
  headers = { Host = host, ["Content-Type"] = "application/x-www-form-urlencoded" }
  pool, first, last, odd, counted = {}, 1, 0, 0, 0
  local line_number, step = 0, tonumber(args[3])
  for line in io.lines(file) do
    if line_number % step == number then
      last = last + 1
      pool[last] = line
    end
    line_number = line_number + 1
  end
end

function request()
  local token = pool[first]
  if not token then error("the pool of refresh tokens is empty") end
  pool[first] = nil
  first = first + 1
  return wrk.format("POST", "/oauth/token", headers, head .. token)
end

function response(status, _, body)
  local token = status == 200 and body:match('"refresh_token":"([^"]+)"')
  if token and body:find('"id_token"', 1, true) then
    last = last + 1
    pool[last] = token
    counted = counted + 1
  elseif status < 400 then
    odd = odd + 1
  end
end

function done(summary, latency)
  package.path = threads[1]:get("folder") .. "/?.lua"
  local report = require("report")
  local output = io.open(threads[1]:get("file"), "w")
  for _, thread in ipairs(threads) do
    local pool, first, last = thread:get("pool"), thread:get("first"), thread:get("last")
    for index = first, last do output:write(pool[index], "\n") end
  end
  output:close()
  report.write(summary, latency, report.sum(threads, "counted"), report.sum(threads, "odd"))
end
