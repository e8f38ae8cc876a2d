// Nuclear-norm minimisation, for src/promote/solver: the inner loop of the alternating
// direction method of multipliers at a fixed penalty, and Newton steps along the central path.
//
//   minimise  data(w) + γ ‖L(w)‖_*,   L(w) = R · [C₁w … C_q w]
//
// With the splitting M = L(w) and the scaled multiplier U = Λ/ρ an iteration is
//
//   w ← w̄ + Q Lᵀ(M − U)             Q, w̄: what the data leave free (from the host)
//   X ← α L(w) + (1 − α) M + U       α: over-relaxation
//   M ← X with its singular values lowered by γ/ρ, U ← X − M
//
// L, M, U are rows × q by columns: column p belongs to generator p (lie-map.h).
#include "eigen/eigen-module.h"
#include "promote/lie-map.h"
#include "promote/nuclear-path.h"
#include "promote/nuclear-splitting.h"

namespace {
using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::VectorXd;

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr int SINGULAR = 2;
}  // namespace

extern "C" {

// `count` iterations, the last of them plain and the others accelerated when `memory` > 0.
// report, of the last: ‖L − M‖, ‖M − M before‖, ‖L‖, ‖M‖, ‖U‖ (Frobenius), the rank of M.
EXPORTED int nuclear_iterations(int P, int K, int rows, int q, const int32_t* starts,
                                const int32_t* columns, const double* values, const double* root,
                                const double* projector, const double* offset, double threshold,
                                double relaxation, int count, int memory, double* w_out, double* m,
                                double* u, double* l, double* report) {
  const Sparse S{Index(q) * K, starts, columns, values};
  Map<const MatrixXd> R(root, root ? rows : 0, root ? K : 0);
  Map<const MatrixXd> Q(projector, P, P);
  Map<const VectorXd> start(offset, P);
  Map<VectorXd> w(w_out, P);
  Map<MatrixXd> M(m, rows, q), U(u, rows, q), L(l, rows, q);
  MatrixXd X(rows, q), next(rows, q), coefficients(K, q);
  VectorXd gradient(P);
  Acceleration acceleration(Index(rows) * q, memory);
  const bool square = rows == K;
  for (int step = 0; step < count; step++) {
    const bool last = step == count - 1;
    X = M - U;
    gradient.setZero();
    if (root == nullptr) {
      S.addTranspose(X.data(), gradient.data());
    } else {
      if (square) coefficients.noalias() = R.transpose().triangularView<Eigen::Lower>() * X;
      else coefficients.noalias() = R.transpose() * X;
      S.addTranspose(coefficients.data(), gradient.data());
    }
    w = start;
    w.noalias() += Q * gradient;
    if (root == nullptr) {
      S.apply(w.data(), L.data());
    } else {
      S.apply(w.data(), coefficients.data());
      if (square) L.noalias() = R.triangularView<Eigen::Upper>() * coefficients;
      else L.noalias() = R * coefficients;
    }
    X = relaxation * L + (1 - relaxation) * M + U;
    if (memory > 0 && !last) {
      next = M + U;
      acceleration.improve(next.data(), X.data());
    }
    const int rank = lowerSingularValues(X, threshold, next);
    if (rank < 0) return NOT_CONVERGED;
    U = X - next;
    if (last) {
      report[0] = (L - next).norm();
      report[1] = (next - M).norm();
      report[2] = L.norm();
      report[3] = next.norm();
      report[4] = U.norm();
      report[5] = rank;
    }
    M = next;
  }
  return DONE;
}

// Q = Z (Zᵀ H Z)⁻¹ Zᵀ and w̄ = w₀ − Q H w₀, with Zᵀ H Z = Tᵀ T for the columns T_j = L(Z_j).
// SINGULAR when it has a pivot below `curvature` of its largest.
EXPORTED int exact_freedom(int P, int K, int rows, int q, const int32_t* starts,
                           const int32_t* columns, const double* values, const double* root,
                           int free, const double* w0, const double* kernel, double curvature,
                           double* projector, double* offset) {
  const LieMap lie{{Index(q) * K, starts, columns, values}, root, K, rows, q};
  const Map<const VectorXd> w(w0, P);
  const Map<const MatrixXd> Z(kernel, P, free);
  Map<MatrixXd> Q(projector, P, P);
  Map<VectorXd> start(offset, P);
  Q.setZero();
  start = w;
  if (free == 0) return DONE;
  const MatrixXd tensor = lie.columnsOf(kernel, P, free);
  MatrixXd C = MatrixXd::Zero(free, free);
  C.selfadjointView<Eigen::Lower>().rankUpdate(tensor.transpose());
  const Eigen::LLT<Eigen::Ref<MatrixXd>> cholesky(C);
  if (cholesky.info() != Eigen::Success) return SINGULAR;
  const double largest = C.diagonal().maxCoeff(), smallest = C.diagonal().minCoeff();
  if (!(smallest * smallest > curvature * largest * largest)) return SINGULAR;
  const MatrixXd origin = lie.columnsOf(w0, P, 1);
  start -= Z * cholesky.solve(tensor.transpose() * origin.col(0));
  MatrixXd half = Z.transpose();
  cholesky.matrixL().solveInPlace(half);
  Q.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose());
  Q.triangularView<Eigen::StrictlyUpper>() = Q.transpose();
  return DONE;
}

// w₀, the solution of least norm of Θ w = y, and Z (P × P by columns, the first P − rank of
// them used), an orthonormal null space of Θ. report: rank of Θ, ‖Θ w₀ − y‖.
EXPORTED int exact_kernel(int N, int P, const double* theta, const double* y, double tolerance,
                          double* w0, double* kernel, double* report) {
  const Map<const RowMajor> Theta(theta, N, P);
  const Map<const VectorXd> values(y, N);
  Map<VectorXd> w(w0, P);
  const Eigen::ColPivHouseholderQR<MatrixXd> qr(Theta.transpose());
  const Index rank = leastNorm(qr, values, tolerance, w);
  report[0] = double(rank);
  report[1] = (Theta * w - values).norm();
  Map<MatrixXd>(kernel, P, P - rank) = kernelOf(qr, rank);
  return DONE;
}

// `count` Newton steps along the central path of γ ‖L(w₀ + Z t)‖_* + ½ tᵀ B t + bᵀ t.
// state: t (free numbers), the step to be tried (free), μ, value, slope, whether there is a
// step to be tried. w and multiplier (rows × q by columns) are those after the last Newton
// step; report: a bound on the gap, and the length of that step.
EXPORTED int nuclear_path(int P, int K, int rows, int q, const int32_t* starts,
                          const int32_t* columns, const double* values, const double* root,
                          int free, const double* w0, const double* kernel, const double* quadratic,
                          const double* linear, double weight, int count, double* state, double* w,
                          double* multiplier, double* report) {
  const LieMap lie{{Index(q) * K, starts, columns, values}, root, K, rows, q};
  const Map<const VectorXd> start(w0, P);
  const Map<const MatrixXd> Z(kernel, P, free);
  const bool wide = rows < q;
  Path path;
  path.rows = wide ? q : rows;
  path.q = wide ? rows : q;
  path.free = free;
  path.origin = lie.columnsOf(w0, P, 1).col(0);
  path.tensor = lie.columnsOf(kernel, P, free);
  path.quadratic = quadratic;
  path.linear = linear;
  path.weight = weight;
  path.t = Map<const VectorXd>(state, free);
  path.step = Map<const VectorXd>(state + free, free);
  double* rest = state + 2 * Index(free);
  path.mu = rest[0];
  path.value = rest[1];
  path.slope = rest[2];
  path.trying = rest[3] != 0;
  MatrixXd dual(path.rows, path.q);
  VectorXd ahead(free);
  for (int k = 0; k < count; k++) {
    if (!newtonStep(path, ahead, dual.data(), report)) return NOT_CONVERGED;
  }
  if (wide) Map<MatrixXd>(multiplier, rows, q) = dual.transpose();
  else Map<MatrixXd>(multiplier, rows, q) = dual;
  report[1] = (ahead - path.t).norm();
  Map<VectorXd>(w, P) = start + Z * ahead;
  Map<VectorXd>(state, free) = path.t;
  Map<VectorXd>(state + free, free) = path.step;
  rest[0] = path.mu;
  rest[1] = path.value;
  rest[2] = path.slope;
  rest[3] = path.trying ? 1 : 0;
  return DONE;
}
}
