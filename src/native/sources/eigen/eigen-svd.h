// The singular value decomposition on Eigen, checked.
//
// A tall matrix is first brought to its square triangle, A = Q R. The bidiagonal divide
// and conquer is checked against A afterwards; where the check fails, the slower
// and unconditionally stable Jacobi method answers instead.
#pragma once
#include <Eigen/QR>
#include <Eigen/SVD>
#include <wasm_simd128.h>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

// The secular function 1 + Σ (z_j / (d_j − s − μ)) (z_j / (d_j + s + μ)) of the divide and
// conquer, two terms at a time: with Eigen's own loop it takes a third of the time of a
// matrix of 200 columns.
template <>
inline double Eigen::BDCSVD<Eigen::MatrixXd>::secularEq(double mu, const ArrayRef& col0,
                                                        const ArrayRef& diag,
                                                        const IndicesRef& perm,
                                                        const ArrayRef& diagShifted,
                                                        double shift) {
  const double *z = col0.data(), *d = diag.data(), *near = diagShifted.data();
  const auto* order = perm.data();
  const Index terms = perm.size();
  const v128_t mus = wasm_f64x2_splat(mu), shifts = wasm_f64x2_splat(shift);
  v128_t sums[2] = {wasm_f64x2_splat(0), wasm_f64x2_splat(0)};
  Index i = 0;
  for (; i + 4 <= terms; i += 4) {
    for (int part = 0; part < 2; part++) {
      const Index j = order[i + 2 * part], k = order[i + 2 * part + 1];
      const v128_t zs = wasm_f64x2_make(z[j], z[k]);
      const v128_t below = wasm_f64x2_sub(wasm_f64x2_make(near[j], near[k]), mus);
      const v128_t above =
          wasm_f64x2_add(wasm_f64x2_add(wasm_f64x2_make(d[j], d[k]), shifts), mus);
      const v128_t term = wasm_f64x2_mul(wasm_f64x2_div(zs, below), wasm_f64x2_div(zs, above));
      sums[part] = wasm_f64x2_add(sums[part], term);
    }
  }
  const v128_t sum = wasm_f64x2_add(sums[0], sums[1]);
  double result = 1 + (wasm_f64x2_extract_lane(sum, 0) + wasm_f64x2_extract_lane(sum, 1));
  for (; i < terms; i++) {
    const Index j = order[i];
    result += (z[j] / (near[j] - mu)) * (z[j] / (d[j] + shift + mu));
  }
  return result;
}

namespace {
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

enum Part { NONE = 0, THIN = 1, FULL = 2 };
enum Status { DONE = 0, NOT_CONVERGED = 1 };

// At most this many columns: Jacobi, which keeps small values best and is quick enough.
constexpr Index JACOBI_SIZE = 16;
// Rows per column from which A = Q R comes first.
constexpr double TALL = 1.5;
// Admitted backward error, in units of machine epsilon, size and largest singular value.
constexpr double CHECK = 16;
// The check takes singular values together that lie within this factor.
constexpr double GROUP = 1e-4;

struct Factors {
  MatrixXd U, V;
  VectorXd values;
};

// Signs that look random; the same at every call.
VectorXd signs(Index size, uint32_t state) {
  VectorXd result(size);
  for (Index j = 0; j < size; j++) {
    state = state * 1664525u + 1013904223u;
    result[j] = (state >> 31) ? 1 : -1;
  }
  return result;
}
constexpr uint32_t PROBES[] = {0x9e3779b9u, 0x7f4a7c15u};

// ‖BᵀB x − x‖ stays near rounding for a sign vector x iff B has orthonormal columns.
bool orthonormal(const MatrixXd& B, double tolerance) {
  for (const uint32_t probe : PROBES) {
    const VectorXd x = signs(B.cols(), probe);
    const VectorXd image = B * x;
    const double error = (B.transpose() * image - x).norm();
    if (!(error <= tolerance * std::sqrt(double(x.size())))) return false;
  }
  return true;
}

// A V x = U Σ x for sign vectors x; where there is no U, ‖A V x‖ = ‖Σ x‖ for x on the
// singular values of one order of magnitude at a time, so that the small ones count too.
bool consistent(const MatrixXd& A, const Factors& f, bool hasU, bool hasV) {
  const double size = double(A.rows() + A.cols());
  const double relative = CHECK * size * std::numeric_limits<double>::epsilon();
  const double absolute = relative * f.values[0];
  if (!(std::abs(f.values.norm() - A.norm()) <= absolute)) return false;
  if (hasU && !orthonormal(f.U, relative)) return false;
  if (hasV && !orthonormal(f.V, relative)) return false;
  if (!hasV) return true;
  const Index count = f.values.size();
  for (const uint32_t probe : PROBES) {
    const VectorXd x = signs(count, probe);
    const VectorXd scaled = f.values.cwiseProduct(x);
    for (Index from = 0, to = count; from < count; from = to) {
      to = count;
      if (!hasU) {
        for (to = from + 1; to < count && f.values[to] > GROUP * f.values[from]; to++) {}
      }
      const Index width = to - from;
      const VectorXd direction = f.V.middleCols(from, width) * x.segment(from, width);
      const VectorXd image = A * direction;
      const double error = hasU ? (image - f.U.leftCols(count) * scaled).norm()
                                : std::abs(image.norm() - scaled.segment(from, width).norm());
      if (!(error <= absolute * std::sqrt(double(width)))) return false;
      if (f.values[from] <= absolute) break;
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
