package import Conference
import Foundation

extension ProvinceHistory {
    /// The table that is served with the pages in `publicFolder`; throws ``StartFailure`` with the line that is wrong.
    package init(publicFolder: String) throws {
        let file = publicFolder + "/data/provinces_history.csv"
        guard let table = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw StartFailure("the table of provinces \(file) cannot be read")
        }
        do {
            try self.init(table)
        } catch {
            throw StartFailure("\(file), line \(error.line): not a province")
        }
    }
}
