/// What a notice of penalty is about.
extension PupilRun {
    /// The sessions that a notice lists when it is issued, or would list when it is decided: those that count towards the threshold and that no
    /// earlier notice to the same parent lists, of days on which the pupil had to be at school.
    func sessionsListed(by act: PupilAct) -> [Int] { sessions(countedBy: act, unspent: true) }

    private func sessions(countedBy act: PupilAct, unspent: Bool) -> [Int] {
        guard [.issue, .decide].contains(act.did), act.what == "penalty-notice" else { return [] }
        let counted = CodeChoice(rules.law.codes(.penaltyCountedCodes, on: now.date))
        var asked = Asked()
        asked.contact = act.to
        return sessions(counted, over: .schoolWeeks(.law(.penaltyThresholdWeeks)), unspent: unspent, asked)
    }

    /// The day that decides whether the pupil is of the age to which something applies: that of the session or act
    /// that is asked about, of a notice that of the absence for which it is decided or issued.
    func dayOfAge(_ asked: Asked) -> CalendarDate {
        if let tried = asked.tried,
            let last = sessionsListed(by: tried).last ?? sessions(countedBy: tried, unspent: false).last
        {
            return line.sessions[last].date
        }
        return itemMoment(asked)?.date ?? now.date
    }
}
