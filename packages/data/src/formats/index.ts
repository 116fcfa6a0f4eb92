export { DataError, type DataErrorDetails } from "../errors/dataError.js";
export type { DataErrorCode } from "../errors/messages.js";
export { readIdx } from "./readIdx.js";
export { readSafetensors, type Safetensors } from "./readSafetensors.js";
export { writeIdx } from "./writeIdx.js";
export { writeSafetensors } from "./writeSafetensors.js";
