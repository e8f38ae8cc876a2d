export type { GroupIdentity } from "./identity.js";
export { type NameOptions, nameOfGroup } from "./name-of-group.js";
