#include "implementations.h"

bool tsk_is_supported(tsk_instruction_set set) {
    switch (set) {
    case tsk_instruction_set_scalar:
        return true;
#if defined(__x86_64__)
    case tsk_instruction_set_avx2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("f16c");
    case tsk_instruction_set_avx512:
        return tsk_is_supported(tsk_instruction_set_avx2) && __builtin_cpu_supports("avx512f") &&
            __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2");
    case tsk_instruction_set_avx512vbmi:
        return tsk_is_supported(tsk_instruction_set_avx512) && __builtin_cpu_supports("avx512vl") &&
            __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vnni");
#elif defined(__aarch64__)
    case tsk_instruction_set_neon:
        return true;
#endif
    default:
        return false;
    }
}

const tsk_kernels *tsk_kernels_for(tsk_instruction_set set) {
    if (!tsk_is_supported(set)) return NULL;
    switch (set) {
    case tsk_instruction_set_scalar:
        return &tsk_kernels_scalar;
#if defined(__x86_64__)
    case tsk_instruction_set_avx2:
        return &tsk_kernels_avx2;
    case tsk_instruction_set_avx512:
        return &tsk_kernels_avx512;
    case tsk_instruction_set_avx512vbmi:
        return &tsk_kernels_avx512vbmi;
#elif defined(__aarch64__)
    case tsk_instruction_set_neon:
        return &tsk_kernels_neon;
#endif
    default:
        return NULL;
    }
}
