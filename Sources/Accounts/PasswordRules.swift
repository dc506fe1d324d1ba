import Basics
package import Conference

/// What a password must be: long, and not what everybody tries first.
package enum PasswordProblem: Error, CaseIterable, Sendable {
    case tooShort, tooLong, commonplace, ownName

    package var text: Text {
        switch self {
        case .tooShort:
            Text(
                vi: "Mật khẩu phải có ít nhất \(Limits.passwordLetters.lowerBound) ký tự; một câu dài là tốt nhất.",
                en: "A password has at least \(Limits.passwordLetters.lowerBound) characters; a long sentence is best.")
        case .tooLong: Text(vi: "Mật khẩu quá dài.", en: "The password is too long.")
        case .commonplace:
            Text(vi: "Mật khẩu này quá dễ đoán; hãy chọn một câu dài của riêng bạn.", en: "This password is too easily guessed; choose a long sentence of your own.")
        case .ownName: Text(vi: "Mật khẩu không được chứa tên đăng nhập.", en: "A password must not contain the sign-in name.")
        }
    }
}

package enum PasswordRules {
    /// Why this password is refused, if it is.
    package static func problem(_ password: String, of signInName: String) -> PasswordProblem? {
        if password.count < Limits.passwordLetters.lowerBound { return .tooShort }
        if password.count > Limits.passwordLetters.upperBound { return .tooLong }
        let plain = String(password.lowercased().filter { $0.isLetter || $0.isNumber })
        let name = String(signInName.lowercased().prefix { $0 != "@" })
        if name.count >= 4, password.lowercased().contains(name) { return .ownName }
        if isMonotonous(plain) || rest(of: plain) < 4 { return .commonplace }
        return nil
    }

    /// Few letters, one piece over and over, or a run along the alphabet.
    private static func isMonotonous(_ text: String) -> Bool {
        let letters = Array(text.unicodeScalars.map { Int($0.value) })
        guard letters.count >= 8, Set(letters).count >= 5 else { return true }
        for length in 1...max(1, letters.count / 2) where letters.indices.dropFirst(length).allSatisfy({ letters[$0] == letters[$0 - length] }) {
            return true
        }
        let steps = zip(letters, letters.dropFirst()).map { $1 - $0 }
        return steps.count(where: { abs($0) <= 1 }) * 4 >= steps.count * 3
    }

    /// How many letters are left when the commonest words and the figures are taken away.
    private static func rest(of text: String) -> Int {
        var rest = text
        for word in commonest { rest = removing(word, from: rest) }
        return rest.count { $0.isLetter }
    }

    private static func removing(_ word: String, from text: String) -> String {
        var rest = "", tail = text[...]
        while !tail.isEmpty {
            if tail.hasPrefix(word) { tail = tail.dropFirst(word.count) } else { rest.append(tail.removeFirst()) }
        }
        return rest
    }

    /// Longer words first, so that no word leaves the rest of another.
    private static let commonest = [
        "qwertyuiop", "administrator", "hoinghitructuyen", "1q2w3e4r5t", "abcdefgh", "anhyeuem", "asdfghjkl", "asdfgh", "changeme",
        "conmeo", "danghoclop", "dienhong", "dragon", "emyeuanh", "football", "hoinghi", "iloveyou", "letmein", "matkhau", "monkey",
        "ngoaigiao", "pass", "passw0rd", "password", "princess", "quantri", "qwerty", "secret", "sunshine", "superman", "trustno1",
        "vietnam", "welcome", "zxcvbnm", "admin", "master", "login", "hanoi", "saigon", "thuky", "abc", "qaz", "wsx",
    ].sorted { $0.count > $1.count }
}
