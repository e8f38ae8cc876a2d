/** What symmetrised models say along one path through a degenerate input. */
import { type ContinuityPath, nearMeeting, pathPieces } from "../../../average/index.js";
import { DomainError } from "../../../errors.js";
import { lineFigure } from "../build/line.js";
import type { Figure } from "../figure.js";

export interface PathModel<Input> {
  readonly name: string;
  readonly model: (input: Input) => number | Float64Array;
  readonly color?: string;
}

export interface PathFigureOptions<Input> {
  /** It says where it meets its degeneracy. */
  readonly path: ContinuityPath<Input>;
  readonly models: readonly PathModel<Input>[];
  /** The part of the path that is shown, around the degeneracy; default 0.1. */
  readonly share?: number;
  readonly title?: string;
}

/** Of each piece of a curve. */
const POINTS = 17;

/**
 * A curve for each model, from its value just before the degeneracy on: all meet there, and those
 * that jump begin again elsewhere.
 * @throws DomainError for no models, and as `nearMeeting`
 */
export function pathFigure<Input>(options: PathFigureOptions<Input>): Figure {
  const { path, models, share = 0.1, title } = options;
  if (models.length === 0) throw new DomainError("pathFigure: got no models; expected one.");
  const near = nearMeeting(path, share);
  return lineFigure({
    ...(title !== undefined && { title }),
    xTitle: "along the path",
    yTitle: "change of output",
    references: [{ axis: "x", value: 0, color: "#9aa5b1" }],
    series: models.flatMap(({ name, model, color }) =>
      pathPieces(model, near, { fromMeeting: true, points: POINTS }).map(({ at, values }) => ({
        ...{ name, mode: "lines" as const, x: at.map((s) => share * s), y: values },
        ...(color !== undefined && { color }),
      })),
    ),
  });
}
