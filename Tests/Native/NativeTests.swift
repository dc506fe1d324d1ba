import Testing

struct NativePlaceholderTests {}
