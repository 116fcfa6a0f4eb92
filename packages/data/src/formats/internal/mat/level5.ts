import { DataError } from "../../../errors/dataError.js";
import { checkLimit, inflate, inflateHead, type Packed } from "../inflate.js";
import type { ByteOrder } from "../reorder.js";
import { dataTypes } from "./classes.js";
import { type Element, readElement } from "./element.js";
import { readMatrix } from "./matrix.js";
import { readMatrixHeader } from "./matrixHeader.js";
import { readPackedNumbers } from "./packedNumbers.js";
import { type MatSource, matCorrupt, matSource, matTruncated } from "./source.js";
import type { Variable } from "./variable.js";

/** A text, then the version and a mark of the byte order. */
export const headerLength = 128;

/** The byte order of a file of level 5, which ends its header in "MI" as a 16-bit number; undefined for other files. */
export function level5Order(bytes: Uint8Array): ByteOrder | undefined {
  const mark = String.fromCharCode(...bytes.subarray(headerLength - 2, headerLength));
  if (mark === "IM") return "little";
  return mark === "MI" ? "big" : undefined;
}

/**
 * The variables of a file of level 5. Of compressed ones, no more is unpacked than their headers until they are read.
 *
 * @param limit unpacked bytes that may be read from the file, all variables together.
 * @throws DataError `mat/corrupt`, `mat/truncated`, `deflate/corrupt` or `deflate/limit`, now or when a variable is read.
 */
export function level5Variables(bytes: Uint8Array, order: ByteOrder, file: string, limit: number): readonly Variable[] {
  const source = matSource({ bytes, order, file });
  const variables: Variable[] = [];
  let unpacked = 0;
  const spend = (packed: Packed, size: number) => {
    unpacked += size;
    checkLimit(packed, unpacked, limit);
  };
  for (let at = headerLength; at < bytes.length; ) {
    const element = readElement(source, at, bytes.length);
    if (element.type === dataTypes.compressed) variables.push(packedVariable(source, element, spend));
    else variables.push(plainVariable(source, element));
    at = element.next;
  }
  // Without a name: the workspace of function handles and objects.
  return variables.filter(({ name }) => name !== "");
}

function plainVariable(source: MatSource, element: Element): Variable {
  const header = readMatrixHeader(source, element);
  const { name, class: className, shape, complex } = header;
  return { name, class: className, shape, complex, read: () => readMatrix(source, header) };
}

function packedVariable(
  source: MatSource,
  { at, start, size }: Element,
  spend: (packed: Packed, size: number) => void,
): Variable {
  const { bytes, order, file } = source;
  const packed: Packed = { bytes: bytes.subarray(start, start + size), wrapping: "zlib", file, offset: at };
  const unpacked = unpackedHeader(packed, order);
  const { header, total } = unpacked;
  const { name, class: className, shape, complex } = header;
  const read = () => {
    spend(packed, total);
    const numbers = readPackedNumbers({ packed, ...unpacked });
    if (numbers !== undefined) return numbers;
    const content = matSource({ bytes: inflate(packed, total), order, file, packedAt: at });
    return readMatrix(content, readMatrixHeader(content, readElement(content, 0, total)));
  };
  return { name, class: className, shape, complex, read };
}

/** Bytes that hold the header of an ordinary variable. */
const ordinaryHeader = 256;

/** The longest name, with the largest of shapes. */
const longestHeader = 1 << 14;

/** The header of a packed variable, and the size of the variable, from as few of its bytes as will do. */
function unpackedHeader(packed: Packed, order: ByteOrder) {
  const { file, offset } = packed;
  for (let count = ordinaryHeader; ; count *= 8) {
    const head = inflateHead(packed, count);
    const content = matSource({ bytes: head, order, file, packedAt: offset });
    if (head.length < 8) throw matTruncated(content, 0, "a matrix element");
    const little = order === "little";
    const type = content.view.getUint32(0, little);
    if (type !== dataTypes.matrix) throw matCorrupt(content, 0, "a matrix element, of type 14", `type ${type}`);
    const size = content.view.getUint32(4, little);
    try {
      const header = readMatrixHeader(content, { type, at: 0, start: 8, size, next: 8 + size });
      return { head: content, header, total: 8 + size };
    } catch (error) {
      const longer = error instanceof DataError && error.code === "mat/truncated" && head.length >= count;
      if (!longer || count > longestHeader) throw error;
    }
  }
}
