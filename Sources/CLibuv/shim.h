#pragma once
#include <sys/timerfd.h>
#include <uv.h>

// Up-casts between handle types, which C does freely and Swift's pointers do not.
static inline uv_handle_t *tsk_uv_handle(void *handle) { return (uv_handle_t *)handle; }
static inline uv_stream_t *tsk_uv_stream(void *handle) { return (uv_stream_t *)handle; }
