/**
 * Numbers a + b ε + c η + d εη with ε² = η² = 0: a program run on them gives its value, two
 * first derivatives and the mixed second one, exactly but for rounding (Fike and Alonso 2011).
 * Here they are the oracle for the perceptron's derivatives.
 */
export class Bidual {
  constructor(
    readonly a: number,
    readonly b = 0,
    readonly c = 0,
    readonly d = 0,
  ) {}

  plus(o: Bidual): Bidual {
    return new Bidual(this.a + o.a, this.b + o.b, this.c + o.c, this.d + o.d);
  }

  times(o: Bidual): Bidual {
    return new Bidual(
      this.a * o.a,
      this.a * o.b + this.b * o.a,
      this.a * o.c + this.c * o.a,
      this.a * o.d + this.d * o.a + this.b * o.c + this.c * o.b,
    );
  }

  scale(factor: number): Bidual {
    return this.times(new Bidual(factor));
  }

  /** f of it, for a function of which f, f′ and f″ at a are given. */
  through(f: number, first: number, second: number): Bidual {
    return new Bidual(f, first * this.b, first * this.c, first * this.d + second * this.b * this.c);
  }

  exp(): Bidual {
    const e = Math.exp(this.a);
    return this.through(e, e, e);
  }

  inverse(): Bidual {
    return this.through(1 / this.a, -1 / this.a ** 2, 2 / this.a ** 3);
  }

  /** log(1 + x) */
  logOnePlus(): Bidual {
    return this.through(Math.log1p(this.a), 1 / (1 + this.a), -1 / (1 + this.a) ** 2);
  }

  sine(): Bidual {
    return this.through(Math.sin(this.a), Math.cos(this.a), -Math.sin(this.a));
  }
}

const ONE = new Bidual(1);

function logistic(z: Bidual): Bidual {
  return ONE.plus(z.scale(-1).exp()).inverse();
}

/** Φ(x) from erf's series with positive terms (Abramowitz and Stegun 7.1.6). */
export function normalDistribution(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 400; n++) {
    term *= x ** 2 / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The activations from their definitions. */
export const ACTIVATIONS: Record<string, (z: Bidual) => Bidual> = {
  tanh: (z) => logistic(z.scale(2)).scale(2).plus(ONE.scale(-1)),
  sigmoid: logistic,
  softplus: (z) => z.exp().logOnePlus(),
  silu: (z) => z.times(logistic(z)),
  gelu: (z) => {
    const density = Math.exp(-(z.a ** 2) / 2) / Math.sqrt(2 * Math.PI);
    return z.times(z.through(normalDistribution(z.a), density, -z.a * density));
  },
  sine: (z) => z.sine(),
  relu: (z) => (z.a > 0 ? z : new Bidual(0)),
};

/** F(x) of the perceptron with these parameters. */
export function bidualPerceptron(
  widths: readonly number[],
  activation: string,
  parameters: readonly Bidual[],
  x: readonly Bidual[],
): Bidual[] {
  let layer = [...x];
  let start = 0;
  for (let l = 1; l < widths.length; l++) {
    const [inputs, outputs] = [widths[l - 1], widths[l]];
    const biases = start + inputs * outputs;
    const sums = Array.from({ length: outputs }, (_, o) => {
      let sum = parameters[biases + o];
      for (let i = 0; i < inputs; i++) {
        sum = sum.plus(parameters[start + o * inputs + i].times(layer[i]));
      }
      return sum;
    });
    layer = l < widths.length - 1 ? sums.map(ACTIVATIONS[activation]) : sums;
    start = biases + outputs;
  }
  return layer;
}
