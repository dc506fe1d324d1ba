import Basics
import Media

extension World {
    /// Holds that every slot of a connected browser shows and plays what it should, now that all faults are `pause` ago.
    func checkSettled(after pause: Duration) {
        for id in peers {
            guard let browser = halls[id]?.browser, connected.contains(id) else {
                inspector.complain(now, "\(id.rawValue) is not connected", &trace)
                continue
            }
            for slot in browser.slots {
                guard let feed = inspector.feed(of: id, slot.id), let source = halls[feed.peer]?.browser else { continue }
                if let pictures = slot.pictures, !source.camera.isEmpty {
                    checkPictures(pictures, of: feed, "\(id.rawValue) \(slot.id.words)", source)
                } else if let voice = slot.voice, source.isSpeaking {
                    checkVoice(voice, of: feed, "\(id.rawValue) \(slot.id.words)")
                }
            }
        }
        let footprint = router.footprint
        for problem in footprint.problems { inspector.complain(now, problem, &trace) }
    }

    private func checkPictures(_ pictures: PictureReceiver, of feed: FeedID, _ place: String, _ source: Browser) {
        guard let shown = pictures.shown, shown.stamp.feed == feed else {
            let last = pictures.shown.map { "\($0.stamp.words)" } ?? "nothing"
            return inspector.complain(now, "\(place) shows \(last), not \(feed.words)", &trace)
        }
        let age = shown.at.duration(to: now)
        // The slowest camera sends five frames a second.
        if age > .milliseconds(1_200) {
            inspector.complain(now, "\(place) has stood still for \(age.milliseconds) ms", &trace)
        }
        let delay = shown.stamp.captured.duration(to: shown.at)
        if delay > .milliseconds(1_500) {
            inspector.complain(now, "\(place) is \(delay.milliseconds) ms behind", &trace)
        }
    }

    private func checkVoice(_ voice: VoiceReceiver, of feed: FeedID, _ place: String) {
        guard let last = voice.last, last.stamp.feed == feed else {
            let last = voice.last.map { "\($0.stamp.words)" } ?? "nothing"
            return inspector.complain(now, "\(place) plays \(last), not \(feed.words)", &trace)
        }
        let age = last.at.duration(to: now)
        if age > .milliseconds(500) { inspector.complain(now, "\(place) is silent for \(age.milliseconds) ms", &trace) }
        let delay = last.stamp.captured.duration(to: last.at)
        if delay > .milliseconds(900) {
            inspector.complain(now, "\(place) is \(delay.milliseconds) ms behind", &trace)
        }
    }
}
