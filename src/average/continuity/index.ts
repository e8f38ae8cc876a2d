export {
  CONTINUOUS_RATIO,
  type ContinuityCertificate,
  type ContinuityFinding,
  type ContinuityOptions,
  type ContinuityPath,
  continuityCertificate,
} from "./certificate.js";
export {
  DEGENERACIES,
  type Degeneracy,
  degeneratePath,
  degeneratePaths,
  MEETING,
  nearMeeting,
} from "./degenerate-paths.js";
export { type PathPiece, type PathPieceOptions, pathPieces } from "./path-pieces.js";
export { squareRootFrame } from "./square-root-form.js";
