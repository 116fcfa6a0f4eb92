import type { Backend } from "../backends/backend.js";
import { wasm } from "../backends/wasm/wasm.js";

/** What computes when a session is not told. Tests put the reference in its place to run everything on both. */
export const defaultBackend = (threads: number): Backend => wasm({ threads });
