import Attendance
import Store
import Synchronization

/// Things read from a school's roll, in memory. A register is opened and saved many times of a morning and its pupils
/// are mostly the same, so they are read once and kept while nothing of the school's roll, plans or rules has changed
/// in the books; the books have a new edition after each change, whichever program makes it.
///
/// Within a write that has changed the roll (`Transaction.hasChangedRoll`) neither ask nor put: the edition is not yet
/// the new one.
final class RollShelf<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Kept {
        let edition: Int64
        let rollEdition: Int64
        var values: [Key: Value] = [:]

        func isGood(for school: School) -> Bool {
            edition == school.edition && rollEdition == school.rollEdition
        }
    }

    private let schools = Mutex<[SchoolID: Kept]>([:])
    /// Of one school. More, and all of that school's are forgotten.
    private let most: Int

    init(most: Int) {
        self.most = most
    }

    func known(_ key: Key, _ school: School) -> Value? {
        schools.withLock { schools in
            guard let kept = schools[school.id], kept.isGood(for: school) else { return nil }
            return kept.values[key]
        }
    }

    func put(_ value: Value, at key: Key, _ school: School) {
        schools.withLock { schools in
            let empty = Kept(edition: school.edition, rollEdition: school.rollEdition)
            var kept = schools.removeValue(forKey: school.id) ?? empty
            if !kept.isGood(for: school) || kept.values.count >= most { kept = empty }
            kept.values[key] = value
            schools[school.id] = kept
        }
    }
}
