import Applications
import Kernel
import Web
import Wire

/// Makes the answer of a handler into what the wire shows.
struct AnswerShape {
    let row: OperationRow
    let request: ManagementRequest
    let call: OperationCall
    let fields: FieldSelection?

    /// The response to a call that went well.
    func response(_ answer: OperationAnswer) -> ManagementResponse {
        switch answer {
        case .object(let object): return wire(.object(fields?.apply(object) ?? object))
        case .value(let value): return wire(fields?.apply(value) ?? value)
        case .list(let page, let key): return list(page, key)
        case .empty: return wire(nil)
        case .unchanged:
            var response = wire(nil)
            response.isUnchanged = true
            return response
        case .status(let status, let value): return wire(value, status: status)
        case .events(let stream):
            var response = ManagementResponse(row.success, nil)
            response.headers.append(("content-type", MediaType.eventStream))
            response.stream = stream
            return response
        }
    }

    private func wire(
        _ body: JSONValue?,
        status: Int? = nil,
        headers: [(String, String)] = []
    ) -> ManagementResponse {
        let status = status ?? row.success
        var response = ManagementResponse(status, status == 204 ? nil : body)
        response.headers += headers
        return response
    }

    private func list(_ page: Page<JSONObject>, _ key: String) -> ManagementResponse {
        let items = page.items.map { JSONValue.object(fields?.apply($0) ?? $0) }
        switch call.effectivePage {
        case .checkpoint(_, let take): return checkpoint(items, page, key, take: take)
        case .offset(let number, let perPage, let includeTotals):
            if row.listShape == .pageNumbers {
                return wire(.object(pageNumbers(items, page, key, number, perPage)))
            }
            if includeTotals {
                let envelope = ListEnvelope(path: row.path).wrap(
                    items,
                    key: key,
                    start: number * perPage,
                    limit: perPage,
                    total: page.total
                )
                return wire(.object(envelope))
            }
            if row.listShape == .object { return wire([key: .array(items)]) }
            guard Amendments.linkedLists.contains(row.id) else { return wire(.array(items)) }
            // The links of these lists are recorded with `http`, whatever the scheme of the request.
            let link = PageLinks(request, scheme: "http")
                .offset(page: number, perPage: perPage, count: items.count, total: page.total)
            return wire(.array(items), headers: [("Link", link)])
        }
    }

    private func checkpoint(
        _ items: [JSONValue],
        _ page: Page<JSONObject>,
        _ key: String,
        take: Int
    ) -> ManagementResponse {
        // The log alone answers an array to a checkpoint, and tells the next one in a header.
        if row.path == "/logs" {
            let links = PageLinks(request, scheme: request.host.scheme)
            let link = page.next.map { [("Link", links.checkpoint(next: $0, take: take))] } ?? []
            return wire(.array(items), headers: link)
        }
        guard call.page != nil || row.listShape == .object else { return wire(.array(items)) }
        var envelope: JSONObject = [key: .array(items)]
        if let next = page.next { envelope["next"] = .string(next) }
        if !row.pagesByOffset, let total = page.total, call.query["include_totals"]?.bool == true {
            envelope["total"] = .integer(Int64(total))
        }
        return wire(.object(envelope))
    }

    /// Zeroes are left out here.
    private func pageNumbers(
        _ items: [JSONValue],
        _ page: Page<JSONObject>,
        _ key: String,
        _ number: Int,
        _ perPage: Int
    ) -> JSONObject {
        var envelope: JSONObject = [key: .array(items)]
        let numbers = [("total", page.total ?? 0), ("page", number), ("per_page", perPage)]
        for (name, number) in numbers where number != 0 { envelope[name] = .integer(Int64(number)) }
        return envelope
    }
}

extension ManagementResponse {
    /// A response with or without a body.
    init(_ status: Int, _ body: JSONValue?) {
        self.status = status
        headers = [("cache-control", "no-cache")]
        self.body = body.map(JSONWriter.encode) ?? []
        if body != nil { headers.insert(("content-type", "application/json; charset=utf-8"), at: 0) }
    }

    /// The response to a request that was refused.
    init(_ problem: APIProblem) {
        self.init(problem.status, .object(problem.body))
        self.problem = problem
        if problem.status == 401 { headers.append(("www-authenticate", "Bearer")) }
    }
}
