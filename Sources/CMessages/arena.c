#include "arena.h"

#include <pthread.h>
#include <stdlib.h>

enum {
    /// Bytes of an arena's first block, header included.
    BLOCK_BYTE_COUNT_MIN = 64 << 10,
    /// Bytes a thread keeps between messages, at most.
    BLOCK_BYTE_COUNT_KEPT_MAX = 4 << 20,
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool has_key;
static _Thread_local tsk_arena *own;

static void drop_blocks(tsk_arena *arena) {
    while (arena->newest != NULL) {
        tsk_block *older = arena->newest->older;
        free(arena->newest);
        arena->newest = older;
    }
    arena->free_start = NULL;
    arena->free_byte_count = 0;
}

static void *take_for_protobuf(void *arena, size_t byte_count) { return tsk_arena_take(arena, byte_count); }

static void keep_for_protobuf(void *arena, void *piece) {
    (void)arena;
    (void)piece;
}

static void drop_arena(void *arena) {
    own = NULL;
    drop_blocks(arena);
    free(arena);
}

static void make_key(void) { has_key = pthread_key_create(&key, drop_arena) == 0; }

tsk_arena *tsk_arena_of_thread(void) {
    if (own != NULL) return own;
    pthread_once(&once, make_key);
    tsk_arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL || !has_key || pthread_setspecific(key, arena) != 0) {
        free(arena);
        return NULL;
    }
    arena->allocator = (ProtobufCAllocator){take_for_protobuf, keep_for_protobuf, arena};
    own = arena;
    return arena;
}

void tsk_arena_begin(tsk_arena *arena, size_t quota) {
    arena->quota = quota;
    arena->is_exhausted = false;
    arena->is_busy = true;
}

static bool add_block(tsk_arena *arena, size_t byte_count) {
    tsk_block *block = malloc(byte_count);
    if (block == NULL) return false;
    *block = (tsk_block){arena->newest, byte_count};
    arena->newest = block;
    arena->free_start = (uint8_t *)(block + 1);
    arena->free_byte_count = byte_count - sizeof *block;
    return true;
}

void *tsk_arena_take_block(tsk_arena *arena, size_t byte_count) {
    // Each block doubles the one before, so that a large message costs few of them.
    size_t wanted = arena->newest == NULL ? BLOCK_BYTE_COUNT_MIN : 2 * arena->newest->byte_count;
    size_t needed = byte_count + sizeof(tsk_block);
    if (needed < byte_count || !add_block(arena, needed > wanted ? needed : wanted)) {
        arena->is_exhausted = true;
        return NULL;
    }
    void *piece = arena->free_start;
    arena->free_start += byte_count;
    arena->free_byte_count -= byte_count;
    return piece;
}

void tsk_arena_end(tsk_arena *arena) {
    arena->is_busy = false;
    tsk_block *block = arena->newest;
    if (block == NULL) return;
    if (block->older == NULL && block->byte_count <= BLOCK_BYTE_COUNT_KEPT_MAX) {
        arena->free_start = (uint8_t *)(block + 1);
        arena->free_byte_count = block->byte_count - sizeof *block;
        return;
    }
    size_t total = 0;
    for (; block != NULL; block = block->older) total += block->byte_count;
    drop_blocks(arena);
    // The next message is likely to be as large; a giant is not worth keeping room for.
    if (total <= BLOCK_BYTE_COUNT_KEPT_MAX) add_block(arena, total);
}
