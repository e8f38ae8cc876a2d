/** One small named figure of each kind; the tests of figures run over all of them. */
import { Matrix } from "../../../src/numerics/matrix.js";
import {
  barFigure,
  codeFigure,
  type Figure,
  gridFigure,
  heatmapFigure,
  histogramFigure,
  latticeFigure,
  lineFigure,
  particleFigure,
  pictureFigure,
  pictureSlidersFigure,
} from "../../../src/workbench/figure/index.js";

const sizes = [5, 10, 50, 100, 500, 1000];

/** A power law with a band of a factor two on both sides. */
function powerLaw(name: string, exponent: number) {
  const y = sizes.map((n) => n ** exponent);
  return {
    name,
    x: sizes,
    y,
    low: y.map((value) => value / 2),
    high: y.map((value) => 2 * value),
  };
}

export function convergence(): Figure {
  return lineFigure({
    title: "Convergence",
    series: [powerLaw("first", -1), powerLaw("second", -2)],
    xTitle: "particles N",
    yTitle: "distance",
    xScale: "log",
    yScale: "log",
    references: [{ axis: "y", value: 1e-3, label: "δ" }],
  });
}

export function errorBars(): Figure {
  return lineFigure({ series: [{ ...powerLaw("only", 1), interval: "bars" }], xTitle: "x" });
}

export function panels(): Figure {
  const row = [convergence(), convergence()];
  return gridFigure([row, row], { columnTitles: ["left", "right"], rowTitles: ["top", "bottom"] });
}

export function bars(): Figure {
  return barFigure({
    categories: ["a", "b", "c"],
    series: [
      { name: "one", values: [1, 2, 3], low: [0.5, 1.5, 2.5], high: [1.5, 2.5, 3.5] },
      { name: "two", values: [3, 2, 1] },
    ],
    valueTitle: "error",
  });
}

export function lyingBars(): Figure {
  return barFigure({
    categories: ["a long name", "another"],
    series: [{ name: "one", values: [1e-4, 1e-2] }],
    valueScale: "log",
    horizontal: true,
  });
}

export function spread(): Figure {
  return histogramFigure({
    samples: [{ name: "sample", values: [0, 0.1, 0.2, 0.9, 1] }],
    bins: 2,
    xTitle: "value",
  });
}

export function cells(): Figure {
  return heatmapFigure({
    values: Matrix.fromRows([
      [1, 0, -1],
      [0.5, 0.25, -2],
    ]),
    center: 0,
    square: true,
    labels: true,
    colorTitle: "entry",
  });
}

export function particles(): Figure {
  const cloud = Matrix.fromRows([
    [0, 0, 0.5],
    [0.2, 0.3, -0.5],
    [1, 1, 0],
  ]);
  return particleFigure({
    clouds: [{ name: "student", points: cloud }],
    planes: [
      {
        name: "E^G",
        directions: [
          [1, 0, 0],
          [0, 1, 0],
        ],
      },
    ],
    axisTitles: ["x", "y", "z"],
    frames: [
      { label: "0", clouds: [cloud.scale(2)] },
      { label: "1", clouds: [cloud] },
    ],
  });
}

export function spaces(): Figure {
  const still = (scale: number) =>
    particleFigure({
      clouds: [
        {
          name: "student",
          points: Matrix.fromRows([
            [0, 0, 0],
            [scale, 0, 0],
          ]),
        },
      ],
      title: `scale ${scale}`,
    });
  return gridFigure([[still(1), still(3)]]);
}

export function codes(): Figure {
  const code = (beta: number, labels: number[], parts: number) => ({
    ...{ beta, partition: { labels, parts }, relevance: 1 - 1 / beta, rate: beta / 10 },
  });
  const frames = [code(1, [0, 0, 0, 1], 1), code(2, [0, 1, 1, 2], 2)];
  return codeFigure({ frames, inputs: 2, outputs: 2, title: "Codes" });
}

export function lattice(): Figure {
  const groups = [
    { name: "S3", order: 6 },
    { name: "C3", order: 3 },
  ];
  return latticeFigure({ groups, lattice: { covers: [[0, 1]] } });
}

/** Ink on the diagonal. */
export function diagonal(size: number, reach = 1): Matrix {
  const values = Array.from({ length: size * size }, (_, k) =>
    Math.abs(Math.floor(k / size) - (k % size)) < reach ? 1 : 0,
  );
  return new Matrix(size, size, Float64Array.from(values));
}

export function pictures(): Figure {
  const row = [diagonal(6), diagonal(6, 2), null];
  const rows = [
    { name: "thin", pictures: row },
    { name: "thick & <bold>", pictures: [...row].reverse() },
  ];
  return pictureFigure({ rows, columns: ["a", "b", "c"], title: "Pictures" });
}

export function sliders(): Figure {
  return pictureSlidersFigure({
    pictures: [1, 2, 3].map((reach) => [diagonal(5, reach), diagonal(5, reach + 1)]),
    down: { name: "shape: ", labels: ["1", "2", "3"], start: 1 },
    across: { name: "pose: ", labels: ["0°", "90°"], marked: [1] },
  });
}

export const gallery: Record<string, () => Figure> = {
  convergence,
  errorBars,
  panels,
  bars,
  lyingBars,
  spread,
  cells,
  particles,
  spaces,
  codes,
  lattice,
  pictures,
  sliders,
};
