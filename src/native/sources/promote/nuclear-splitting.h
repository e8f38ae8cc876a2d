// What an iteration of the alternating direction method of multipliers consists of beside
// the linear maps: the proximal map of the nuclear norm, and Anderson's acceleration.
#pragma once
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/Eigenvalues>

namespace {
using Eigen::Index;
using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::VectorXd;

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
