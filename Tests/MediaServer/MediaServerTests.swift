import Testing

struct MediaServerPlaceholderTests {}
