import Testing

struct ConferencePlaceholderTests {}
