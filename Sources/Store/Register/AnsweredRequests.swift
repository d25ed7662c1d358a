public import Attendance

/// The answer once given to a request that carried a key, so that the same request sent again does nothing.
public struct AnsweredRequest: Hashable, Sendable {
    public var requestHash: String
    public var status: Int
    public var body: String

    public init(requestHash: String, status: Int, body: String) {
        self.requestHash = requestHash
        self.status = status
        self.body = body
    }
}

extension Transaction {
    public func answer(to key: String, school: SchoolID) throws -> AnsweredRequest? {
        try first(
            "SELECT request_hash, status, body FROM answered_request WHERE school_id = ? AND request_key = ?",
            [.integer(school.rawValue), .text(key)]
        ) { AnsweredRequest(requestHash: $0.text(0), status: $0.int(1), body: $0.text(2)) }
    }

    public func keep(_ answer: AnsweredRequest, to key: String, at instant: Instant, school: SchoolID) throws
    {
        try run(
            """
            INSERT INTO answered_request (school_id, request_key, request_hash, status, body, at)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(school.rawValue), .text(key), .text(answer.requestHash), .integer(answer.status),
                .text(answer.body), .integer(instant.seconds),
            ]
        )
    }

    /// Forgets answers given before an instant: a form is not sent again after a day.
    public func forgetAnswers(before instant: Instant) throws {
        try run("DELETE FROM answered_request WHERE at < ?", [.integer(instant.seconds)])
    }
}
