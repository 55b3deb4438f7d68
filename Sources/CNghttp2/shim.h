#pragma once
#include <nghttp2/nghttp2.h>

// The type of a frame is in a header that all members of the union share, as is a stream's tag in a pointer.
static inline const nghttp2_frame_hd *tsk_nghttp2_header(const nghttp2_frame *frame) { return &frame->hd; }
static inline nghttp2_headers_category tsk_nghttp2_category(const nghttp2_frame *frame) { return frame->headers.cat; }
