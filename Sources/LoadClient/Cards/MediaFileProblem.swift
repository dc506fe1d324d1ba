/// Why a prepared media file cannot be played.
package enum MediaFileProblem: Error, Equatable {
    case notIVF, notOgg, truncated, noFrames
    case firstFrameNotKey
}
