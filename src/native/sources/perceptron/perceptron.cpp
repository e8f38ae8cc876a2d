// A multilayer perceptron in Float64: values, derivatives along and against the layers,
// gradients with respect to the parameters, and Adam.
//
//   a_0 = x,  z_l = W_l a_(l-1) + b_l,  a_l = σ(z_l) for l < L,  F(x) = z_L
//
// One network an instance. All of a batch goes through a layer at once. Points are rows
// (N × width, row-major), which is the transpose of the column-major matrix that Eigen
// sees: there each column is a point. Parameters lie layer after layer, W_l (row-major,
// outputs × inputs) and then b_l.
//
// The derivatives are forward over reverse. With δ_l the adjoint of z_l for the seed u
// and a dot for the derivative along v, the gradient of Σ ⟨u, DF(x) v⟩ + ⟨w, F(x)⟩ is
//   W̄_l = Σ δ̇_l a_(l-1)ᵀ + δ_l ȧ_(l-1)ᵀ,  b̄_l = Σ δ̇_l,  δ̇_L = w.
#include "eigen/eigen-module.h"
#include <Eigen/Core>
#include <cmath>
#include <array>
#include "arithmetic/elementary.h"
#include "perceptron/activation.h"

namespace {
using Eigen::Index;
using Matrix = Eigen::MatrixXd;
using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Columns = Eigen::Map<Matrix>;

constexpr Index MOST_LAYERS = 32;
// One for each layer, and one for the points.
using Buffers = std::array<Eigen::ArrayXd, MOST_LAYERS + 1>;

// Points of the data that go through the layers together: their activations stay in cache.
constexpr Index BLOCK = 256;

struct Layer {
  Index inputs, outputs, weights, biases;
};

// What a batch leaves behind in each layer.
struct Tape {
  // a, σ′, σ″, Wᵀδ, δ, ȧ, δ̇
  Buffers value, first, second, pulled, adjoint, tangent, adjointTangent;
  Index capacity = 0;
  // Whether it has room for more than value, first and adjoint.
  bool full = false;
};

std::array<Layer, MOST_LAYERS> layers;
Index last = 0;  // L
int activation = 0;
Eigen::ArrayXd parameters, gradient, firstMoment, secondMoment;
Eigen::ArrayXd jacobian, tangentSeed, valueSeed, scratch;
Tape resident, block;
// Whether the adjoints of the resident tape are those of the seed 1 of a single output.
bool reversed = false;

Index widthOf(Index l) { return l == 0 ? layers[0].inputs : layers[l - 1].outputs; }
Index widest() {
  Index width = 0;
  for (Index l = 0; l <= last; l++) width = std::max(width, widthOf(l));
  return width;
}

Eigen::Map<Rows> weights(Eigen::ArrayXd& of, Index l) {
  const Layer& layer = layers[l - 1];
  return {of.data() + layer.weights, layer.outputs, layer.inputs};
}
Eigen::Map<Eigen::VectorXd> biases(Eigen::ArrayXd& of, Index l) {
  const Layer& layer = layers[l - 1];
  return {of.data() + layer.biases, layer.outputs};
}
Columns at(Buffers& buffers, Index l, Index rows) {
  return {buffers[l].data(), widthOf(l), rows};
}

void makeRoom(Tape& tape, Index capacity, bool all) {
  if (capacity <= tape.capacity) return;
  const auto fit = [&](Buffers& buffers) {
    for (Index l = 0; l <= last; l++) buffers[l].setZero(widthOf(l) * capacity);
  };
  fit(tape.value);
  fit(tape.first);
  fit(tape.adjoint);
  if (all) {
    for (Buffers* buffers : {&tape.second, &tape.pulled, &tape.tangent, &tape.adjointTangent}) {
      fit(*buffers);
    }
  }
  scratch.resize(std::max<Index>(scratch.size(), widest() * capacity));
  tape.capacity = capacity;
  tape.full = all;
}

void forward(Tape& tape, Index rows, int order) {
  for (Index l = 1; l <= last; l++) {
    Columns z = at(tape.value, l, rows);
    z.noalias() = weights(parameters, l) * at(tape.value, l - 1, rows);
    z.colwise() += biases(parameters, l);
    if (l == last) break;
    activate(activation, order, z.size(), z.data(), tape.first[l].data(),
             order > 1 ? tape.second[l].data() : nullptr);
  }
}

// From the seed in the last adjoint down to layer 1; keeps Wᵀδ where the tape has room for it.
void reverse(Tape& tape, Index rows) {
  for (Index l = last - 1; l >= 1; l--) {
    Columns back(tape.full ? tape.pulled[l].data() : scratch.data(), widthOf(l), rows);
    back.noalias() = weights(parameters, l + 1).transpose() * at(tape.adjoint, l + 1, rows);
    at(tape.adjoint, l, rows).array() = at(tape.first, l, rows).array() * back.array();
  }
}

// ȧ of every layer from that of the input; with `curved` also σ″ ż Wᵀδ, the first part of δ̇.
void along(Tape& tape, Index rows, bool curved) {
  for (Index l = 1; l <= (curved ? last - 1 : last); l++) {
    Columns rate = at(tape.tangent, l, rows);
    rate.noalias() = weights(parameters, l) * at(tape.tangent, l - 1, rows);
    if (l == last) break;
    if (curved) {
      at(tape.adjointTangent, l, rows).array() = at(tape.second, l, rows).array() *
                                                 rate.array() * at(tape.pulled, l, rows).array();
    }
    rate.array() *= at(tape.first, l, rows).array();
  }
}

// W̄ += δ aᵀ
void addOuter(Index l, Buffers& adjoints, Buffers& values, Index rows) {
  weights(gradient, l).noalias() += at(adjoints, l, rows) * at(values, l - 1, rows).transpose();
}
void addSums(Index l, Buffers& adjoints, Index rows) {
  biases(gradient, l) += at(adjoints, l, rows).rowwise().sum();
}
}  // namespace

extern "C" {
// At most MOST_LAYERS layers; returns the number of parameters.
EXPORTED int shape(int count, const int* widths, int kind) {
  last = count;
  Index offset = 0;
  for (Index l = 0; l < last; l++) {
    const Index inputs = widths[l], outputs = widths[l + 1];
    layers[l] = {inputs, outputs, offset, offset + inputs * outputs};
    offset += (inputs + 1) * outputs;
  }
  activation = kind;
  for (Eigen::ArrayXd* numbers : {&parameters, &gradient, &firstMoment, &secondMoment}) {
    numbers->setZero(offset);
  }
  resident = Tape();
  block = Tape();
  reversed = false;
  return int(offset);
}

EXPORTED double* parameters_at() { return parameters.data(); }
EXPORTED double* gradient_at() { return gradient.data(); }
EXPORTED double* first_moment_at() { return firstMoment.data(); }
EXPORTED double* second_moment_at() { return secondMoment.data(); }

// Room for a batch of so many points, which stays.
EXPORTED void reserve(int rows) {
  const Index inputs = widthOf(0), outputs = widthOf(last);
  if (rows <= resident.capacity) return;
  makeRoom(resident, rows, true);
  jacobian.setZero(inputs * outputs * rows);
  tangentSeed.setZero(outputs * rows);
  valueSeed.setZero(outputs * rows);
  reversed = false;
}
EXPORTED double* points_at() { return resident.value[0].data(); }
EXPORTED double* values_at() { return resident.value[last].data(); }
EXPORTED double* jacobians_at() { return jacobian.data(); }
EXPORTED double* directions_at() { return resident.tangent[0].data(); }
EXPORTED double* rates_at() { return resident.tangent[last].data(); }
EXPORTED double* tangent_seeds_at() { return tangentSeed.data(); }
EXPORTED double* value_seeds_at() { return valueSeed.data(); }

// F at the points, and σ′ (order 1) and σ″ (order 2) for what follows.
EXPORTED void values(int rows, int order) {
  reversed = false;
  forward(resident, rows, order);
}

// DF at the points; after values of order 1 or 2.
EXPORTED void jacobians(int rows) {
  const Index inputs = widthOf(0), outputs = widthOf(last);
  for (Index a = 0; a < outputs; a++) {
    at(resident.adjoint, last, rows).setZero();
    at(resident.adjoint, last, rows).row(a).setOnes();
    reverse(resident, rows);
    using Every = Eigen::OuterStride<>;
    Eigen::Map<Matrix, 0, Every>(jacobian.data() + a * inputs, inputs, rows,
                                 Every(inputs * outputs))
        .noalias() = weights(parameters, 1).transpose() * at(resident.adjoint, 1, rows);
  }
  reversed = outputs == 1;
}

// DF(x) v at the points for the directions v; after values of order 1 or 2.
EXPORTED void directional(int rows) { along(resident, rows, false); }

// Adds the gradient of Σ ⟨u, DF(x) v⟩ + ⟨w, F(x)⟩: after values of order 2. With `ones`
// the seed u is 1 in the only output.
EXPORTED void pull_tangents(int rows, int ones) {
  if (!ones || !reversed) {
    if (ones) at(resident.adjoint, last, rows).setOnes();
    else resident.adjoint[last].head(tangentSeed.size()) = tangentSeed;
    reverse(resident, rows);
    reversed = ones != 0;
  }
  along(resident, rows, true);
  resident.adjointTangent[last].head(valueSeed.size()) = valueSeed;
  for (Index l = last; l >= 1; l--) {
    if (l < last) {
      Columns back(scratch.data(), widthOf(l), rows);
      back.noalias() =
          weights(parameters, l + 1).transpose() * at(resident.adjointTangent, l + 1, rows);
      at(resident.adjointTangent, l, rows).array() +=
          at(resident.first, l, rows).array() * back.array();
    }
    addOuter(l, resident.adjointTangent, resident.value, rows);
    addOuter(l, resident.adjoint, resident.tangent, rows);
    addSums(l, resident.adjointTangent, rows);
  }
}

// Adds the gradient of Σ ⟨w, F(x)⟩: after values of order 1 or 2.
EXPORTED void pull_values(int rows) {
  resident.adjoint[last].head(valueSeed.size()) = valueSeed;
  reversed = false;
  reverse(resident, rows);
  for (Index l = last; l >= 1; l--) {
    addOuter(l, resident.adjoint, resident.value, rows);
    addSums(l, resident.adjoint, rows);
  }
}

EXPORTED void clear_gradient() { gradient.setZero(); }

// Adds the gradient of the loss Σ ‖F(x_i) − y_i‖² / (count · outputs), and returns the loss.
// `order` lists the rows of the data that count, or is null for the first `count` of them.
EXPORTED double squared_loss(const double* points, const double* targets, const int* order,
                             int count) {
  const Index inputs = widthOf(0), outputs = widthOf(last);
  makeRoom(block, BLOCK, false);
  const double share = 1.0 / (double(count) * double(outputs));
  double sum = 0;
  for (Index begin = 0; begin < count; begin += BLOCK) {
    const Index rows = std::min<Index>(BLOCK, count - begin);
    for (Index i = 0; i < rows; i++) {
      const double* point = points + (order ? order[begin + i] : begin + i) * inputs;
      std::copy(point, point + inputs, block.value[0].data() + i * inputs);
    }
    forward(block, rows, 1);
    Columns error = at(block.adjoint, last, rows), value = at(block.value, last, rows);
    for (Index i = 0; i < rows; i++) {
      const double* target = targets + (order ? order[begin + i] : begin + i) * outputs;
      for (Index a = 0; a < outputs; a++) {
        const double residual = value(a, i) - target[a];
        sum += residual * residual;
        error(a, i) = 2 * share * residual;
      }
    }
    reverse(block, rows);
    for (Index l = last; l >= 1; l--) {
      addOuter(l, block.adjoint, block.value, rows);
      addSums(l, block.adjoint, rows);
    }
  }
  return sum * share;
}

// One step of Adam with the gradient as it stands. The corrections are 1 − β^t; weights
// (not biases) decay by `decoupled` times themselves, or by `inGradient` through the gradient.
EXPORTED void adam(double rate, double beta1, double beta2, double epsilon, double correction1,
                   double correction2, double decoupled, double inGradient) {
  for (Index l = 0; l < last; l++) {
    const Layer& layer = layers[l];
    auto part = [&](Eigen::ArrayXd& of) {
      return of.segment(layer.weights, layer.inputs * layer.outputs);
    };
    if (inGradient != 0) part(gradient) += inGradient * part(parameters);
    if (decoupled != 0) part(parameters) *= 1 - decoupled;
  }
  firstMoment = beta1 * firstMoment + (1 - beta1) * gradient;
  secondMoment = beta2 * secondMoment + (1 - beta2) * gradient.square();
  parameters -= rate * (firstMoment / correction1) /
                ((secondMoment / correction2).sqrt() + epsilon);
}

// For schedules: the same bits on every machine.
EXPORTED double cosine(double x) { return std::cos(x); }
}
