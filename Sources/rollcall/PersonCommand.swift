import ArgumentParser
import Attendance
import Foundation
import Office
import Store

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Staff and their sign-ins.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a person, and with an email prints a code with which they choose a password.")

        @Option(help: "Forename and surname.")
        var name: String
        @Option(help: "As it is written beside what they do: 'Attendance officer'.")
        var position: String
        @Option(
            parsing: .upToNextOption,
            help: "One or more roles: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var role: [String]
        @Option(help: "Their email, which is also what they sign in with.")
        var email: String?
        @OptionGroup var books: BooksOptions

        func run() async throws {
            let installation = try await books.open()
            let school = try await installation.school(books.school)
            let roles = try role.map { text in
                guard let role = Role(rawValue: text) else {
                    throw CommandFailure.badUse(
                        "'\(text)' is no role. Choose of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
                    )
                }
                return role
            }
            let parts = name.split(separator: " ")
            guard parts.count > 1, let surname = parts.last else {
                throw CommandFailure.badUse("--name: give forename and surname.")
            }
            let operating = SignedIn.operator(at: school.id)
            let person = try await installation.office.addStaff(
                StaffDetails(
                    person: PersonDetails(
                        forename: parts.dropLast().joined(separator: " "), surname: String(surname),
                        email: email),
                    position: position, roles: Set(roles)),
                from: installation.office.today, by: operating)
            print("Added \(name), \(position), as person \(person).")
            guard let email else { return }
            let invitation = try await installation.office.invite(
                person, signInName: email, by: operating)
            print("To choose a password, open /welcome within a week with the code \(invitation.code)")
        }
    }
}

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Bearer tokens for other systems.", subcommands: [Create.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token; it is the last word printed, once.")

        @Option(help: "What it may do: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var role: String
        @Option(help: "The system or person it is for, as entries will name it.")
        var name: String
        @OptionGroup var books: BooksOptions

        func run() async throws {
            let installation = try await books.open()
            guard let role = Role(rawValue: role) else {
                throw CommandFailure.badUse(
                    "'\(role)' is no role. Choose of: \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
                )
            }
            let schools = try await installation.office.store.read { try $0.schools() }
            let one = try books.school.map { slug in
                guard let school = schools.first(where: { $0.slug == slug }) else {
                    throw CommandFailure.badUse("There is no school '\(slug)'.")
                }
                return school
            }
            guard let at = one ?? schools.first else {
                throw CommandFailure.badUse("There is no school yet: make one with `rollcall school create`.")
            }
            let token = try await installation.office.createToken(
                name: name, role: role, school: one?.id, by: .operator(at: at.id))
            print("A token for \(name), \(role.title)\(one.map { " at \($0.slug)" } ?? ""):\n\(token)")
        }
    }
}
