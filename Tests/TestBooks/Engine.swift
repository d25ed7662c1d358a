public import Testing

/// What books are kept on, in a test.
public enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgresql

    /// The engine that the test under way is to make its books on.
    @TaskLocal public static var current = Engine.sqlite
}

/// Runs every test of a suite once on SQLite and once on a real PostgreSQL server.
///
/// What fails says on which of them. `$ROLLCALL_TEST_ENGINE` names one to try alone.
public struct BothEngines: SuiteTrait, TestTrait, TestScoping {
    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        for engine in TestServer.engines {
            let saying = IssueHandlingTrait.compactMapIssues { issue in
                var issue = issue
                issue.comments.append(Comment(rawValue: "on \(engine.rawValue)"))
                return issue
            }
            try await Engine.$current.withValue(engine) {
                try await saying.provideScope(for: test, testCase: testCase, performing: function)
            }
        }
    }
}

extension Trait where Self == BothEngines {
    public static var bothEngines: BothEngines { BothEngines() }
}
