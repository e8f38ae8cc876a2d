import type { Frame, Pose } from "../frame.js";
import type { FrameReport } from "../frame-report.js";

/** A frame that can say what is special about an input. */
export interface InspectableFrame<Input, P extends Pose<Input>> extends Frame<Input, P> {
  inspect(input: Input): FrameReport;
}
