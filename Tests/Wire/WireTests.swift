import Testing

struct WirePlaceholderTests {}
