#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo are variadic macros, which Swift cannot call: one function per kind of value.

static inline CURLcode tsk_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tsk_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode tsk_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

// The bytes are not copied. Null, for an empty body, would make libcurl ask a callback for it.
static inline CURLcode tsk_curl_set_body(CURL *handle, const void *bytes) {
    return curl_easy_setopt(handle, CURLOPT_POSTFIELDS, bytes != NULL ? (const char *)bytes : "");
}

typedef size_t (*tsk_curl_write)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode tsk_curl_set_write(CURL *handle, tsk_curl_write function, void *context) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, function);
    return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode tsk_curl_get_long(CURL *handle, CURLINFO what, long *value) {
    return curl_easy_getinfo(handle, what, value);
}
