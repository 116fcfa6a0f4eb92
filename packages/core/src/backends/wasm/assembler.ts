import {
  type Atomic,
  atomic,
  type Lane,
  type LaneMemory,
  lane,
  laneMemory,
  type Plain,
  plain,
  type ScalarMemory,
  scalarMemory,
  type Type,
  types,
  type Vector,
  type VectorMemory,
  vector,
  vectorMemory,
} from "./opcodes.js";

/** Unsigned LEB128. @see WebAssembly Core Specification 2.0, section 5.2.2. */
function unsigned(bytes: number[], value: number): void {
  if (value < 128) {
    bytes.push(value);
    return;
  }
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 128 : low);
  } while (rest > 0);
}

/** Signed LEB128 of a 32-bit integer. */
function signed(bytes: number[], value: number): void {
  let rest = value | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    const done = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0);
    bytes.push(done ? low : low | 128);
    if (done) return;
  }
}

const number = new DataView(new ArrayBuffer(8));
const numberBytes = [4, 8].map((width) => new Uint8Array(number.buffer, 0, width)) as [Uint8Array, Uint8Array];

/** The bytes of a number, until the next is asked for. */
function bytesOf(type: "i32" | "f32" | "f64", value: number): Uint8Array {
  if (type === "f64") number.setFloat64(0, value, true);
  else if (type === "f32") number.setFloat32(0, value, true);
  else number.setInt32(0, value, true);
  return numberBytes[type === "f64" ? 1 : 0];
}

/** An address in the code that is not known yet: a symbol, and how far from it. It takes five bytes, whatever it will be. */
interface Relocation {
  readonly at: number;
  readonly symbol: number;
  readonly addend: number;
  readonly isSigned: boolean;
}

/** Far beyond all addresses, and far apart. */
const symbolDistance = 2 ** 40;

/** A number that stands for the address of the n-th symbol, also with an offset added. `relocated` puts addresses in. */
export const symbolOf = (number: number): number => (number + 1) * symbolDistance;

/** Writes a 32-bit number as LEB128 of five bytes. */
function writePadded(bytes: number[], at: number, value: number, isSigned: boolean): void {
  for (let i = 0; i < 4; i++) bytes[at + i] = ((value >>> (7 * i)) & 127) | 128;
  bytes[at + 4] = isSigned ? (value >> 28) & 127 : value >>> 28;
}

/** A function with addresses in place of its symbols. */
export function relocated(body: Body, addresses: readonly number[]): Body {
  const bytes = body.bytes.slice();
  for (const { at, symbol, addend, isSigned } of body.relocations) {
    writePadded(bytes, at, addresses[symbol]! + addend, isSigned);
  }
  return { ...body, bytes, relocations: [] };
}

/** The body of one function: instructions are appended in order; locals are numbered as they are asked for. */
export interface Body {
  readonly params: readonly Type[];
  readonly result: Type | undefined;
  readonly bytes: number[];
  readonly relocations: Relocation[];
  readonly locals: Type[];
  local(type: Type): number;
  get(local: number): void;
  set(local: number): void;
  tee(local: number): void;
  i32(value: number): void;
  /** A 64-bit constant; small enough for a 32-bit one. */
  i64(value: number): void;
  f32(value: number): void;
  f64(value: number): void;
  /** A vector constant of four equal i32 or f32, or two equal f64. */
  splat(type: "i32" | "f32" | "f64", value: number): void;
  /** A vector constant of four given i32. */
  i32x4(values: readonly number[]): void;
  op(name: Plain): void;
  /** Of two values and a condition, the first if the condition is not zero. */
  select(): void;
  vector(name: Vector): void;
  shuffle(lanes: readonly number[]): void;
  lane(name: Lane, index: number): void;
  scalarMemory(name: ScalarMemory, offset: number): void;
  vectorMemory(name: VectorMemory, offset: number): void;
  laneMemory(name: LaneMemory, offset: number, index: number): void;
  /** An atomic instruction on an i32. */
  atomic(name: Atomic, offset: number): void;
  copyMemory(): void;
  fillMemory(): void;
  call(index: number): void;
  /** A block: `br` out of it goes to its end. */
  block(inside: () => void): void;
  /** A loop: `br` to it starts over. */
  loop(inside: () => void): void;
  if(inside: () => void): void;
  br(depth: number): void;
  brIf(depth: number): void;
}

export function createBody(params: readonly Type[], result?: Type): Body {
  const bytes: number[] = [];
  const locals: Type[] = [];
  const relocations: Relocation[] = [];
  /** Leaves room for an address that is not known yet; `false` if it is known. */
  const isOpen = (value: number, isSigned: boolean): boolean => {
    if (value < symbolDistance / 2) return false;
    const symbol = Math.round(value / symbolDistance);
    relocations.push({ at: bytes.length, symbol: symbol - 1, addend: value - symbol * symbolDistance, isSigned });
    bytes.push(0, 0, 0, 0, 0);
    return true;
  };
  const indexed = (opcode: number, index: number) => {
    bytes.push(opcode);
    unsigned(bytes, index);
  };
  const simd = (opcode: number) => indexed(0xfd, opcode);
  // The alignment is a hint that engines ignore: 0 promises nothing.
  const memory = (offset: number) => {
    bytes.push(0);
    if (!isOpen(offset, false)) unsigned(bytes, offset);
  };
  const nested = (opcode: number, inside: () => void) => {
    bytes.push(opcode, 0x40);
    inside();
    bytes.push(plain.end);
  };
  return {
    params,
    result,
    bytes,
    relocations,
    locals,
    local: (type) => params.length + locals.push(type) - 1,
    get: (index) => indexed(0x20, index),
    set: (index) => indexed(0x21, index),
    tee: (index) => indexed(0x22, index),
    i32: (value) => {
      bytes.push(0x41);
      if (!isOpen(value, true)) signed(bytes, value);
    },
    i64: (value) => {
      bytes.push(0x42);
      signed(bytes, value);
    },
    f32: (value) => bytes.push(0x43, ...bytesOf("f32", value)),
    f64: (value) => bytes.push(0x44, ...bytesOf("f64", value)),
    splat: (type, value) => {
      simd(0x0c);
      const word = bytesOf(type, value);
      for (let end = 0; end < 16; end += word.length) bytes.push(...word);
    },
    i32x4: (values) => {
      simd(0x0c);
      for (const value of values) bytes.push(...bytesOf("i32", value));
    },
    op: (name) => bytes.push(plain[name]),
    select: () => bytes.push(0x1b),
    vector: (name) => simd(vector[name]),
    shuffle: (lanes) => {
      simd(0x0d);
      bytes.push(...lanes);
    },
    lane: (name, index) => {
      simd(lane[name]);
      bytes.push(index);
    },
    scalarMemory: (name, offset) => {
      bytes.push(scalarMemory[name]);
      memory(offset);
    },
    vectorMemory: (name, offset) => {
      simd(vectorMemory[name]);
      memory(offset);
    },
    laneMemory: (name, offset, index) => {
      simd(laneMemory[name]);
      memory(offset);
      bytes.push(index);
    },
    atomic: (name, offset) => {
      // Unlike those of other accesses, the alignment of atomics is checked: 2² bytes.
      bytes.push(0xfe, atomic[name], 2);
      unsigned(bytes, offset);
    },
    copyMemory: () => bytes.push(0xfc, 0x0a, 0, 0),
    fillMemory: () => bytes.push(0xfc, 0x0b, 0),
    call: (index) => indexed(0x10, index),
    block: (inside) => nested(0x02, inside),
    loop: (inside) => nested(0x03, inside),
    if: (inside) => nested(0x04, inside),
    br: (depth) => indexed(0x0c, depth),
    brIf: (depth) => indexed(0x0d, depth),
  };
}

/** A function that the host provides: `module.name`. */
export interface Import {
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type | undefined;
}

/** The pages that a shared memory may grow to: 4 GiB, all that 32-bit addresses reach. Only what is used is backed. */
export const sharedPages = 65_536;

/**
 * Encodes a module that imports its memory as `host.memory`, and functions as `host.…`; `exported` names functions by index.
 *
 * @param shared is the memory shared between threads?
 */
export function encodeModule(
  imports: readonly Import[],
  bodies: readonly Body[],
  exported: Readonly<Record<string, number>>,
  shared = false,
): Uint8Array<ArrayBuffer> {
  const text = (bytes: number[], value: string) => {
    unsigned(bytes, value.length);
    for (const character of value) bytes.push(character.charCodeAt(0));
  };
  const lengthOf = (parts: readonly (readonly number[])[]) => parts.reduce((total, part) => total + part.length, 0);
  /** So many items, each of one or more parts. */
  const section = (id: number, count: number, items: readonly (readonly number[])[]) => {
    const content: number[] = [];
    unsigned(content, count);
    const bytes = [id];
    unsigned(bytes, content.length + lengthOf(items));
    return [bytes, content, ...items];
  };
  const signature = ({ params, result }: { params: readonly Type[]; result: Type | undefined }) => {
    const bytes = [0x60, params.length, ...params.map((type) => types[type])];
    return [...bytes, ...(result === undefined ? [0] : [1, types[result]])];
  };
  const functions = [...imports, ...bodies];
  const importEntries = imports.map(({ name }, i) => {
    const bytes: number[] = [];
    text(bytes, "host");
    text(bytes, name);
    bytes.push(0x00);
    unsigned(bytes, i);
    return bytes;
  });
  const memoryEntry: number[] = [];
  text(memoryEntry, "host");
  text(memoryEntry, "memory");
  memoryEntry.push(0x02, shared ? 0x03 : 0x00, 0x01);
  if (shared) unsigned(memoryEntry, sharedPages);
  const codes = bodies.flatMap(({ locals, bytes }) => {
    const content: number[] = [];
    unsigned(content, locals.length);
    for (const type of locals) content.push(1, types[type]);
    const size: number[] = [];
    unsigned(size, content.length + bytes.length + 1);
    return [size, content, bytes, [plain.end]];
  });
  const exports = Object.entries(exported).map(([name, index]) => {
    const bytes: number[] = [];
    text(bytes, name);
    bytes.push(0x00);
    unsigned(bytes, index);
    return bytes;
  });
  const declared = bodies.map((_, i) => {
    const bytes: number[] = [];
    unsigned(bytes, imports.length + i);
    return bytes;
  });
  const parts = [
    [[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]],
    section(1, functions.length, functions.map(signature)),
    section(2, imports.length + 1, [memoryEntry, ...importEntries]),
    section(3, bodies.length, declared),
    section(7, exports.length, exports),
    section(10, bodies.length, codes),
  ].flat();
  const module = new Uint8Array(lengthOf(parts));
  let end = 0;
  for (const part of parts) {
    module.set(part, end);
    end += part.length;
  }
  return module;
}
