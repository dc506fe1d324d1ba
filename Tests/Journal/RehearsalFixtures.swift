import Basics
import Conference

private let line = LineMeasure(
    way: .tcp, roundTrip: RoundTripMilliseconds(rawValue: 41)!, lossUp: LossPerThousand(rawValue: 61)!,
    lossDown: LossPerThousand(rawValue: 0)!, up: KilobitsPerSecond(rawValue: 1_240)!,
    down: KilobitsPerSecond(rawValue: 3_100)!, isHeldBack: true)

/// A test session and a programme that was published anew: what came after ``conductScript``.
let rehearsalScript: [(Actor, [Event])] = [
    (.secretariat, [.conferenceCreated(plan)]),
    (.secretariat, [.conferenceConvened]),
    (.director, [.rehearsalStarted]),
    (.operator(hue), [.siteTested(hue, TestResult(
        camera: .passed, microphone: .nothing, level: Decibels(rawValue: -52), loudspeaker: .unasked, line: line))]),
    (.operator(hanoi), [.siteTested(hanoi, TestResult(
        camera: .missing, microphone: .denied, loudspeaker: .unheard, line: nil))]),
    (.system, [.planRevised(conductPlan)]),
    (.director, [
        .messageSent(from: nil, to: .site(hue), text: "Mời kiểm tra."),
        .messageSent(from: nil, to: .site(hanoi), text: "Mời kiểm tra."),
    ]),
    (.operator(hue), [.siteTested(hue, TestResult(
        camera: .passed, microphone: .passed, level: Decibels(rawValue: -18), loudspeaker: .heard, line: line))]),
    (.chair, [.rehearsalEnded, .sessionOpened]),
]
