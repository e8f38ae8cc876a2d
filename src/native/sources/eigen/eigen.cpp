// Dense Float64 factorisations and products, from Eigen 3.4 (MPL-2.0, used as published).
//
// All matrices at the border are row-major. Each function returns a status:
// 0 done, 1 the iteration did not converge; cholesky says which pivot failed.
//
// Where squares are taken, input is multiplied by a power of two so that its largest entry
// lies in [1, 2); this is exact, and keeps them from over- and underflowing.
#include "eigen/eigen-module.h"
#include "eigen/eigen-svd.h"
#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

namespace {
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Rows = Eigen::Map<RowMajor>;
using ConstRows = Eigen::Map<const RowMajor>;

double powerOfTwoNear(double largest) {
  if (largest == 0) return 1;
  int exponent;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0, exponent - 1);
}

// A = Q R of the matrix over its scale.
struct Reduction {
  double scale;
  Eigen::HouseholderQR<MatrixXd> qr;
  MatrixXd triangle(Index rows) const {
    return MatrixXd(qr.matrixQR().topRows(rows).triangularView<Eigen::Upper>()) * scale;
  }
};

Reduction reduce(int rows, int columns, const double* a) {
  MatrixXd A = ConstRows(a, rows, columns);
  const double scale = powerOfTwoNear(A.cwiseAbs().maxCoeff());
  A /= scale;
  return {scale, Eigen::HouseholderQR<MatrixXd>(A)};
}
}  // namespace

extern "C" {

// A = V diag(values) Vᵀ, values ascending; only the lower triangle of A is read.
EXPORTED int symmetric_eigen(int size, const double* a, double* values,
                                         double* vectors) {
  MatrixXd A = ConstRows(a, size, size);
  const double scale = powerOfTwoNear(A.cwiseAbs().maxCoeff());
  A /= scale;
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(A);
  if (solver.info() != Eigen::Success) return NOT_CONVERGED;
  Eigen::Map<VectorXd>(values, size) = solver.eigenvalues() * scale;
  Rows(vectors, size, size) = solver.eigenvectors();
  return DONE;
}

// A = U diag(values) Vᵀ, values descending. u_part and v_part: 0 leave out, 1 thin, 2 full.
EXPORTED int singular_values(int rows, int columns, int u_part, int v_part,
                                         const double* a, double* u, double* values, double* v) {
  const bool wide = rows < columns;
  MatrixXd A;
  if (wide) A = ConstRows(a, rows, columns).transpose();
  else A = ConstRows(a, rows, columns);
  const double scale = powerOfTwoNear(A.cwiseAbs().maxCoeff());
  A /= scale;
  Factors f;
  const Part first = Part(wide ? v_part : u_part), second = Part(wide ? u_part : v_part);
  const Status status = tall(A, first, second, f);
  if (status != DONE) return status;
  if (wide) f.U.swap(f.V);
  Eigen::Map<VectorXd>(values, f.values.size()) = f.values * scale;
  if (u_part != NONE) Rows(u, f.U.rows(), f.U.cols()) = f.U;
  if (v_part != NONE) Rows(v, f.V.rows(), f.V.cols()) = f.V;
  return DONE;
}

// A P = Q R with Q thin; column j of A P is column permutation[j] of A.
EXPORTED int pivoted_qr(int rows, int columns, const double* a, double* q, double* r,
                                    int32_t* permutation) {
  MatrixXd A = ConstRows(a, rows, columns);
  const double scale = powerOfTwoNear(A.cwiseAbs().maxCoeff());
  A /= scale;
  const Eigen::ColPivHouseholderQR<MatrixXd> qr(A);
  const Index small = rows < columns ? rows : columns;
  MatrixXd Q = MatrixXd::Identity(rows, small);
  Q.applyOnTheLeft(qr.householderQ());
  Rows(q, rows, small) = Q;
  const MatrixXd R = qr.matrixQR().topRows(small).triangularView<Eigen::Upper>();
  Rows(r, small, columns) = R * scale;
  for (Index j = 0; j < columns; j++) permutation[j] = qr.colsPermutation().indices()[j];
  return DONE;
}

// A = Q R with Q thin.
EXPORTED int thin_qr(int rows, int columns, const double* a, double* q, double* r) {
  const Reduction reduction = reduce(rows, columns, a);
  const Index small = rows < columns ? rows : columns;
  MatrixXd Q = MatrixXd::Identity(rows, small);
  Q.applyOnTheLeft(reduction.qr.householderQ());
  Rows(q, rows, small) = Q;
  Rows(r, small, columns) = reduction.triangle(small);
  return DONE;
}

// R and Qᵀ B of A = Q R; B has `width` columns, rows ≥ columns.
EXPORTED int orthogonal_reduction(int rows, int columns, int width, const double* a,
                                  const double* b, double* r, double* c) {
  const Reduction reduction = reduce(rows, columns, a);
  MatrixXd B = ConstRows(b, rows, width);
  B.applyOnTheLeft(reduction.qr.householderQ().adjoint());
  Rows(c, columns, width) = B.topRows(columns);
  Rows(r, columns, columns) = reduction.triangle(columns);
  return DONE;
}

// A = L Lᵀ, of which only the lower triangle is read; 1 + k when pivot k is not positive.
EXPORTED int cholesky(int size, const double* a, double* l) {
  MatrixXd A = ConstRows(a, size, size).triangularView<Eigen::Lower>();
  const Index failed = Eigen::internal::llt_inplace<double, Eigen::Lower>::blocked(A);
  Rows(l, size, size) = A;
  return int(failed) + 1;
}

// X with L X = B, or Lᵀ X = B; B has `width` columns.
EXPORTED int triangular_solve(int size, int width, int transposed, const double* l,
                              const double* b, double* x) {
  const ConstRows L(l, size, size);
  Rows X(x, size, width);
  X = ConstRows(b, size, width);
  if (transposed) L.triangularView<Eigen::Lower>().transpose().solveInPlace(X);
  else L.triangularView<Eigen::Lower>().solveInPlace(X);
  return DONE;
}

// C = A B (A: rows × inner), or C = Aᵀ B (A: inner × rows); B: inner × columns.
EXPORTED int product(int rows, int inner, int columns, int transposed, const double* a,
                     const double* b, double* c) {
  const ConstRows B(b, inner, columns);
  Rows C(c, rows, columns);
  if (transposed) C.noalias() = ConstRows(a, inner, rows).transpose() * B;
  else C.noalias() = ConstRows(a, rows, inner) * B;
  return DONE;
}
}
