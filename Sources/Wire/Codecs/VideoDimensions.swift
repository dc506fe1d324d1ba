/// The size of a picture in pixels.
package struct VideoDimensions: BitwiseCopyable, Hashable, Sendable {
    package var width: Int
    package var height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }
}
