export type { DataFile, DownloadControl, DownloadProgress } from "./data-file.js";
export { type IdxArray, readIdx } from "./idx.js";
