#pragma once

// The part of ONNX Runtime's C interface that Tessera calls, declared by hand so that building needs no ONNX Runtime.
//
// The interface is one table of function pointers that only ever grows at its end. Each slot keeps its number for ever:
// OnnxRuntime.c asserts the numbers. The signatures are those of the public onnxruntime_c_api.h, interface version 17.

#include <stddef.h>
#include <stdint.h>

typedef struct OrtStatus OrtStatus;
typedef struct OrtEnv OrtEnv;
typedef struct OrtSession OrtSession;
typedef struct OrtSessionOptions OrtSessionOptions;
typedef struct OrtRunOptions OrtRunOptions;
typedef struct OrtValue OrtValue;
typedef struct OrtMemoryInfo OrtMemoryInfo;
typedef struct OrtAllocator OrtAllocator;
typedef struct OrtTypeInfo OrtTypeInfo;
typedef struct OrtTensorTypeAndShapeInfo OrtTensorTypeAndShapeInfo;

// What a call answers: null for success, else a status to read and to release.
#define TSK_ORT_RESULT OrtStatus *

enum { tskOrtLogFatal = 4, tskOrtOptimizeAll = 99 };
enum { tskOrtElementFloat = 1, tskOrtElementInt32 = 6, tskOrtElementInt64 = 7 };
enum { tskOrtDeviceAllocator = 0, tskOrtMemoryDefault = 0 };

typedef struct OrtApi {
    const void *slot0;
    int (*GetErrorCode)(const OrtStatus *status);
    const char *(*GetErrorMessage)(const OrtStatus *status);
    TSK_ORT_RESULT (*CreateEnv)(int level, const char *identifier, OrtEnv **out);
    const void *slots4to6[3];
    TSK_ORT_RESULT (*CreateSession)(
        const OrtEnv *env, const char *path, const OrtSessionOptions *options, OrtSession **out);
    const void *slot8;
    TSK_ORT_RESULT (*Run)(
        OrtSession *session, const OrtRunOptions *options, const char *const *inputNames,
        const OrtValue *const *inputs, size_t inputCount,
        const char *const *outputNames, size_t outputCount, OrtValue **outputs);
    TSK_ORT_RESULT (*CreateSessionOptions)(OrtSessionOptions **out);
    const void *slots11to16[6];
    TSK_ORT_RESULT (*DisableMemPattern)(OrtSessionOptions *options);
    const void *slots18to22[5];
    TSK_ORT_RESULT (*SetSessionGraphOptimizationLevel)(OrtSessionOptions *options, int level);
    TSK_ORT_RESULT (*SetIntraOpNumThreads)(OrtSessionOptions *options, int count);
    TSK_ORT_RESULT (*SetInterOpNumThreads)(OrtSessionOptions *options, int count);
    const void *slots26to29[4];
    TSK_ORT_RESULT (*SessionGetInputCount)(const OrtSession *session, size_t *out);
    TSK_ORT_RESULT (*SessionGetOutputCount)(const OrtSession *session, size_t *out);
    const void *slot32;
    TSK_ORT_RESULT (*SessionGetInputTypeInfo)(
        const OrtSession *session, size_t index, OrtTypeInfo **out);
    TSK_ORT_RESULT (*SessionGetOutputTypeInfo)(
        const OrtSession *session, size_t index, OrtTypeInfo **out);
    const void *slot35;
    TSK_ORT_RESULT (*SessionGetInputName)(
        const OrtSession *session, size_t index, OrtAllocator *allocator, char **out);
    TSK_ORT_RESULT (*SessionGetOutputName)(
        const OrtSession *session, size_t index, OrtAllocator *allocator, char **out);
    const void *slot38;
    TSK_ORT_RESULT (*CreateRunOptions)(OrtRunOptions **out);
    const void *slots40to45[6];
    TSK_ORT_RESULT (*RunOptionsSetTerminate)(OrtRunOptions *options);
    TSK_ORT_RESULT (*RunOptionsUnsetTerminate)(OrtRunOptions *options);
    const void *slot48;
    TSK_ORT_RESULT (*CreateTensorWithDataAsOrtValue)(
        const OrtMemoryInfo *info, void *data, size_t byteCount, const int64_t *shape, size_t shapeCount,
        int elementType, OrtValue **out);
    const void *slot50;
    TSK_ORT_RESULT (*GetTensorMutableData)(OrtValue *value, void **out);
    const void *slots52to54[3];
    // Borrowed from `info`: null, and no error, when it is not a tensor's.
    TSK_ORT_RESULT (*CastTypeInfoToTensorInfo)(
        const OrtTypeInfo *info, const OrtTensorTypeAndShapeInfo **out);
    const void *slots56to59[4];
    TSK_ORT_RESULT (*GetTensorElementType)(const OrtTensorTypeAndShapeInfo *info, int *out);
    TSK_ORT_RESULT (*GetDimensionsCount)(const OrtTensorTypeAndShapeInfo *info, size_t *out);
    TSK_ORT_RESULT (*GetDimensions)(const OrtTensorTypeAndShapeInfo *info, int64_t *out, size_t count);
    const void *slot63;
    TSK_ORT_RESULT (*GetTensorShapeElementCount)(const OrtTensorTypeAndShapeInfo *info, size_t *out);
    TSK_ORT_RESULT (*GetTensorTypeAndShape)(
        const OrtValue *value, OrtTensorTypeAndShapeInfo **out);
    const void *slots66to68[3];
    TSK_ORT_RESULT (*CreateCpuMemoryInfo)(int allocator, int memory, OrtMemoryInfo **out);
    const void *slots70to75[6];
    TSK_ORT_RESULT (*AllocatorFree)(OrtAllocator *allocator, void *pointer);
    const void *slot77;
    TSK_ORT_RESULT (*GetAllocatorWithDefaultOptions)(OrtAllocator **out);
    const void *slots79to91[13];
    void (*ReleaseEnv)(OrtEnv *env);
    void (*ReleaseStatus)(OrtStatus *status);
    void (*ReleaseMemoryInfo)(OrtMemoryInfo *info);
    void (*ReleaseSession)(OrtSession *session);
    void (*ReleaseValue)(OrtValue *value);
    void (*ReleaseRunOptions)(OrtRunOptions *options);
    void (*ReleaseTypeInfo)(OrtTypeInfo *info);
    void (*ReleaseTensorTypeAndShapeInfo)(OrtTensorTypeAndShapeInfo *info);
    void (*ReleaseSessionOptions)(OrtSessionOptions *options);
} OrtApi;

typedef enum __attribute__((enum_extensibility(closed))) tsk_ort_outcome {
    tskOrtOpened __attribute__((swift_name("opened"))),
    tskOrtNotLoadable __attribute__((swift_name("notLoadable"))),
    tskOrtSymbolMissing __attribute__((swift_name("symbolMissing"))),
    tskOrtVersionRefused __attribute__((swift_name("versionRefused"))),
} tsk_ort_outcome;

// Loads the library at `path` for the life of the process (it cannot be unloaded safely) and asks it for the table of
// interface version `version`.
//
// `api` is set when the outcome is tskOrtOpened. `text` receives, ended by NUL and cut to `textByteCount`, the
// library's version when it could be asked, else the loader's message.
tsk_ort_outcome tsk_ort_open(
    const char *path, uint32_t version, const OrtApi **api, char *text, size_t textByteCount);
