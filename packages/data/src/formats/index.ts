export { DataError, type DataErrorDetails } from "../errors/dataError.js";
export type { DataErrorCode } from "../errors/messages.js";
export { denseOf } from "./denseOf.js";
export type { CsvColumn, CsvNumbers, CsvTexts } from "./internal/csv/columnBuilder.js";
export type { MatEntry } from "./internal/mat/variable.js";
export { listMat } from "./listMat.js";
export type {
  MatArray,
  MatCell,
  MatClass,
  MatInput,
  MatSkipped,
  MatSparse,
  MatStruct,
  MatText,
  MatValue,
} from "./matValue.js";
export { type CsvOptions, type CsvTable, readCsv } from "./readCsv.js";
export { readIdx } from "./readIdx.js";
export { type MatFile, type ReadMatOptions, readMat } from "./readMat.js";
export { readNpy } from "./readNpy.js";
export { type ReadNpzOptions, readNpz } from "./readNpz.js";
export { readSafetensors, type Safetensors } from "./readSafetensors.js";
export type { StoredArray, StoredArrayOf, StoredType } from "./storedArray.js";
export { tensorOf } from "./tensorOf.js";
export { writeIdx } from "./writeIdx.js";
export { type WriteMatOptions, writeMat } from "./writeMat.js";
export { writeNpy } from "./writeNpy.js";
export { writeNpz } from "./writeNpz.js";
export { writeSafetensors } from "./writeSafetensors.js";
