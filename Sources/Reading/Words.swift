/// The few words that the rules themselves name.
enum Word: Int, CaseIterable {
    case from, during, the, two, three, day, today, month, year, until, and, whole, of, alsoOffice, past, first, last, now, before, `is`
    case number, occurrence, ordinal, comprising, after, with, has, term, according, onBehalf, manMiddle, womanMiddle, hear, member
    case next, centre, must, need, about, above, people, turning, up, exceed, tie, join, seat, seatEnd, direct, line, side
    case rank, than, deputy, longevity, passive, age, that, this, forWhom

    var text: String {
        switch self {
        case .from: "từ"
        case .during: "trong"
        case .the: "các"
        case .two: "hai"
        case .three: "ba"
        case .day: "ngày"
        case .today: "hôm"
        case .month: "tháng"
        case .year: "năm"
        case .until: "đến"
        case .and: "và"
        case .whole: "hết"
        case .of: "của"
        case .alsoOffice: "kiêm"
        case .past: "qua"
        case .first: "đầu"
        case .last: "cuối"
        case .now: "nay"
        case .before: "trước"
        case .is: "là"
        case .number: "số"
        case .occurrence: "lần"
        case .ordinal: "thứ"
        case .comprising: "gồm"
        case .after: "sau"
        case .with: "với"
        case .has: "có"
        case .term: "khóa"
        case .according: "theo"
        case .onBehalf: "thay"
        case .manMiddle: "văn"
        case .womanMiddle: "thị"
        case .hear: "nghe"
        case .member: "viên"
        case .next: "tới"
        case .centre: "tâm"
        case .must: "phải"
        case .need: "cần"
        case .about: "về"
        case .above: "trên"
        case .people: "dân"
        case .turning: "trở"
        case .up: "lên"
        case .exceed: "vượt"
        case .tie: "kết"
        case .join: "nối"
        case .seat: "trụ"
        case .seatEnd: "sở"
        case .direct: "trực"
        case .line: "tuyến"
        case .side: "phía"
        case .rank: "hạng"
        case .than: "hơn"
        case .deputy: "phó"
        case .longevity: "thọ"
        case .passive: "được"
        case .age: "tuổi"
        case .that: "đó"
        case .this: "đây"
        case .forWhom: "cho"
        }
    }

    /// Its number among the words of every gazetteer, where these come first.
    @inline(__always)
    var number: UInt32 { UInt32(rawValue) + 1 }
}
