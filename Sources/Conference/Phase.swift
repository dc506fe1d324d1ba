/// Where a conference stands in its life.
package enum Phase: String, Codable, CaseIterable, Sendable {
    case draft, convened, open, recess, closed
}

/// What every hall sees (bố cục).
package enum Layout: String, Codable, CaseIterable, Sendable {
    case speaker, speakerAndPresentation, chairAndSpeaker, gallery, pictureInPicture
}
