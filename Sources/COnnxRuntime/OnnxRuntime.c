#include "COnnxRuntime.h"

#include <dlfcn.h>
#include <stdio.h>

#define SLOT(name, number) \
    _Static_assert(offsetof(OrtApi, name) == (number) * sizeof(void *), #name " must stand in slot " #number)

SLOT(GetErrorCode, 1);
SLOT(GetErrorMessage, 2);
SLOT(CreateEnv, 3);
SLOT(CreateSession, 7);
SLOT(Run, 9);
SLOT(CreateSessionOptions, 10);
SLOT(DisableMemPattern, 17);
SLOT(SetSessionGraphOptimizationLevel, 23);
SLOT(SetIntraOpNumThreads, 24);
SLOT(SetInterOpNumThreads, 25);
SLOT(SessionGetInputCount, 30);
SLOT(SessionGetOutputCount, 31);
SLOT(SessionGetInputTypeInfo, 33);
SLOT(SessionGetOutputTypeInfo, 34);
SLOT(SessionGetInputName, 36);
SLOT(SessionGetOutputName, 37);
SLOT(CreateRunOptions, 39);
SLOT(RunOptionsSetTerminate, 46);
SLOT(RunOptionsUnsetTerminate, 47);
SLOT(CreateTensorWithDataAsOrtValue, 49);
SLOT(GetTensorMutableData, 51);
SLOT(CastTypeInfoToTensorInfo, 55);
SLOT(GetTensorElementType, 60);
SLOT(GetDimensionsCount, 61);
SLOT(GetDimensions, 62);
SLOT(GetTensorShapeElementCount, 64);
SLOT(GetTensorTypeAndShape, 65);
SLOT(CreateCpuMemoryInfo, 69);
SLOT(AllocatorFree, 76);
SLOT(GetAllocatorWithDefaultOptions, 78);
SLOT(ReleaseEnv, 92);
SLOT(ReleaseStatus, 93);
SLOT(ReleaseMemoryInfo, 94);
SLOT(ReleaseSession, 95);
SLOT(ReleaseValue, 96);
SLOT(ReleaseRunOptions, 97);
SLOT(ReleaseTypeInfo, 98);
SLOT(ReleaseTensorTypeAndShapeInfo, 99);
SLOT(ReleaseSessionOptions, 100);

typedef struct OrtApiBase {
    const OrtApi *_Nullable (*GetApi)(uint32_t version);
    const char *(*GetVersionString)(void);
} OrtApiBase;

tsk_ort_outcome tsk_ort_open(
    const char *path, uint32_t version, const OrtApi **api, char *text, size_t textByteCount) {
    *api = NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        const char *message = dlerror();
        snprintf(text, textByteCount, "%s", message != NULL ? message : "");
        return tskOrtNotLoadable;
    }
    const OrtApiBase *(*base)(void) = (const OrtApiBase *(*)(void))dlsym(library, "OrtGetApiBase");
    if (base == NULL) {
        snprintf(text, textByteCount, "%s", "");
        dlclose(library);
        return tskOrtSymbolMissing;
    }
    snprintf(text, textByteCount, "%s", base()->GetVersionString());
    *api = base()->GetApi(version);
    return *api != NULL ? tskOrtOpened : tskOrtVersionRefused;
}
