#pragma once

#include <cblas.h>

// LAPACK as the same library has it: Fortran symbols, every argument by address, matrices by column.

/// Eigenvalues (ascending) and eigenvectors of a symmetric matrix.
void ssyevd_(
    const char *job, const char *triangle, const int *order, float *matrix, const int *leading_dimension,
    float *values, float *work, const int *work_count, int *integers, const int *integer_count, int *information);

/// Singular values and vectors.
void sgesdd_(
    const char *job, const int *row_count, const int *column_count, float *matrix, const int *leading_dimension,
    float *values, float *left, const int *left_leading_dimension, float *right, const int *right_leading_dimension,
    float *work, const int *work_count, int *integers, int *information);
