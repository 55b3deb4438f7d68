#pragma once

#include "CVectorKernels.h"

extern const tsk_kernels tsk_kernels_scalar;
#if defined(__x86_64__)
extern const tsk_kernels tsk_kernels_avx2;
extern const tsk_kernels tsk_kernels_avx512;
#elif defined(__aarch64__)
extern const tsk_kernels tsk_kernels_neon;
#endif
