export type { EagerDevice } from "./device.js";
export type { BackendMemory } from "./intertwine-backend.js";
export { IntertwineBackend } from "./intertwine-backend.js";
export type { DataId, Elsewhere, Numbers, Recorder, Writing } from "./recorder.js";
export { ReferenceDevice } from "./reference-device.js";
export type { Coverage } from "./register.js";
export { coverage, currentBackend, INTERTWINE, registerIntertwine } from "./register.js";
export { userLine } from "./user-line.js";
export { WebAssemblyDevice } from "./web-assembly-device.js";
