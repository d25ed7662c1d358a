/// Cuts UTF-8 text into rows and fields, a piece at a time. It holds no more than the row it is in.
///
/// RFC 4180, and what is met besides: stray quotes (kept as they are), spaces around quotes, rows that end in LF, CR
/// or CRLF.
struct CSVScanner {
    /// The most bytes that one field, and one whole row, may have.
    struct Limits {
        var field = 1_000_000
        var row = 4_000_000
        /// The most fields in a row.
        var fields = 4096
    }

    enum Outcome {
        /// The piece is used up and the row goes on.
        case more
        case row
    }

    /// Why a row is not handed out.
    enum Excess: Hashable {
        case longField, longRow, manyFields
        /// A quote was opened and the file ended.
        case openQuote
    }

    let separator: UInt8
    let limits: Limits
    /// The line that is being read, from 1.
    private(set) var line = 1
    /// Set when the row is to be refused; `line` and `column` say where the field begins.
    private(set) var excess: (Excess, line: Int, column: Int)?

    private enum State {
        case start, bare, quoted, quoteInQuoted
        /// In a quoted field after a quote that closed nothing.
        case loose
    }
    private var state = State.start
    private var column = 1
    private var fieldLine = 1
    private var fieldColumn = 1
    private var fieldStart = 0
    /// Spaces after a closing quote, kept until it is known that it closed.
    private var heldSpaces = 0
    private var afterReturn = false
    private var atRowStart = true

    init(separator: UInt8, limits: Limits) {
        self.separator = separator
        self.limits = limits
        kinds = [Kind](repeating: .ordinary, count: 256)
        for byte in 0x80..<0xC0 { kinds[byte] = .continuation }
        kinds[Int(separator)] = .separator
        kinds[Int(UInt8(ascii: "\""))] = .quote
        kinds[Int(UInt8(ascii: "\n"))] = .lineFeed
        kinds[Int(UInt8(ascii: "\r"))] = .carriageReturn
    }

    private enum Kind: UInt8 { case ordinary, continuation, separator, quote, lineFeed, carriageReturn }
    private var kinds: [Kind]

    /// Goes on from `position` in the piece until the row ends or the piece does; `position` is moved along.
    mutating func scan(_ bytes: [UInt8], from position: inout Int, into row: inout CSVRow) -> Outcome {
        let piece = bytes.span
        if atRowStart { beginRow(&row) }
        var index = position
        while index < piece.count {
            // The run of bytes that mean nothing but themselves.
            let runStart = index
            if state != .start && state != .quoteInQuoted {
                var continuations = 0
                while index < piece.count {
                    let kind = kinds[Int(piece[unchecked: index])]
                    if kind == .continuation {
                        continuations += 1
                    } else if kind != .ordinary {
                        break
                    }
                    index += 1
                }
                if index > runStart {
                    afterReturn = false
                    column += index - runStart - continuations
                    keep(piece, runStart..<index, in: &row)
                    continue
                }
            }
            let byte = piece[unchecked: index]
            let kind = kinds[Int(byte)]
            index += 1
            if kind == .lineFeed, afterReturn {
                // The second half of CRLF: the line is counted already.
                afterReturn = false
                if state == .quoted { keep(byte, in: &row) } else { row.line = line }
                continue
            }
            afterReturn = kind == .carriageReturn
            if take(byte, kind, in: &row) {
                position = index
                return .row
            }
        }
        position = index
        return .more
    }

    /// Ends the last row, at the end of the file. False when there is none.
    mutating func finish(into row: inout CSVRow) -> Bool {
        if atRowStart { return false }
        if state == .quoted, excess == nil { excess = (.openQuote, fieldLine, fieldColumn) }
        guard state != .start || !row.fields.isEmpty else { return false }
        endField(in: &row)
        atRowStart = true
        return true
    }

    /// Deals with one byte; true when it ends the row.
    private mutating func take(_ byte: UInt8, _ kind: Kind, in row: inout CSVRow) -> Bool {
        switch (state, kind) {
        case (.quoted, .quote):
            state = .quoteInQuoted
            heldSpaces = 0
            column += 1
        case (.quoted, .lineFeed), (.quoted, .carriageReturn):
            // A line break inside a field is kept as LF, however it was written.
            if kind == .lineFeed { keep(byte, in: &row) }
            newLine()
        case (.quoteInQuoted, .quote) where heldSpaces == 0:
            keep(byte, in: &row)
            state = .quoted
            column += 1
        case (.quoteInQuoted, .ordinary) where byte == UInt8(ascii: " "):
            heldSpaces += 1
            column += 1
        case (.quoteInQuoted, .ordinary), (.quoteInQuoted, .continuation), (.quoteInQuoted, .quote):
            // The quote did not close the field: `"Ada "Addie" Okafor"`. From here on the field ends with its
            // separator or its line, so that one stray quote never swallows the rows after it.
            keep(UInt8(ascii: "\""), in: &row)
            for _ in 0..<heldSpaces { keep(UInt8(ascii: " "), in: &row) }
            keep(byte, in: &row)
            state = .loose
            column += kind == .continuation ? 0 : 1
        case (.start, .quote):
            state = .quoted
            row.bytes.removeSubrange(fieldStart...)  // spaces before the quote
            column += 1
        case (_, .separator):
            if state == .quoted {
                keep(byte, in: &row)
                column += 1
            } else {
                endField(in: &row)
                column += 1
                beginField(in: row)
            }
        case (_, .lineFeed), (_, .carriageReturn):
            endField(in: &row)
            newLine()
            atRowStart = true
            return true
        default:
            keep(byte, in: &row)
            column += kind == .continuation ? 0 : 1
            if state == .start, byte != UInt8(ascii: " ") { state = .bare }
        }
        return false
    }

    private mutating func beginRow(_ row: inout CSVRow) {
        row.clear()
        row.line = line
        excess = nil
        atRowStart = false
        beginField(in: row)
    }

    private mutating func beginField(in row: CSVRow) {
        state = .start
        fieldLine = line
        fieldColumn = column
        fieldStart = row.bytes.count
    }

    private mutating func endField(in row: inout CSVRow) {
        if state == .loose, row.bytes.count > fieldStart, row.bytes.last == UInt8(ascii: "\"") {
            row.bytes.removeLast()
        }
        if row.fields.count >= limits.fields {
            note(.manyFields)
            return
        }
        row.fields.append(
            CSVRow.Field(
                line: Int32(clamping: fieldLine), column: Int32(clamping: fieldColumn),
                end: Int32(row.bytes.count)))
    }

    private mutating func newLine() {
        line += 1
        column = 1
    }

    private mutating func keep(_ byte: UInt8, in row: inout CSVRow) {
        guard hasRoom(for: 1, in: row) else { return }
        row.bytes.append(byte)
    }

    private mutating func keep(_ piece: Span<UInt8>, _ range: Range<Int>, in row: inout CSVRow) {
        guard hasRoom(for: range.count, in: row) else { return }
        piece.withUnsafeBufferPointer { row.bytes.append(contentsOf: $0[range]) }
    }

    /// Once a limit is passed nothing more of the row is held.
    private mutating func hasRoom(for count: Int, in row: CSVRow) -> Bool {
        if excess != nil { return false }
        if row.bytes.count - fieldStart + count > limits.field {
            note(.longField)
            return false
        }
        if row.bytes.count + count > limits.row {
            note(.longRow)
            return false
        }
        return true
    }

    private mutating func note(_ reason: Excess) {
        if excess == nil { excess = (reason, fieldLine, fieldColumn) }
    }
}
