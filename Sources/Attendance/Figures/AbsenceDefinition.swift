/// From which share of the possible sessions missed a pupil is persistently and severely absent, on exact counts.
///
/// National figures of every year are made by the definition in use since 2015/16, as the published series are. They
/// are part of what the figures mean and no setting; what a policy or the law asks for at such a share is in their
/// files. Source: the Department for Education's methodology for pupil absence statistics; `Law/England/thresholds.yaml`.
enum AbsenceDefinition {
    static let persistentPercent = 10
    static let severePercent = 50

    @inline(__always)
    static func isPersistent(_ absent: Int, of possible: Int) -> Bool {
        possible > 0 && absent &* 100 >= possible &* persistentPercent
    }

    @inline(__always)
    static func isSevere(_ absent: Int, of possible: Int) -> Bool {
        possible > 0 && absent &* 100 >= possible &* severePercent
    }
}
