import { DomainError } from "../../errors.js";
import type { Frame } from "../frame.js";
import type { FrameReport } from "../frame-report.js";

/**
 * What is special about an input: what it costs, what leaves it alone, how near the frame
 * is to a jump.
 * @throws DomainError for a frame that cannot say; and as its `poses`
 */
export function inspectFrame<Input>(frame: Frame<Input>, input: Input): FrameReport {
  if (frame.inspect === undefined) {
    throw new DomainError(
      `inspectFrame: the frame "${frame.name}" gives no report; expected one with \`inspect\`. probeFrame measures any frame of clouds.`,
    );
  }
  return frame.inspect(input);
}
