import Basics
package import Foundation

/// Prepares cards by running `ffmpeg` once for each, and keeps them in a folder.
package struct SiteCards: Sendable {
    /// Why a card could not be made, for the operator.
    package struct Failure: Error, CustomStringConvertible {
        package var description: String
    }

    private static let font = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
    private static let seconds = 4
    private static let framesPerSecond = 15

    private let folder: URL

    package init(folder: URL) {
        self.folder = folder
    }

    /// The cards in the order of the designs; those already in the folder are only read.
    ///
    /// Blocks while they are made, up to `encoders` at a time; `isCancelled` is asked before each of them.
    package func prepare(
        _ designs: [CardDesign], encoders: Int = 2, progress: @Sendable (_ done: Int) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws -> [SiteCard] {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let missing = Set(designs).filter { !isComplete($0) }.sorted { $0.key < $1.key }
        var waiting = missing[...]
        var running: [(design: CardDesign, process: Process, errors: Pipe)] = []
        defer { for one in running { one.process.terminate() } }
        while !waiting.isEmpty || !running.isEmpty {
            if isCancelled() { throw CancellationError() }
            while running.count < encoders, let design = waiting.popFirst() {
                running.append(try start(design))
            }
            let (design, process, errors) = running.removeFirst()
            let said = try errors.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                let reason = String(decoding: said, as: UTF8.self)
                throw Failure(description: "ffmpeg could not make the card “\(design.text)”: \(reason)")
            }
            try finish(design)
            progress(missing.count - waiting.count - running.count)
        }
        return try designs.map(read)
    }

    private func place(_ design: CardDesign) -> URL { folder.appending(path: design.key) }

    private func isComplete(_ design: CardDesign) -> Bool {
        FileManager.default.fileExists(atPath: place(design).path())
    }

    private func unfinished(_ design: CardDesign) -> URL { folder.appending(path: design.key + ".part") }

    /// A card is made beside its place and moved there whole, so that a run cut short leaves none by halves.
    private func finish(_ design: CardDesign) throws {
        try FileManager.default.moveItem(at: unfinished(design), to: place(design))
    }

    private func read(_ design: CardDesign) throws -> SiteCard {
        let place = place(design)
        var layers: [Layer: VideoLoop] = [:]
        for layer in Layer.allCases {
            let file = try Data(contentsOf: place.appending(path: "\(layer.rid).ivf"))
            layers[layer] = try VideoLoop(ivf: [UInt8](file))
        }
        let tone = try Data(contentsOf: place.appending(path: "tone.ogg"))
        return SiteCard(layers: layers, audio: try AudioLoop(ogg: [UInt8](tone)))
    }

    private func start(_ design: CardDesign) throws -> (CardDesign, Process, Pipe) {
        let target = unfinished(design)
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        // A file, because text in a filter's arguments would have to be escaped three times.
        try Data(design.text.utf8).write(to: target.appending(path: "text"))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["ffmpeg"] + Self.arguments(design)
        process.currentDirectoryURL = target
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        do {
            try process.run()
        } catch {
            throw Failure(description: "ffmpeg could not be started: \(error.localizedDescription)")
        }
        return (design, process, errors)
    }

    /// One call draws the card, scales it, and encodes its three sizes and its tone.
    static func arguments(_ design: CardDesign) -> [String] {
        let digits = String(design.color, radix: 16)
        let color = "0x" + String(repeating: "0", count: 6 - digits.count) + digits
        let shape = "r=\(framesPerSecond):d=\(seconds)"
        var picture = "[0][1]overlay=x='mod(t*320\\,1280)':y=600:eval=frame"
        if !design.text.isEmpty {
            let size = design.text.count > 24 ? 56 : 80
            picture += ",drawtext=fontfile=\(font):textfile=text:fontcolor=white:fontsize=\(size)"
            picture += ":x=(w-text_w)/2:y=(h-text_h)/2"
        }
        picture += ",split=3[h][a][b];[a]scale=640:360[m];[b]scale=320:180[l]"
        var arguments = [
            "-hide_banner", "-loglevel", "error", "-y", "-nostdin", "-threads", "1",
            "-filter_threads", "1", "-filter_complex_threads", "1",
            "-f", "lavfi", "-i", "color=c=\(color):s=1280x720:\(shape)",
            "-f", "lavfi", "-i", "color=c=white:s=160x24:\(shape)",
            "-f", "lavfi", "-i", "sine=frequency=\(design.pitch):sample_rate=48000:duration=\(seconds)",
            "-filter_complex", picture,
        ]
        for (layer, rate) in [(Layer.high, 400), (.middle, 130), (.low, 45)] {
            arguments += ["-map", "[\(layer.rid)]"] + encoding(kilobitsPerSecond: rate) + ["\(layer.rid).ivf"]
        }
        return arguments + [
            "-map", "2:a", "-af", "volume=0.1", "-c:a", "libopus", "-b:a", "24k", "-frame_duration", "20",
            "-ac", "1", "-f", "ogg", "tone.ogg",
        ]
    }

    /// One key frame, then frames that only look back, none invisible.
    private static func encoding(kilobitsPerSecond rate: Int) -> [String] {
        [
            "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-threads", "1",
            "-b:v", "\(rate)k", "-maxrate", "\(rate * 5 / 4)k", "-bufsize", "\(rate)k",
            "-g", "\(seconds * framesPerSecond)", "-keyint_min", "\(seconds * framesPerSecond)",
            "-lag-in-frames", "0", "-auto-alt-ref", "0", "-f", "ivf",
        ]
    }
}
