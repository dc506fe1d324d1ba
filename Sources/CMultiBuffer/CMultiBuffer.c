#include "CMultiBuffer.h"

#if defined(__x86_64__) && __has_include(<intel-ipsec-mb.h>)

#include <dlfcn.h>
#include <intel-ipsec-mb.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct cmultibuffer_key {
    struct gcm_key_data data;
};

// Its functions for this processor; nothing in it changes after it was made, so all threads use one.
static IMB_MGR *manager;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find_library(void) {
    // Looked for at run time, so that the program starts where it is not installed. The layout is that of one major version.
    void *library = dlopen("libIPSec_MB.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    IMB_MGR *(*allocate)(uint64_t) = (IMB_MGR * (*)(uint64_t)) dlsym(library, "alloc_mb_mgr");
    void (*initialise)(IMB_MGR *, IMB_ARCH *) = (void (*)(IMB_MGR *, IMB_ARCH *))dlsym(library, "init_mb_mgr_auto");
    unsigned (*version)(void) = (unsigned (*)(void))dlsym(library, "imb_get_version");
    if (!allocate || !initialise || !version || version() != IMB_VERSION_NUM) return;
    IMB_MGR *made = allocate(0);
    if (!made) return;
    IMB_ARCH form = IMB_ARCH_NONE;
    initialise(made, &form);
    // Older processors gain too little for a second way of doing the same.
    if (form == IMB_ARCH_AVX512 && (made->features & IMB_FEATURE_VAES) != 0) manager = made;
}

bool cmultibuffer_is_available(void) {
    pthread_once(&once, find_library);
    return manager != NULL;
}

cmultibuffer_key *cmultibuffer_make_key(const uint8_t bytes[16]) {
    if (!cmultibuffer_is_available()) return NULL;
    void *room = NULL;
    if (posix_memalign(&room, 64, sizeof(struct cmultibuffer_key)) != 0) return NULL;
    cmultibuffer_key *key = room;
    IMB_AES128_GCM_PRE(manager, bytes, &key->data);
    return key;
}

void cmultibuffer_free_key(cmultibuffer_key *key) {
    explicit_bzero(key, sizeof(*key));
    free(key);
}

void cmultibuffer_seal(
    const cmultibuffer_key *key, const uint8_t *vector, const uint8_t *associated, size_t associated_count, uint8_t *bytes,
    size_t count, uint8_t *tag
) {
    struct gcm_context_data context;
    IMB_AES128_GCM_ENC(manager, &key->data, &context, bytes, bytes, count, vector, associated, associated_count, tag, 16);
}

bool cmultibuffer_open(
    const cmultibuffer_key *key, const uint8_t *vector, const uint8_t *associated, size_t associated_count, uint8_t *bytes,
    size_t count, const uint8_t *tag
) {
    struct gcm_context_data context;
    uint8_t wanted[16], difference = 0;
    IMB_AES128_GCM_DEC(manager, &key->data, &context, bytes, bytes, count, vector, associated, associated_count, wanted, 16);
    // Every byte is looked at, whichever is the first to differ.
    for (size_t place = 0; place < sizeof(wanted); place++) difference |= wanted[place] ^ tag[place];
    return difference == 0;
}

#else

bool cmultibuffer_is_available(void) { return false; }
cmultibuffer_key *cmultibuffer_make_key(const uint8_t bytes[16]) { (void)bytes; return NULL; }
void cmultibuffer_free_key(cmultibuffer_key *key) { (void)key; }

void cmultibuffer_seal(
    const cmultibuffer_key *key, const uint8_t *vector, const uint8_t *associated, size_t associated_count, uint8_t *bytes,
    size_t count, uint8_t *tag
) {
    (void)key, (void)vector, (void)associated, (void)associated_count, (void)bytes, (void)count, (void)tag;
}

bool cmultibuffer_open(
    const cmultibuffer_key *key, const uint8_t *vector, const uint8_t *associated, size_t associated_count, uint8_t *bytes,
    size_t count, const uint8_t *tag
) {
    (void)key, (void)vector, (void)associated, (void)associated_count, (void)bytes, (void)count, (void)tag;
    return false;
}

#endif
