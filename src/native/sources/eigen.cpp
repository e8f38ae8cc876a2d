// Dense Float64 factorisations, from Eigen 3.4 (MPL-2.0, used as published).
//
// All matrices at the border are row-major. Each function returns a status:
// 0 done, 1 the iteration did not converge.
//
// Input is multiplied by a power of two so that its largest entry lies in
// [1, 2); this is exact, and keeps squares from over- and underflowing.
//
// A tall matrix is first brought to its square triangle, A = Q R, and a wide
// one is handled as the transpose of a tall one. The bidiagonal divide and
// conquer is checked against A afterwards; where the check fails, the slower
// and unconditionally stable Jacobi method answers instead.
#include "eigen-module.h"
#include <Eigen/QR>
#include <Eigen/SVD>
#include <Eigen/Eigenvalues>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Rows = Eigen::Map<RowMajor>;
using ConstRows = Eigen::Map<const RowMajor>;

enum Part { NONE = 0, THIN = 1, FULL = 2 };
enum Status { DONE = 0, NOT_CONVERGED = 1 };

// At most this many columns: Jacobi, which keeps small values best and is quick enough.
constexpr Index JACOBI_SIZE = 16;
// Rows per column from which A = Q R comes first.
constexpr double TALL = 1.5;
// Admitted backward error, in units of machine epsilon, size and largest singular value.
constexpr double CHECK = 16;

double powerOfTwoNear(double largest) {
  if (largest == 0) return 1;
  int exponent;
  std::frexp(largest, &exponent);
  return std::ldexp(1.0, exponent - 1);
}

struct Factors {
  MatrixXd U, V;
  VectorXd values;
};

// ‖BᵀB x − x‖ stays near rounding for a sign vector x iff B has orthonormal columns.
bool orthonormal(const MatrixXd& B, double tolerance) {
  VectorXd signs(B.cols());
  uint32_t state = 0x9e3779b9u;
  for (int probe = 0; probe < 2; probe++) {
    for (Index j = 0; j < signs.size(); j++) {
      state = state * 1664525u + 1013904223u;
      signs[j] = (state >> 31) ? 1 : -1;
    }
    const VectorXd image = B * signs;
    const double error = (B.transpose() * image - signs).norm();
    if (!(error <= tolerance * std::sqrt(double(signs.size())))) return false;
  }
  return true;
}

bool consistent(const MatrixXd& A, const Factors& f, bool hasU, bool hasV) {
  const double size = double(A.rows() + A.cols());
  const double relative = CHECK * size * std::numeric_limits<double>::epsilon();
  const double absolute = relative * f.values[0];
  if (!(std::abs(f.values.norm() - A.norm()) <= absolute)) return false;
  if (hasU && !orthonormal(f.U, relative)) return false;
  if (hasV && !orthonormal(f.V, relative)) return false;
  if (hasV) {
    const MatrixXd image = A * f.V.leftCols(f.values.size());
    for (Index j = 0; j < f.values.size(); j++) {
      const double error = hasU ? (image.col(j) - f.values[j] * f.U.col(j)).norm()
                                : std::abs(image.col(j).norm() - f.values[j]);
      if (!(error <= absolute)) return false;
    }
  }
  return true;
}

unsigned optionsOf(Part u, Part v) {
  const unsigned U = u == FULL ? Eigen::ComputeFullU : u == THIN ? Eigen::ComputeThinU : 0;
  const unsigned V = v == FULL ? Eigen::ComputeFullV : v == THIN ? Eigen::ComputeThinV : 0;
  return U | V;
}

template <typename Solver>
bool take(const Solver& solver, Part u, Part v, Factors& f) {
  f.values = solver.singularValues();
  if (u != NONE) f.U = solver.matrixU();
  if (v != NONE) f.V = solver.matrixV();
  return solver.info() == Eigen::Success;
}

Status jacobi(const MatrixXd& A, Part u, Part v, Factors& f) {
  return take(Eigen::JacobiSVD<MatrixXd>(A, optionsOf(u, v)), u, v, f) ? DONE : NOT_CONVERGED;
}

// rows ≥ columns, not much more.
Status nearlySquare(const MatrixXd& A, Part u, Part v, Factors& f) {
  if (A.cols() <= JACOBI_SIZE) return jacobi(A, u, v, f);
  const bool solved = take(Eigen::BDCSVD<MatrixXd>(A, optionsOf(u, v)), u, v, f);
  if (solved && consistent(A, f, u != NONE, v != NONE)) return DONE;
  return jacobi(A, u, v, f);
}

// rows ≥ columns.
Status tall(const MatrixXd& A, Part u, Part v, Factors& f) {
  const Index rows = A.rows(), columns = A.cols();
  if (rows <= TALL * columns) return nearlySquare(A, u, v, f);
  const Eigen::HouseholderQR<MatrixXd> qr(A);
  const MatrixXd R = qr.matrixQR().topRows(columns).triangularView<Eigen::Upper>();
  const Status status = nearlySquare(R, u == NONE ? NONE : FULL, v, f);
  if (u == NONE) return status;
  MatrixXd U = MatrixXd::Identity(rows, u == FULL ? rows : columns);
  U.topLeftCorner(columns, columns) = f.U;
  U.applyOnTheLeft(qr.householderQ());
  f.U = std::move(U);
  return status;
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
}
