import Attendance
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import Store

extension APIRoutes {
    /// `GET …/registers/7A/2025-11-20/AM`.
    func register(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        let sheet = try await office.sheet(
            named: try context.parameters.require("register"), in: try Self.session(context), by: person)
        return JSONAnswer.response(RegisterJSON.sheet(sheet, seesReasons: person.may(.seeReasons)))
    }

    /// `PUT …/registers/7A/2025-11-20/AM`: saves marks, and submits when asked.
    func takeRegister(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try await caller(request, context)
        let register = try context.parameters.require("register")
        let session = try Self.session(context)
        let bytes = try await request.body.collect(upTo: Self.largestBody)
        let body = try JSONAnswer.decode(RegisterBody.self, from: bytes)
        let marks = try body.takenMarks()
        let office = self.office
        let at = office.now()
        guard let key = request.headers[.idempotencyKey] else {
            let taking = try await office.store.write(person.school) { transaction in
                try office.take(
                    marks, register: register, in: session, submit: body.submit ?? false, by: person, at: at,
                    transaction)
            }
            return JSONAnswer.response(
                RegisterJSON.taking(taking).utf8, status: .init(code: Self.status(of: taking)))
        }
        if key.isEmpty || key.utf8.count > 200 {
            throw OfficeError.invalid("Idempotency-Key", "Send a key of 1 to 200 characters, or none.")
        }
        let hash = SourceFile(name: "", text: String(buffer: bytes) + register + session.description).sha256
        // The answer is kept in the same transaction, so that a request that comes again finds it.
        let answer = try await office.store.write(person.school) { transaction -> AnsweredRequest in
            if let given = try transaction.answer(to: key, school: person.school) {
                guard given.requestHash == hash else {
                    throw OfficeError.conflict(
                        "That Idempotency-Key was used for another request: send a new one.")
                }
                return given
            }
            let taking = try office.take(
                marks, register: register, in: session, submit: body.submit ?? false, by: person, at: at,
                transaction)
            let answer = AnsweredRequest(
                requestHash: hash, status: Self.status(of: taking), body: RegisterJSON.taking(taking).string)
            try transaction.keep(answer, to: key, at: at, school: person.school)
            return answer
        }
        return JSONAnswer.response(Array(answer.body.utf8), status: .init(code: answer.status))
    }

    private static func status(of taking: Taking) -> Int { taking.isAnythingAccepted ? 200 : 422 }
}

/// What `PUT` of a register sends.
struct RegisterBody: Decodable, Sendable {
    struct Mark: Decodable, Sendable {
        var upn: String?
        var id: String?
        var code: String?
        var minutesLate: Int?
        var note: String?
        var basedOn: Int64?

        enum CodingKeys: String, CodingKey, CaseIterable { case upn, id, code, minutesLate, note, basedOn }

        init(from decoder: any Decoder) throws {
            let fields = try StrictFields<CodingKeys>(decoder, of: "a mark")
            upn = try fields.optional(String.self, .upn)
            id = try fields.optional(String.self, .id)
            code = try fields.optional(String.self, .code)
            minutesLate = try fields.optional(Int.self, .minutesLate)
            note = try fields.optional(String.self, .note)
            basedOn = try fields.optional(Int64.self, .basedOn)
        }
    }
    var marks: [Mark]?
    var submit: Bool?

    enum CodingKeys: String, CodingKey, CaseIterable { case marks, submit }

    init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder, of: "a save")
        marks = try fields.optional([Mark].self, .marks)
        submit = try fields.optional(Bool.self, .submit)
    }

    func takenMarks() throws -> [TakenMark] {
        try (marks ?? []).enumerated().map { place, mark in
            guard let code = mark.code else {
                throw OfficeError.invalid("marks[\(place)].code", "Give each mark a code.")
            }
            guard mark.upn != nil || mark.id != nil else {
                throw OfficeError.invalid("marks[\(place)].upn", "Name the pupil of each mark by upn or id.")
            }
            return TakenMark(
                pupil: mark.id.flatMap { PupilID($0) }, upn: mark.upn, code: code,
                minutesLate: mark.minutesLate,
                note: mark.note, basedOn: mark.basedOn)
        }
    }
}

/// What `POST` of an amendment sends.
struct AmendmentBody: Decodable, Sendable {
    var upn: String?
    var id: String?
    var date: String?
    var session: String?
    var to: String?
    var reason: String?
    var minutesLate: Int?
    var note: String?
    var grantedOn: String?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case upn, id, date, session, to, reason, minutesLate, note, grantedOn
    }

    init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder, of: "an amendment")
        func text(_ field: CodingKeys) throws -> String? {
            try fields.optional(String.self, field)
        }
        upn = try text(.upn)
        id = try text(.id)
        date = try text(.date)
        session = try text(.session)
        to = try text(.to)
        reason = try text(.reason)
        minutesLate = try fields.optional(Int.self, .minutesLate)
        note = try text(.note)
        grantedOn = try text(.grantedOn)
    }

    /// The amendment but for its pupil.
    func amendment(of pupil: PupilID) throws -> Amendment {
        guard let date = date.flatMap({ CalendarDate($0) }) else {
            throw OfficeError.invalid("date", "Give the day as 2025-11-20.")
        }
        guard let half = session.flatMap({ Session.Half(name: $0) }) else {
            throw OfficeError.invalid("session", "Give the session as AM or PM.")
        }
        guard let to else { throw OfficeError.invalid("to", "Give the code it is to be.") }
        var granted: CalendarDate?
        if let grantedOn {
            granted = CalendarDate(grantedOn)
            if granted == nil { throw OfficeError.invalid("grantedOn", "Give the day as 2025-11-20.") }
        }
        return Amendment(
            pupil: pupil, session: Session(date, half), to: to, minutesLate: minutesLate, note: note,
            grantedOn: granted)
    }
}

extension JSONAnswer {
    static func decode<T: Decodable>(_ type: T.Type, from buffer: ByteBuffer) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw OfficeError.invalid("body", Self.sentence(error))
        }
    }

    static func body<T: Decodable>(_ type: T.Type, of request: Request) async throws -> T {
        try decode(type, from: try await request.body.collect(upTo: APIRoutes.largestBody))
    }

    /// Where a body is not what it should be.
    private static func sentence(_ error: DecodingError) -> String {
        func place(_ context: DecodingError.Context) -> String {
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
                .joined()
            return path.isEmpty ? "The body" : String(path.drop { $0 == "." })
        }
        return switch error {
        case .typeMismatch(let type, let context): "\(place(context)) should be a \(type)."
        case .valueNotFound(let type, let context): "\(place(context)) should be a \(type), not null."
        case .keyNotFound(let key, let context): "\(place(context)) lacks \(key.stringValue)."
        default: "The body is not JSON. Send an object, as docs/interface.md shows."
        }
    }
}

/// Registers as JSON.
enum RegisterJSON {
    static func sheet(_ sheet: RegisterSheet, seesReasons: Bool) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.member("register", sheet.register.name)
            text.member("date", sheet.session.date.description)
            text.member("session", sheet.session.half.name)
            text.member("takenBy", sheet.taken?.takenBy)
            text.member("submittedAt", sheet.taken?.submittedAt.map { Self.utc($0) })
            text.member("closed", sheet.isClosed)
            text.array("pupils") { text in
                for pupil in sheet.pupils {
                    text.object { text in
                        text.member("id", pupil.line.pupil.description)
                        text.member("upn", pupil.line.upn)
                        text.member("name", pupil.line.name)
                        text.member("code", pupil.line.code.map { Self.code($0, seesReasons) })
                        text.member("entry", pupil.line.entry)
                        text.member("planned", pupil.planned.map { Self.code($0, seesReasons) })
                        text.member("opens", pupil.times?.opens.description)
                        text.member("closes", pupil.times?.closes.description)
                    }
                }
            }
        }
        return text.utf8
    }

    /// A teacher's program is told that somebody is not expected, as a teacher is, and not why.
    private static func code(_ code: AttendanceCode, _ seesReasons: Bool) -> String {
        seesReasons || code.sessionClass == .present || code == .noReasonYet || code == .lateAfterClose
            ? code.text : "not expected"
    }

    static func taking(_ taking: Taking) -> JSONText {
        var text = JSONText()
        text.object { text in
            text.array("stored") { text in
                for stored in taking.stored {
                    text.object { text in
                        text.member("upn", stored.upn)
                        text.member("id", stored.pupil.description)
                        text.member("session", taking.session.description)
                        text.member("code", stored.code.text)
                        text.member("entry", stored.entry)
                    }
                }
            }
            text.array("unchanged") { text in
                for (pupil, upn) in taking.unchanged {
                    text.object { text in
                        text.member("upn", upn)
                        text.member("id", pupil.description)
                    }
                }
            }
            text.array("refused") { text in
                for refused in taking.refused {
                    text.object { text in
                        text.member("upn", refused.upn)
                        text.member("id", refused.pupil?.description)
                        text.member("because", refused.because)
                    }
                }
            }
            text.array("conflicts") { text in
                for conflict in taking.conflicts {
                    text.object { text in
                        text.member("upn", conflict.upn)
                        text.member("id", conflict.pupil.description)
                        text.member("code", conflict.code?.text)
                        text.member("entry", conflict.entry)
                    }
                }
            }
        }
        return text
    }

    /// `2025-11-20T08:47:12Z`.
    private static func utc(_ instant: Instant) -> String {
        let day = instant.seconds / 86_400
        let rest = Int(instant.seconds - day * 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return
            "\(CalendarDate(dayNumber: Int32(day)))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
    }
}
