// The map from coefficients to Lie derivatives, and the equations Θ w = y.
//
// S, the C_p one under the other, is sparse by rows and (q·K) × P. R is rows × K by columns,
// upper trapezoidal; a null pointer is the identity.
#pragma once
#include <Eigen/Core>
#include <Eigen/QR>
#include <cmath>
#include <cstdint>

namespace {
using Eigen::Index;
using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::VectorXd;

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

// x ↦ L(x) = R [C₁x … C_q x].
struct LieMap {
  Sparse S;
  const double* root;
  Index K, rows, q;

  // L of the columns of x (P × count), each flat: by columns if rows ≥ q, else by rows.
  MatrixXd columnsOf(const double* x, Index P, Index count) const {
    const Map<const MatrixXd> R(root, root ? rows : 0, root ? K : 0);
    MatrixXd coefficients(K, q), L(rows, q), out(rows * q, count);
    for (Index j = 0; j < count; j++) {
      S.apply(x + j * P, coefficients.data());
      if (root == nullptr) L = coefficients;
      else if (rows == K) L.noalias() = R.triangularView<Eigen::Upper>() * coefficients;
      else L.noalias() = R * coefficients;
      if (rows < q) Map<MatrixXd>(out.col(j).data(), q, rows) = L.transpose();
      else Map<MatrixXd>(out.col(j).data(), rows, q) = L;
    }
    return out;
  }
};

// w ← the solution of least norm of Θ w = y from the QR of Θᵀ; the rank of Θ.
Index leastNorm(const Eigen::ColPivHouseholderQR<MatrixXd>& qr, const VectorXd& y,
                double tolerance, Map<VectorXd>& w) {
  const auto& R = qr.matrixQR();
  const Index P = R.rows(), N = R.cols(), most = N < P ? N : P;
  Index rank = 0;
  while (rank < most && std::abs(R(rank, rank)) > tolerance * std::abs(R(0, 0))) rank++;
  // Θ = Π Rᵀ Qᵀ: the first `rank` of the permuted equations decide.
  VectorXd turned = VectorXd::Zero(P);
  const VectorXd ordered = qr.colsPermutation().transpose() * y;
  turned.head(rank) = R.topLeftCorner(rank, rank)
                          .triangularView<Eigen::Upper>()
                          .transpose()
                          .solve(ordered.head(rank));
  w = qr.householderQ() * turned;
  return rank;
}

// An orthonormal basis of what is left beside the first `rank` columns.
MatrixXd kernelOf(const Eigen::ColPivHouseholderQR<MatrixXd>& qr, Index rank) {
  const Index P = qr.matrixQR().rows(), free = P - rank;
  MatrixXd Z = MatrixXd::Zero(P, free);
  Z.bottomRows(free).setIdentity();
  Z.applyOnTheLeft(qr.householderQ());
  return Z;
}
}  // namespace
