/* OpenCV's BLAS and LAPACK, done by the OpenBLAS that NumPy brings: the bundle then carries one of them, not two.

   OpenCV counts with 32 bits, NumPy's library with 64 and under names of its own; nothing else differs. Lists of
   integers that come back (pivots) are narrowed, what goes in by address is widened. The hidden lengths that Fortran
   compilers add for letters are not needed: each letter is one. */

typedef long long wide;
typedef int narrow;
typedef unsigned long size;

void *malloc(size bytes);
void free(void *memory);

static wide least(wide a, wide b) { return a < b ? a : b; }

#define GEMM(letter, scalar_type)                                                                                      \
    void scipy_cblas_##letter##gemm64_(narrow order, narrow a_form, narrow b_form, wide m, wide n, wide k,             \
                                       scalar_type alpha, const void *a, wide lda, const void *b, wide ldb,            \
                                       scalar_type beta, void *c, wide ldc);                                           \
    void cblas_##letter##gemm(narrow order, narrow a_form, narrow b_form, narrow m, narrow n, narrow k,                \
                              scalar_type alpha, const void *a, narrow lda, const void *b, narrow ldb,                 \
                              scalar_type beta, void *c, narrow ldc)                                                   \
    {                                                                                                                  \
        scipy_cblas_##letter##gemm64_(order, a_form, b_form, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);            \
    }

GEMM(s, float)
GEMM(d, double)
GEMM(c, const void *)
GEMM(z, const void *)

#define LAPACK(letter, type)                                                                                           \
    void scipy_##letter##potrf_64_(char *half, wide *n, type *a, wide *lda, wide *info);                               \
    void letter##potrf_(char *half, narrow *n, type *a, narrow *lda, narrow *info)                                     \
    {                                                                                                                  \
        wide n_ = *n, lda_ = *lda, info_ = 0;                                                                          \
        scipy_##letter##potrf_64_(half, &n_, a, &lda_, &info_);                                                        \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##posv_64_(char *half, wide *n, wide *sides, type *a, wide *lda, type *b, wide *ldb,            \
                                  wide *info);                                                                         \
    void letter##posv_(char *half, narrow *n, narrow *sides, type *a, narrow *lda, type *b, narrow *ldb, narrow *info) \
    {                                                                                                                  \
        wide n_ = *n, sides_ = *sides, lda_ = *lda, ldb_ = *ldb, info_ = 0;                                            \
        scipy_##letter##posv_64_(half, &n_, &sides_, a, &lda_, b, &ldb_, &info_);                                      \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##getrf_64_(wide *m, wide *n, type *a, wide *lda, wide *pivots, wide *info);                    \
    void letter##getrf_(narrow *m, narrow *n, type *a, narrow *lda, narrow *pivots, narrow *info)                      \
    {                                                                                                                  \
        wide m_ = *m, n_ = *n, lda_ = *lda, info_ = 0, count = least(m_, n_), index;                                   \
        wide *pivots_ = malloc((size)(count + 1) * sizeof(wide));                                                      \
        scipy_##letter##getrf_64_(&m_, &n_, a, &lda_, pivots_, &info_);                                                \
        for (index = 0; index < count; index++)                                                                        \
            pivots[index] = (narrow)pivots_[index];                                                                    \
        free(pivots_);                                                                                                 \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##gesv_64_(wide *n, wide *sides, type *a, wide *lda, wide *pivots, type *b, wide *ldb,          \
                                  wide *info);                                                                         \
    void letter##gesv_(narrow *n, narrow *sides, type *a, narrow *lda, narrow *pivots, type *b, narrow *ldb,           \
                       narrow *info)                                                                                   \
    {                                                                                                                  \
        wide n_ = *n, sides_ = *sides, lda_ = *lda, ldb_ = *ldb, info_ = 0, index;                                     \
        wide *pivots_ = malloc((size)(n_ + 1) * sizeof(wide));                                                         \
        scipy_##letter##gesv_64_(&n_, &sides_, a, &lda_, pivots_, b, &ldb_, &info_);                                   \
        for (index = 0; index < n_; index++)                                                                           \
            pivots[index] = (narrow)pivots_[index];                                                                    \
        free(pivots_);                                                                                                 \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##gels_64_(char *form, wide *m, wide *n, wide *sides, type *a, wide *lda, type *b, wide *ldb,   \
                                  type *work, wide *lwork, wide *info);                                                \
    void letter##gels_(char *form, narrow *m, narrow *n, narrow *sides, type *a, narrow *lda, type *b, narrow *ldb,    \
                       type *work, narrow *lwork, narrow *info)                                                        \
    {                                                                                                                  \
        wide m_ = *m, n_ = *n, sides_ = *sides, lda_ = *lda, ldb_ = *ldb, lwork_ = *lwork, info_ = 0;                  \
        scipy_##letter##gels_64_(form, &m_, &n_, &sides_, a, &lda_, b, &ldb_, work, &lwork_, &info_);                  \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##geqrf_64_(wide *m, wide *n, type *a, wide *lda, type *tau, type *work, wide *lwork,           \
                                   wide *info);                                                                        \
    void letter##geqrf_(narrow *m, narrow *n, type *a, narrow *lda, type *tau, type *work, narrow *lwork,              \
                        narrow *info)                                                                                  \
    {                                                                                                                  \
        wide m_ = *m, n_ = *n, lda_ = *lda, lwork_ = *lwork, info_ = 0;                                                \
        scipy_##letter##geqrf_64_(&m_, &n_, a, &lda_, tau, work, &lwork_, &info_);                                     \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##gesdd_64_(char *job, wide *m, wide *n, type *a, wide *lda, type *s, type *u, wide *ldu,       \
                                   type *vt, wide *ldvt, type *work, wide *lwork, wide *iwork, wide *info);            \
    void letter##gesdd_(char *job, narrow *m, narrow *n, type *a, narrow *lda, type *s, type *u, narrow *ldu,          \
                        type *vt, narrow *ldvt, type *work, narrow *lwork, narrow *iwork, narrow *info)                \
    {                                                                                                                  \
        wide m_ = *m, n_ = *n, lda_ = *lda, ldu_ = *ldu, ldvt_ = *ldvt, lwork_ = *lwork, info_ = 0;                    \
        wide *iwork_ = malloc((size)(8 * least(m_, n_) + 1) * sizeof(wide));                                           \
        (void)iwork;                                                                                                   \
        scipy_##letter##gesdd_64_(job, &m_, &n_, a, &lda_, s, u, &ldu_, vt, &ldvt_, work, &lwork_, iwork_, &info_);    \
        free(iwork_);                                                                                                  \
        *info = (narrow)info_;                                                                                         \
    }                                                                                                                  \
    void scipy_##letter##geev_64_(char *left, char *right, wide *n, type *a, wide *lda, type *real, type *imaginary,   \
                                  type *vl, wide *ldvl, type *vr, wide *ldvr, type *work, wide *lwork, wide *info);    \
    void letter##geev_(char *left, char *right, narrow *n, type *a, narrow *lda, type *real, type *imaginary,          \
                       type *vl, narrow *ldvl, type *vr, narrow *ldvr, type *work, narrow *lwork, narrow *info)        \
    {                                                                                                                  \
        wide n_ = *n, lda_ = *lda, ldvl_ = *ldvl, ldvr_ = *ldvr, lwork_ = *lwork, info_ = 0;                           \
        scipy_##letter##geev_64_(left, right, &n_, a, &lda_, real, imaginary, vl, &ldvl_, vr, &ldvr_, work, &lwork_,   \
                                 &info_);                                                                              \
        *info = (narrow)info_;                                                                                         \
    }

LAPACK(s, float)
LAPACK(d, double)
