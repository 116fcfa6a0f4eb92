import { serveSession } from "./serveSession.js";

/** A worker's whole script. */
serveSession();
