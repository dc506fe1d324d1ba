import Testing

struct MediaPlaceholderTests {}
