// The central path of the nuclear norm, by Newton's method.
//
//   minimise  γ Σ h_μ(σ_a(L(t))) + ½ tᵀ B t + bᵀ t,   L(t) = L₀ + Σ t_j T_j
//
// h_μ is the barrier of the nuclear norm's semidefinite form, with the two diagonal blocks
// eliminated: with s = √(μ² + σ²) and v = μ + s
//
//   h(σ) = v − μ log v,   h'(σ) = σ/v,   h → σ as μ → 0
//
// It is self-concordant up to the factor μ. Its gradient U diag(σ/v) Vᵀ always lies inside
// the ball σ₁ ≤ 1, so that after a Newton step it gives a feasible point of the dual problem.
// With E = Uᵀ T V the second derivative along T is, all terms positive,
//
//   Σ_{a<b} [ c⁺_ab (E_ab + E_ba)²/2 + c⁻_ab (E_ab − E_ba)²/2 ] + Σ_a c⁺_aa E_aa² + Σ_{i≥q} E_ia²/v_a
//   c⁺ = (h'_a − h'_b)/(σ_a − σ_b),   c⁻ = (h'_a + h'_b)/(σ_a + σ_b)
//
// Near the path a step aims at the next μ: the Newton step and the path's tangent, which
// ∂h'/∂μ = −σ (1 + μ/s)/v² gives. As μ → 0 the path is a smooth function of it.
#pragma once
#include "eigen/eigen-svd.h"
#include <Eigen/Cholesky>

namespace {
using Eigen::Map;

struct Curvatures {
  double mu;
  VectorXd sigma, s, v;

  Curvatures(const VectorXd& values, double mu) : mu(mu), sigma(values) {
    s = (sigma.array().square() + mu * mu).sqrt();
    v = s.array() + mu;
  }
  double plus(Index a, Index b) const {
    const double cross = sigma[a] * s[b] + sigma[b] * s[a];
    const double quotient = cross > 0 ? mu * mu * (sigma[a] + sigma[b]) / cross : mu;
    return (mu + quotient) / (v[a] * v[b]);
  }
  double minus(Index a, Index b) const {
    const double sum = sigma[a] + sigma[b];
    if (!(sum > 0)) return 1 / v[a];
    return (sigma[a] * v[b] + sigma[b] * v[a]) / (sum * v[a] * v[b]);
  }
  double barrier() const { return v.sum() - mu * v.array().log().sum(); }
  // Σ (σ − σ h'), what the gradient as a dual point leaves open.
  double open() const { return (sigma.array() * (1 - sigma.array() / v.array())).sum(); }
};

// The part of E inside (q × q) and the one outside become C ∘ E, the second derivative's
// image, or for the Gram matrix C^½ ∘ E.
template <bool ROOT>
void curve(const Curvatures& c, Eigen::Ref<MatrixXd> inside, Eigen::Ref<MatrixXd> outside) {
  const auto factor = [](double value) { return ROOT ? std::sqrt(value) : value; };
  for (Index b = 0; b < inside.cols(); b++) {
    inside(b, b) *= factor(c.plus(b, b));
    for (Index a = 0; a < b; a++) {
      const double even = factor(c.plus(a, b)) * (inside(a, b) + inside(b, a)) / 2;
      const double odd = factor(c.minus(a, b)) * (inside(a, b) - inside(b, a)) / 2;
      inside(a, b) = even + odd;
      inside(b, a) = even - odd;
    }
    outside.col(b) *= factor(1 / c.v[b]);
  }
}

// E = [U V-parts]: Uᵀ T V, and what of T V is orthogonal to the columns of U.
void turn(const Factors& f, const Map<const MatrixXd>& T, MatrixXd& half,
          Eigen::Ref<MatrixXd> inside, Eigen::Ref<MatrixXd> outside) {
  half.noalias() = T * f.V;
  inside.noalias() = f.U.transpose() * half;
  if (outside.rows() == 0) return;
  outside = half;
  outside.noalias() -= f.U * inside;
}

struct Path {
  Index rows, q, free;  // rows ≥ q
  MatrixXd tensor;      // (rows · q) × free, column j is T_j by columns
  VectorXd origin;      // L₀ by columns
  const double *quadratic, *linear;  // B (free × free) and b, or null
  double weight;

  // State: t, the step that is under trial, and what stood before it.
  VectorXd t, step;
  double mu, value, slope;
  bool trying;

  double data(const VectorXd& x) const {
    if (quadratic == nullptr) return 0;
    Map<const MatrixXd> B(quadratic, free, free);
    Map<const VectorXd> b(linear, free);
    return 0.5 * x.dot(B * x) + b.dot(x);
  }
};

// Shares of a step that is given up below this.
constexpr double SMALLEST_STEP = 1e-10;
// Decrements from which the target moves on, and by how much.
constexpr double NEAR = 1.0, CLOSE = 0.4;
constexpr double NEAR_FACTOR = 0.3, CLOSE_FACTOR = 0.1;
constexpr double ARMIJO = 1e-4;

// One Newton step from t, and the step to be tried next. ahead: t after the Newton step.
// multiplier (rows × q): the dual point that belongs to it, affinely feasible to rounding.
// open: upper bound on the duality gap where that point is inside the ball.
bool newtonStep(Path& path, VectorXd& ahead, double* multiplier, double* open) {
  const Index rows = path.rows, q = path.q, free = path.free;
  Factors f;
  for (;;) {
    const VectorXd at = path.trying ? VectorXd(path.t + path.step) : path.t;
    VectorXd flat = path.origin;
    flat.noalias() += path.tensor * at;
    const MatrixXd L = Map<const MatrixXd>(flat.data(), rows, q);
    f = Factors();
    if (tall(L, THIN, FULL, f) != DONE) return false;
    const double barrier = path.weight * Curvatures(f.values, path.mu).barrier() + path.data(at);
    const double allowed = path.value + ARMIJO * path.slope + 1e-13 * std::abs(path.value);
    if (!path.trying || barrier <= allowed || path.step.norm() <= SMALLEST_STEP * path.t.norm()) {
      path.t = at;
      break;
    }
    path.step /= 2;
    path.slope /= 2;
  }
  const Curvatures c(f.values, path.mu);
  *open = path.weight * c.open();
  const Index beyond = rows > q ? rows : 0, height = q + beyond;
  MatrixXd turned(height * q, free), diagonals(q, free), half(rows, q), inside(q, q);
  MatrixXd outside(beyond, q);
  for (Index j = 0; j < free; j++) {
    turn(f, Map<const MatrixXd>(path.tensor.col(j).data(), rows, q), half, inside, outside);
    diagonals.col(j) = inside.diagonal();
    curve<true>(c, inside, outside);
    Map<MatrixXd>(turned.col(j).data(), q, q) = inside;
    Map<MatrixXd>(turned.col(j).data() + q * q, beyond, q) = outside;
  }
  const VectorXd first = c.sigma.array() / c.v.array();
  VectorXd pull = VectorXd::Zero(free);  // of the data
  MatrixXd hessian = MatrixXd::Zero(free, free);
  hessian.selfadjointView<Eigen::Lower>().rankUpdate(turned.transpose(), path.weight);
  if (path.quadratic != nullptr) {
    const Map<const MatrixXd> B(path.quadratic, free, free);
    hessian += B;
    pull = B * path.t + Map<const VectorXd>(path.linear, free);
  }
  const VectorXd gradient = path.weight * (diagonals.transpose() * first) + pull;
  Eigen::LLT<MatrixXd> cholesky;
  const double largest = free > 0 ? hessian.diagonal().maxCoeff() : 0;
  const bool curved = largest > 0;
  for (double shift = 0; curved; shift = shift > 0 ? 10 * shift : 1e-15) {
    MatrixXd shifted = hessian;
    shifted.diagonal().array() += shift * largest;
    cholesky.compute(shifted);
    if (cholesky.info() == Eigen::Success) break;
  }
  const VectorXd newton = curved ? VectorXd(-cholesky.solve(gradient)) : VectorXd::Zero(free);
  path.step = newton;
  path.slope = gradient.dot(newton);
  const double decrement = std::sqrt(std::max(0.0, -path.slope / (path.weight * path.mu)));
  path.value = path.weight * c.barrier() + path.data(path.t);
  path.trying = true;
  if (decrement < NEAR && curved) {
    const double mu = path.mu * (decrement < CLOSE ? CLOSE_FACTOR : NEAR_FACTOR);
    const VectorXd drift = -c.sigma.array() * (1 + c.mu / c.s.array()) / c.v.array().square();
    const VectorXd tangent = cholesky.solve(path.weight * (diagonals.transpose() * drift));
    const Curvatures next(f.values, mu);
    const VectorXd target = next.sigma.array() / next.v.array();
    const VectorXd aim = path.weight * (diagonals.transpose() * target) + pull;
    path.mu = mu;
    path.step += (c.mu - mu) * tangent;
    path.slope = aim.dot(path.step);
    path.value = path.weight * next.barrier() + path.data(path.t);
    if (!(path.slope < 0)) {
      path.step = newton;
      path.slope = aim.dot(newton);
    }
    if (!(path.slope < 0)) path.trying = false;
  }
  // The gradient and what the Newton step adds to it, to first order.
  ahead = path.t + newton;
  const VectorXd moved = path.tensor * newton;
  turn(f, Map<const MatrixXd>(moved.data(), rows, q), half, inside, outside);
  curve<false>(c, inside, outside);
  inside.diagonal() += first;
  MatrixXd left = f.U * inside;
  if (beyond > 0) left += outside;
  Map<MatrixXd>(multiplier, rows, q).noalias() = path.weight * left * f.V.transpose();
  return true;
}
}  // namespace
