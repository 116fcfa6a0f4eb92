import type { ArgmaxKernel, Buffer, CheckKernel, CopyKernel, RowsKernel } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { type Body, createBody } from "./assembler.js";
import { emitCounted } from "./control.js";
import type { Addresses } from "./emittedKernel.js";

/** Why a run stopped, as the exported `run` returns it; 0 is success. */
export const status = { done: 0, index: 1, notFinite: 2 } as const;

/** Where a program leaves the details of a failure: three i32. */
export const detailBytes = 16;

const byteSize = ({ size, dtype }: Buffer): number => size * bytesOf[dtype];

/** Writes an i32 from a local into the details of a failure. */
function report(body: Body, details: number, place: number, push: () => void): void {
  body.i32(details);
  push();
  body.scalarMemory("i32.store", place * 4);
}

/** Copies rows by index, or adds them; an index that is out of range ends the run with its value and position. */
export function emitRows(
  { kind, source, indices, target, rows, row }: RowsKernel,
  addresses: Addresses,
  details: number,
): Body {
  const body = createBody([], "i32");
  const [i, index, from, to] = [body.local("i32"), body.local("i32"), body.local("i32"), body.local("i32")];
  const bytes = bytesOf[source.dtype];
  const rowBytes = row * bytes;
  if (kind === "scatterAdd") {
    body.i32(addresses(target));
    body.i32(0);
    body.i32(byteSize(target));
    body.fillMemory();
  }
  const offset = (local: number, into: number) => {
    body.get(local);
    body.i32(rowBytes);
    body.op("i32.mul");
    body.set(into);
  };
  emitCounted(body, i, indices.size, 1, () => {
    body.get(i);
    body.i32(4);
    body.op("i32.mul");
    body.scalarMemory("i32.load", addresses(indices));
    body.tee(index);
    body.i32(rows);
    body.op("i32.ge_u");
    body.if(() => {
      report(body, details, 0, () => body.get(index));
      report(body, details, 1, () => body.get(i));
      report(body, details, 2, () => body.i32(rows));
      body.i32(status.index);
      body.op("return");
    });
    offset(kind === "gather" ? index : i, from);
    offset(kind === "gather" ? i : index, to);
    if (kind === "gather") {
      body.get(to);
      body.i32(addresses(target));
      body.op("i32.add");
      body.get(from);
      body.i32(addresses(source));
      body.op("i32.add");
      body.i32(rowBytes);
      body.copyMemory();
    } else emitAddRow(body, source, addresses(source), addresses(target), from, to, row);
  });
  body.i32(status.done);
  return body;
}

/** Adds one row to another, element by element. */
function emitAddRow(
  body: Body,
  { dtype }: Buffer,
  source: number,
  target: number,
  from: number,
  to: number,
  row: number,
): void {
  const j = body.local("i32");
  const bytes = bytesOf[dtype];
  const types = { f32: "f32", f64: "f64", i32: "i32" } as const;
  const type = types[dtype as keyof typeof types];
  const at = (pointer: number) => {
    body.get(pointer);
    body.get(j);
    body.i32(bytes);
    body.op("i32.mul");
    body.op("i32.add");
  };
  emitCounted(body, j, row, 1, () => {
    at(to);
    at(to);
    body.scalarMemory(`${type}.load`, target);
    at(from);
    body.scalarMemory(`${type}.load`, source);
    body.op(`${type}.add`);
    body.scalarMemory(`${type}.store`, target);
  });
}

/** The first position of the largest element along an axis; a NaN counts as largest. */
export function emitArgmax({ source, target, outer, size, inner }: ArgmaxKernel, addresses: Addresses): Body {
  const body = createBody([]);
  const [o, i, a, pointer, best] = [
    body.local("i32"),
    body.local("i32"),
    body.local("i32"),
    body.local("i32"),
    body.local("i32"),
  ];
  const [largest, value] = [body.local("f64"), body.local("f64")];
  const bytes = bytesOf[source.dtype];
  const load = (place: number) => {
    body.get(place);
    if (source.dtype === "f64") return body.scalarMemory("f64.load", addresses(source));
    if (source.dtype === "f32") {
      body.scalarMemory("f32.load", addresses(source));
      return body.op("f64.promote_f32");
    }
    body.scalarMemory("i32.load", addresses(source));
    body.op("f64.convert_i32_s");
  };
  emitCounted(body, o, outer, 1, () => {
    emitCounted(body, i, inner, 1, () => {
      body.get(o);
      body.i32(size * inner * bytes);
      body.op("i32.mul");
      body.get(i);
      body.i32(bytes);
      body.op("i32.mul");
      body.op("i32.add");
      body.set(pointer);
      body.i32(0);
      body.set(best);
      if (size > 0) load(pointer);
      else body.f64(0);
      body.set(largest);
      emitCounted(body, a, size, 1, () => {
        load(pointer);
        body.tee(value);
        body.get(largest);
        body.op("f64.gt");
        // A NaN wins over the first number, and nothing over a NaN.
        body.get(value);
        body.get(value);
        body.op("f64.ne");
        body.get(largest);
        body.get(largest);
        body.op("f64.eq");
        body.op("i32.and");
        body.op("i32.or");
        body.if(() => {
          body.get(value);
          body.set(largest);
          body.get(a);
          body.set(best);
        });
        body.get(pointer);
        body.i32(inner * bytes);
        body.op("i32.add");
        body.set(pointer);
      });
      body.get(o);
      body.i32(inner);
      body.op("i32.mul");
      body.get(i);
      body.op("i32.add");
      body.i32(4);
      body.op("i32.mul");
      body.get(best);
      body.scalarMemory("i32.store", addresses(target));
    });
  });
  return body;
}

/** Ends the run when an element is not finite: x − x is 0 for every finite x, and NaN otherwise. */
export function emitCheck({ source, index }: CheckKernel, addresses: Addresses, details: number): Body {
  const body = createBody([], "i32");
  const [i, value] = [body.local("i32"), body.local("f64")];
  const isDouble = source.dtype === "f64";
  if (isDouble || source.dtype === "f32") {
    emitCounted(body, i, source.size, 1, () => {
      body.get(i);
      body.i32(bytesOf[source.dtype]);
      body.op("i32.mul");
      body.scalarMemory(isDouble ? "f64.load" : "f32.load", addresses(source));
      if (!isDouble) body.op("f64.promote_f32");
      body.tee(value);
      body.get(value);
      body.op("f64.sub");
      body.f64(0);
      body.op("f64.ne");
      body.if(() => {
        report(body, details, 0, () => body.i32(index));
        body.i32(status.notFinite);
        body.op("return");
      });
    });
  }
  body.i32(status.done);
  return body;
}

export function emitCopy({ source, target }: CopyKernel, addresses: Addresses): Body {
  const body = createBody([]);
  body.i32(addresses(target));
  body.i32(source === undefined ? 0 : addresses(source));
  body.i32(byteSize(target));
  if (source === undefined) body.fillMemory();
  else body.copyMemory();
  return body;
}
