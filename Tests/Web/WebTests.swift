import Testing

struct WebPlaceholderTests {}
