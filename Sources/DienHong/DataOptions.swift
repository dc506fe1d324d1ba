import ArgumentParser
import Web

/// Where the data is; of every command that touches it.
struct DataOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: "The folder that holds everything; made if it is not there.")
    var path = "data"

    func folder() throws -> DataFolder { try DataFolder(path) }
}
