public import Attendance
import Store

/// How somebody of the staff signs in, as those who look after sign-ins see it.
public struct StaffSignIn: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Has been given a code, and has not chosen a password yet.
        case invited
        case password
        /// With a code of the telephone as well.
        case withCode
        /// After too many wrong tries, for a while.
        case locked
        /// Closed by somebody until it is opened again.
        case closed
    }

    public var name: String
    public var state: State
    public var hasPhone: Bool
    /// When the latest of the sessions still open was used.
    public var lastSeen: Instant?
}

extension Office {
    /// The sign-ins of the staff of a day; those without one are left out.
    public func staffSignIns(
        on day: CalendarDate, by signedIn: SignedIn
    ) async throws -> [PersonID: StaffSignIn] {
        try signedIn.require(.manageStaff)
        let at = now()
        return try await store.read { transaction in
            var all: [PersonID: StaffSignIn] = [:]
            for member in try transaction.staff(on: day, school: signedIn.school) {
                guard let row = try transaction.signIn(of: member.id) else { continue }
                let state: StaffSignIn.State =
                    row.disabled != nil
                    ? .closed
                    : row.lockedUntil.map { at < $0 } == true
                        ? .locked
                        : row.passwordHash == nil
                            ? .invited : row.totpConfirmed == nil ? .password : .withCode
                all[member.id] = StaffSignIn(
                    name: row.name, state: state, hasPhone: row.totpConfirmed != nil,
                    lastSeen: try transaction.sessions(of: member.id, at: at).map(\.seen).max())
            }
            return all
        }
    }
}
