/// What a file of another system's holds, and so how it is read.
public enum ImportKind: String, Hashable, Sendable, CaseIterable {
    case pupils, contacts, marks, staff, registers, classes

    /// What somebody must be allowed besides importing at all.
    var permission: Permission {
        switch self {
        case .pupils, .contacts: .editRoll
        case .marks: .importFiles
        case .staff: .manageStaff
        case .registers, .classes: .manageRegisters
        }
    }
}

/// How far an import has got.
public struct ImportProgress: Hashable, Sendable {
    /// Rows, or marks of rows, dealt with.
    public var rows: Int
    public var bytesRead: Int
    /// 0 when it is not known, as of a pipe.
    public var byteCount: Int
}
