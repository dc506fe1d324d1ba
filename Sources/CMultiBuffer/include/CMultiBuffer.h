#ifndef CMULTIBUFFER_H
#define CMULTIBUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// AES-128-GCM by Intel's multi-buffer library, where the program was built with its header and finds it when it starts.

/// A key with what was computed of it beforehand.
typedef struct cmultibuffer_key cmultibuffer_key;

/// Whether the library is there and has its fastest form for this processor; asked at any time, found out once.
bool cmultibuffer_is_available(void);

/// NULL when it is not available.
cmultibuffer_key *cmultibuffer_make_key(const uint8_t bytes[16]);
void cmultibuffer_free_key(cmultibuffer_key *key);

/// Encrypts in place and writes the 16 bytes of tag; the vector has 12.
void cmultibuffer_seal(
    const cmultibuffer_key *key, const uint8_t *vector, const uint8_t *associated, size_t associated_count, uint8_t *bytes,
    size_t count, uint8_t *tag);

/// Decrypts in place; `false` when the tag is not the one of these bytes.
bool cmultibuffer_open(
    const cmultibuffer_key *key, const uint8_t *vector, const uint8_t *associated, size_t associated_count, uint8_t *bytes,
    size_t count, const uint8_t *tag);

#endif
