import Testing

struct JournalPlaceholderTests {}
