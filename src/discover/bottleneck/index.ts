export type { Bottleneck, BottleneckOptions, BottleneckSolution } from "./bottleneck.js";
export * from "./classical/index.js";
export * from "./intertwining/index.js";
export type { IntertwiningSolution } from "./intertwining-types.js";
