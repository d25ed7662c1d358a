import Attendance
import Store

/// Everyone who is or was on a school's roll, as figures need them.
struct FigureRoll: Sendable {
    let pupils: [FigurePupil]
    let stays: [PupilID: [GroupStay]]

    /// Those on the roll on some day of a range.
    func pupils(in days: ClosedRange<CalendarDate>) -> [FigurePupil] {
        pupils.filter { pupil in
            pupil.spells.contains {
                $0.from <= days.upperBound && $0.to.map { $0 >= days.lowerBound } ?? true
            }
        }
    }

    enum Whole: Hashable { case roll }
}

typealias FigureRolls = RollShelf<FigureRoll.Whole, FigureRoll>

extension Office {
    func figureRoll(of school: School, _ transaction: any Transaction) throws -> FigureRoll {
        let mayKeep = !transaction.hasChangedRoll
        if mayKeep, let known = figureRolls.known(.roll, school) { return known }
        let roll = FigureRoll(
            pupils: try transaction.figurePupils(school: school.id),
            stays: try transaction.registrationGroups(school: school.id))
        if mayKeep { figureRolls.put(roll, at: .roll, school) }
        return roll
    }
}
