export { type End, type Server, type ServerOptions, startServer } from "./server.js";
