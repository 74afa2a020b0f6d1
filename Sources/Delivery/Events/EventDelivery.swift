import Applications
import Kernel
import Wire

/// An event on its way to the destination of its stream.
///
/// - SeeAlso: Auth0: "Event Streams"; CloudEvents 1.0.
struct EventDelivery: Sendable {
    /// The event, as the destination is told it.
    let event: JSONObject
    /// The stream's `destination`.
    let destination: JSONObject

    /// The delivery of a document; nil where it or its stream is gone.
    init?(_ delivery: Document?, of stream: Document?) {
        guard let event = delivery?.body["event"]?.object, let destination = stream?.body["destination"]?.object else {
            return nil
        }
        self.init(event: event, destination: destination)
    }

    /// The delivery of an event to a destination.
    init(event: JSONObject, destination: JSONObject) {
        self.event = event
        self.destination = destination
    }

    /// Posts the event; why it was not taken, nil if it was.
    func problem(_ poster: HTTPPoster) async -> HTTPPoster.Failure? {
        do {
            let (status, _) = try await poster.answer(to: call())
            return (200..<300).contains(status) ? nil : HTTPPoster.refusal(status)
        } catch let failure as HTTPPoster.Failure {
            return failure
        } catch {
            return HTTPPoster.Failure("\(error)", isWorthTrying: true)
        }
    }

    /// What is posted.
    ///
    /// - Throws: `HTTPPoster.Failure` for a destination that this server cannot reach.
    func call() throws(HTTPPoster.Failure) -> HTTPPoster.Call {
        let configuration = destination["configuration"]?.object ?? [:]
        guard destination["type"]?.string == "webhook", let url = configuration["webhook_endpoint"]?.string else {
            let type = destination["type"]?.string ?? ""
            throw HTTPPoster.Failure("this server delivers to no destination of type \(type)", isWorthTrying: false)
        }
        return HTTPPoster.Call(
            url: url,
            mediaType: "application/json",
            headers: Self.headers(configuration["webhook_authorization"]?.object ?? [:]),
            body: JSONWriter.encode(event)
        )
    }

    private static func headers(_ authorization: JSONObject) -> [String] {
        func text(_ name: String) -> String { authorization[name]?.string ?? "" }
        switch text("method") {
        case "basic":
            let login = Base64.encode(Array("\(text("username")):\(text("password"))".utf8), .standard)
            return ["Authorization: Basic \(login)"]
        case "bearer": return ["Authorization: Bearer \(text("token"))"]
        case "custom_header": return ["\(text("header_key")): \(text("header_value"))"]
        default: return []
        }
    }
}

/// What came of one try to deliver an event.
struct EventAttempt: Sendable, Equatable {
    /// How long to wait after each try, in seconds: four tries in seven seconds.
    private static let pauses: [Int64] = [1, 2, 4]

    /// When it was made.
    let moment: Instant
    /// How long it took, in milliseconds.
    let duration: Double
    /// Why it failed; nil if it did not.
    let problem: String?
    /// When the next one is due; nil if this was the last.
    let next: Instant?

    /// A try, which counts the ones before it.
    init(_ attempts: Int64, at moment: Instant, duration: Duration, problem: HTTPPoster.Failure?) {
        self.moment = moment
        self.duration = Double(duration / .microseconds(1)) / 1000
        self.problem = problem?.description
        let pause = attempts >= 1 && attempts <= Self.pauses.count ? Self.pauses[Int(attempts) - 1] : nil
        next = problem?.isWorthTrying ?? false ? pause.map { moment.adding(seconds: $0) } : nil
    }

    /// The status of the delivery after this try.
    var status: String {
        guard problem != nil else { return "delivered" }
        return next == nil ? "failed" : "pending"
    }

    /// The try, as the delivery tells of it.
    var json: JSONObject {
        var json: JSONObject = ["status": problem == nil ? "delivered" : "failed"]
        if let problem { json["error_message"] = .string(problem) }
        json["timestamp"] = moment.json
        json["duration"] = .double(duration)
        return json
    }
}
