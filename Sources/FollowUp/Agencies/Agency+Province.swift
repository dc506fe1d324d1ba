package import Conference

extension Agency {
    /// Every province of every time, each with the one that took its place.
    package static func provinces(_ history: ProvinceHistory) -> [Agency] {
        history.provinces.map { province in
            Agency(
                id: AgencyID(province), name: Text(vi: province.fullName, en: province.english),
                short: Text(vi: province.name, en: province.name), kind: .province, code: province.code, from: province.from,
                until: province.until, successor: history.successor(of: province).map { AgencyID($0) })
        }
    }
}

extension AgencyID {
    /// A code means a province only together with the day from which it does.
    fileprivate init(_ province: ProvinceHistory.Province) {
        self.init(rawValue: province.from.map { "\(province.code)-\($0)" } ?? province.code)
    }
}

extension ProvinceHistory.Province {
    fileprivate var english: String { fullName.hasPrefix("Thành phố") ? "\(name) City" : "\(name) Province" }
}
