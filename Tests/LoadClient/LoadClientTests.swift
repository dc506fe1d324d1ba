import Testing

struct LoadClientPlaceholderTests {}
