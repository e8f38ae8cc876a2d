export type { Address } from "./listener.js";
export type { TransportOptions } from "./options.js";
export { Publisher, type Subscribed } from "./publisher.js";
export { Replier } from "./replier.js";
export { type Receive, Router } from "./router.js";
