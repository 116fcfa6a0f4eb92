export {
  createRemoteSession,
  type RemoteProgram,
  type RemoteSession,
} from "./createRemoteSession.js";
export type { Endpoint } from "./endpoint.js";
export type { RemoteOptions } from "./protocol.js";
export { type ServeOptions, serveSession } from "./serveSession.js";
