import { product } from "../../../internal/product.js";
import type { MatArray } from "../../matValue.js";
import { inflatePieces, type Packed } from "../inflate.js";
import { type PieceReader, pieceReader } from "../pieceReader.js";
import { storedTypes } from "../storedTypes.js";
import { dtypeOfClass, numberTypes } from "./classes.js";
import { type Element, nextElement } from "./element.js";
import type { MatrixHeader } from "./matrixHeader.js";
import { numbersWriter } from "./numbers.js";
import { type MatSource, matCorrupt } from "./source.js";

/** Bytes from which unpacking piece by piece is worth its while. */
const worthPieces = 1 << 18;

/** A packed variable, as far as its first bytes tell. */
export interface PackedVariable {
  readonly packed: Packed;
  /** Its first bytes, unpacked. */
  readonly head: MatSource;
  readonly header: MatrixHeader;
  /** Bytes of the whole variable, unpacked. */
  readonly total: number;
}

/**
 * A large array of numbers, which is never in memory twice: pieces of it are put where they belong as they are unpacked.
 *
 * @returns undefined for other variables, and for one that is not as it should be: unpacked as a whole, it tells what is wrong.
 * @throws DataError `deflate/corrupt` or `mat/corrupt`.
 */
export function readPackedNumbers(variable: PackedVariable): Promise<MatArray> | undefined {
  const { head, header, total } = variable;
  if (total < worthPieces || head.bytes.length < header.body + 8) return undefined;
  const element = nextElement(head, header.body);
  const stored = numberTypes.get(element.type);
  if (!dtypeOfClass.has(header.class) || stored === undefined) return undefined;
  const fits = element.size === product(header.shape) * storedTypes[stored].width;
  return fits && element.start + element.size <= header.end && header.end === total
    ? readArray(variable, element)
    : undefined;
}

async function readArray({ packed, head, header, total }: PackedVariable, element: Element): Promise<MatArray> {
  const { class: className, shape, complex, body } = header;
  const dtype = dtypeOfClass.get(className)!;
  const pieces = inflatePieces(packed, total);
  try {
    const reader = pieceReader(pieces);
    await reader.take(body + 8);
    const real = { kind: "array", dtype, shape, data: await readPart(reader, head, element, header) } as const;
    const array = complex ? { ...real, imaginary: await readImaginary(reader, head, element, header) } : real;
    await reader.finish();
    return array;
  } finally {
    await pieces.return(undefined);
  }
}

async function readImaginary(reader: PieceReader, source: MatSource, real: Element, header: MatrixHeader) {
  await reader.take(real.next - real.start - real.size);
  const bytes = Uint8Array.from(await reader.take(8));
  if (bytes.length < 8) throw matCorrupt(source, real.next, "imaginary parts", "none");
  const tag = { ...source, bytes, view: new DataView(bytes.buffer) };
  return readPart(reader, source, nextElement(tag, 0, real.next), header);
}

async function readPart(
  reader: PieceReader,
  source: MatSource,
  element: Element,
  { class: name, shape, end }: MatrixHeader,
) {
  const { at, start, size } = element;
  if (start + size > end) {
    throw matCorrupt(source, at, `a data element of ${size} bytes`, `what it is part of ends at byte ${end}`);
  }
  const { data, take } = numbersWriter(source, element, dtypeOfClass.get(name)!, shape);
  await reader.each(size, take);
  return data;
}
