import Attendance
import Office

/// What the register's page sends: only pupils who were touched count.
struct RegisterForm: Sendable {
    enum Act: Sendable, Equatable {
        case save
        /// Everyone without a mark is present.
        case fill
        case submit
        /// After it was said who is not marked.
        case submitAnyway
        case undo
    }

    let act: Act
    /// Made by hand.
    let marks: [TakenMark]
    /// Those that "everyone else is present" made in the browser's script: a mark somebody else made meanwhile stands,
    /// and nobody is asked.
    let fills: [TakenMark]
    /// For `undo`.
    let taken: ActID?

    init(_ form: FormFields) {
        act =
            switch form["do"] {
            case "fill": .fill
            case "submit": .submit
            case "submit-anyway": .submitAnyway
            case "undo": .undo
            default: .save
            }
        taken = form["act"].flatMap { ActID($0) }
        let (was, minutes, notes) = (form.keyed("was"), form.keyed("minutes"), form.keyed("note"))
        let (basedOn, theirs, mine) = (form.keyed("basedOn"), form.keyed("theirs"), form.keyed("mine"))
        let fill = form.keyed("fill")
        var codes = form.keyed("mark").merging(fill) { mark, _ in mark }
        for (key, code) in form.keyed("other") where !code.isEmpty { codes[key] = code }
        let all = Set(codes.keys).union(notes.keys).sorted().compactMap { key -> TakenMark? in
            guard let pupil = RegisterRow.pupil(of: key), theirs[key] == nil else { return nil }
            let code = codes[key] ?? ""
            let minutesLate = code == "L" ? minutes[key].flatMap { Int($0) } : nil
            let note = notes[key].flatMap { $0.isEmpty ? nil : $0 }
            // A page without a script sends every pupil, with what stood when it was made.
            let isTouched = was[key].map { $0 != code } ?? !code.isEmpty
            guard isTouched || minutesLate != nil || note != nil || mine[key] != nil else { return nil }
            return TakenMark(
                pupil: pupil, code: code, minutesLate: minutesLate, note: note,
                basedOn: (mine[key] ?? basedOn[key]).flatMap { Int64($0) })
        }
        let filled = Set(fill.keys.compactMap { RegisterRow.pupil(of: $0) })
        marks = all.filter { mark in mark.pupil.map { !filled.contains($0) } ?? true }
        fills = all.filter { mark in mark.pupil.map { filled.contains($0) } ?? false }
    }
}
