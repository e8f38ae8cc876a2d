export { estimateTangents } from "./cloud/tangents.js";
export { type DiscoverOptions, type Discovery, discover } from "./discovery.js";
export { cloudEvidence, surfaceEvidence } from "./sources/cloud.js";
export { mapEvidence } from "./sources/map.js";
export { modelEvidence } from "./sources/model.js";
