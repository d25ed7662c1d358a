/// A place in a text file.
public struct FilePlace: Hashable, Sendable {
    /// From 1; 0 for the file as a whole.
    public var line: Int
    /// From 1; 0 for the line as a whole.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
