export { Codec, type Json, type Outgoing, toJson, WireError } from "./codec.js";
export { type Connection, readConnection } from "./connection.js";
export { createHeader, type Header, type Message, PROTOCOL } from "./message.js";
