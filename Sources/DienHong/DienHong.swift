import ArgumentParser

@main
struct DienHong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dienhong",
        abstract: "National conferences held online: convene, hold, record, follow through."
    )
}
