export { type CountTable, countPairs, readCounts } from "./counts.js";
export type { DataFrameLike } from "./data-frame.js";
export type { Interval as TableInterval } from "./format.js";
export type { TableOptions } from "./table.js";
export { matrixTable, readCsv, showTable, Table, table } from "./table.js";
