import ArgumentParser

@main
struct Rollcall: ParsableCommand {}
