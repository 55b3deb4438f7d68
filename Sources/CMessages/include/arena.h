#pragma once

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One piece of an arena's memory; the bytes follow it.
typedef struct tsk_block {
    struct tsk_block *older;
    size_t byte_count;
} tsk_block;

/// Memory for the structs of one message: taken piece by piece, given back all at once.
///
/// Steady use costs no malloc: a reset keeps one block that is as large as the last message needed, up to a bound.
typedef struct tsk_arena {
    /// What protobuf-c takes memory through. It must stay the first member.
    ProtobufCAllocator allocator;
    uint8_t *free_start;
    size_t free_byte_count;
    /// Bytes that may still be taken until the reset.
    size_t quota;
    /// Something was refused because of the quota, or because there is no memory.
    bool is_exhausted;
    /// Between `tsk_arena_begin` and `tsk_arena_end`.
    bool is_busy;
    tsk_block *newest;
} tsk_arena;

/// The calling thread's own arena; it goes with the thread. NULL: there is no memory for it.
tsk_arena *tsk_arena_of_thread(void);

/// Lets `quota` bytes be taken. The arena must not be in use.
void tsk_arena_begin(tsk_arena *arena, size_t quota);

/// Takes everything back. Constant time unless the message needed more memory than was kept.
void tsk_arena_end(tsk_arena *arena);

/// The slow path of `tsk_arena_take`: another block.
void *tsk_arena_take_block(tsk_arena *arena, size_t byte_count);

/// `byte_count` bytes, aligned for every field type. NULL: the quota or the memory is used up.
static inline void *tsk_arena_take(tsk_arena *arena, size_t byte_count) {
    if (byte_count > arena->quota) {
        arena->is_exhausted = true;
        return NULL;
    }
    size_t rounded = (byte_count + 7) & ~(size_t)7;
    arena->quota -= rounded < arena->quota ? rounded : arena->quota;
    if (rounded > arena->free_byte_count) return tsk_arena_take_block(arena, rounded);
    void *piece = arena->free_start;
    arena->free_start += rounded;
    arena->free_byte_count -= rounded;
    return piece;
}
