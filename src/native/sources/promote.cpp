// Nuclear-norm minimisation by the alternating direction method of multipliers:
// the inner loop at a fixed penalty, for src/promote/solver.
//
//   minimise  data(w) + γ ‖L(w)‖_*,   L(w) = R · [C₁w … C_q w]
//
// With the splitting M = L(w) and the scaled multiplier U = Λ/ρ an iteration is
//
//   w ← w̄ + Q Lᵀ(M − U)             Q, w̄: what the data leave free (from the host)
//   X ← α L(w) + (1 − α) M + U       α: over-relaxation
//   M ← X with its singular values lowered by γ/ρ, U ← X − M
//
// L, M, U are rows × q by columns: column p belongs to generator p. S, the C_p one
// under the other, is sparse by rows and (q·K) × P. R is rows × K by columns, upper
// trapezoidal; a null pointer is the identity.
#include "eigen-module.h"
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <cmath>

namespace {
using Eigen::Index;
using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::VectorXd;

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

enum Status { DONE = 0, NOT_CONVERGED = 1, SINGULAR = 2 };

struct Sparse {
  Index rows;
  const int32_t *starts, *columns;
  const double* values;

  // y = S x
  void apply(const double* x, double* y) const {
    for (Index i = 0; i < rows; i++) {
      double sum = 0;
      for (int32_t k = starts[i]; k < starts[i + 1]; k++) sum += values[k] * x[columns[k]];
      y[i] = sum;
    }
  }

  // x += Sᵀ y
  void addTranspose(const double* y, double* x) const {
    for (Index i = 0; i < rows; i++) {
      const double factor = y[i];
      for (int32_t k = starts[i]; k < starts[i + 1]; k++) x[columns[k]] += values[k] * factor;
    }
  }
};

// M ← X with singular values lowered by `threshold`; the rank of M, or −1.
int lowerSingularValues(const MatrixXd& X, double threshold, MatrixXd& M) {
  const bool wide = X.rows() < X.cols();
  const Index size = wide ? X.rows() : X.cols();
  MatrixXd gram = MatrixXd::Zero(size, size);
  if (wide) gram.selfadjointView<Eigen::Lower>().rankUpdate(X);
  else gram.selfadjointView<Eigen::Lower>().rankUpdate(X.transpose());
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver(gram);
  if (solver.info() != Eigen::Success) return -1;
  const VectorXd& squares = solver.eigenvalues();
  Index kept = 0;
  while (kept < size && squares[size - 1 - kept] > threshold * threshold) kept++;
  if (kept == 0) {
    M.setZero();
    return 0;
  }
  const auto V = solver.eigenvectors().rightCols(kept);
  const VectorXd shrink = 1 - threshold / squares.tail(kept).array().sqrt();
  if (wide) M.noalias() = (V * shrink.asDiagonal()) * (V.transpose() * X).eval();
  else M.noalias() = (X * V).eval() * (V * shrink.asDiagonal()).transpose();
  return int(kept);
}
// Anderson's acceleration of X ← f(X), type II: of the last steps the combination whose
// residuals f(X) − X cancel best, with Tikhonov's term. Where the residual has grown
// against that before the last combination, the plain step is taken and the memory is lost.
class Acceleration {
 public:
  Acceleration(Index size, int memory)
      : memory_(memory), images_(size, memory), residuals_(size, memory), gram_(memory, memory) {}

  // x: X_k. image: f(X_k), which becomes X_{k+1}.
  void improve(const double* x, double* image) {
    const Index size = images_.rows();
    Map<const VectorXd> X(x, size);
    Map<VectorXd> F(image, size);
    VectorXd residual = F - X;
    const double length = residual.norm();
    if (combined_ && !(length <= GROWTH * trusted_)) {
      F = plain_;
      held_ = 0;
      seen_ = false;
      combined_ = false;
      return;
    }
    if (seen_) {
      const Index place = next_;
      images_.col(place) = F - image_;
      residuals_.col(place) = residual - residual_;
      next_ = (next_ + 1) % memory_;
      if (held_ < memory_) held_++;
      for (Index j = 0; j < held_; j++) {
        gram_(place, j) = gram_(j, place) = residuals_.col(place).dot(residuals_.col(j));
      }
    }
    image_ = F;
    residual_ = residual;
    seen_ = true;
    combined_ = false;
    if (held_ < 2) return;
    MatrixXd normal = gram_.topLeftCorner(held_, held_);
    normal.diagonal().array() += TIKHONOV * normal.trace();
    const VectorXd weights = normal.ldlt().solve(residuals_.leftCols(held_).transpose() * residual);
    if (!weights.allFinite()) return;
    plain_ = F;
    trusted_ = length;
    F.noalias() -= images_.leftCols(held_) * weights;
    combined_ = true;
  }

 private:
  static constexpr double GROWTH = 2, TIKHONOV = 1e-12;
  int memory_;
  MatrixXd images_, residuals_, gram_;
  VectorXd image_, residual_, plain_;
  Index held_ = 0, next_ = 0;
  double trusted_ = 0;
  bool seen_ = false, combined_ = false;
};
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

// What Θ w = y leaves free: with Z an orthonormal null space of Θ (N × P, by rows) and w₀
// the solution of least norm, Q = Z (Zᵀ H Z)⁻¹ Zᵀ and w̄ = w₀ − Q H w₀. Columns of Θᵀ whose
// pivot is below `tolerance` of the largest count as dependent. SINGULAR when Zᵀ H Z has a
// pivot below `curvature` of its largest. report: rank of Θ, ‖Θ w₀ − y‖.
EXPORTED int exact_freedom(int N, int P, const double* theta, const double* y, const double* h,
                           double tolerance, double curvature, double* w0, double* projector,
                           double* offset, double* report) {
  const Map<const RowMajor> Theta(theta, N, P);
  const Map<const VectorXd> values(y, N);
  const Map<const MatrixXd> H(h, P, P);
  Eigen::ColPivHouseholderQR<MatrixXd> qr(Theta.transpose());
  const auto& R = qr.matrixQR();
  const Index most = N < P ? N : P;
  Index rank = 0;
  while (rank < most && std::abs(R(rank, rank)) > tolerance * std::abs(R(0, 0))) rank++;
  // Θ = Π Rᵀ Qᵀ: the first `rank` of the permuted equations decide.
  VectorXd turned = VectorXd::Zero(P);
  const VectorXd ordered = qr.colsPermutation().transpose() * values;
  turned.head(rank) = R.topLeftCorner(rank, rank)
                          .triangularView<Eigen::Upper>()
                          .transpose()
                          .solve(ordered.head(rank));
  Map<VectorXd> w(w0, P), start(offset, P);
  w = qr.householderQ() * turned;
  report[0] = double(rank);
  report[1] = (Theta * w - values).norm();
  Map<MatrixXd> Q(projector, P, P);
  const Index free = P - rank;
  if (free == 0) {
    Q.setZero();
    start = w;
    return DONE;
  }
  MatrixXd Z = MatrixXd::Zero(P, free);
  Z.bottomRows(free).setIdentity();
  Z.applyOnTheLeft(qr.householderQ());
  MatrixXd C(free, free);
  C.noalias() = Z.transpose() * (H * Z).eval();
  Eigen::LLT<Eigen::Ref<MatrixXd>> cholesky(C);
  if (cholesky.info() != Eigen::Success) return SINGULAR;
  const double largest = C.diagonal().maxCoeff(), smallest = C.diagonal().minCoeff();
  if (!(smallest * smallest > curvature * largest * largest)) return SINGULAR;
  MatrixXd half = Z.transpose();
  cholesky.matrixL().solveInPlace(half);
  Q.setZero();
  Q.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose());
  Q.triangularView<Eigen::StrictlyUpper>() = Q.transpose();
  start = w - Q * (H * w);
  return DONE;
}
}
