/**
 * Memory of its own for what is about to fill it to the last byte: in Node it is not set to zero first, which would take as long
 * as filling it.
 */
export function freshMemory(byteLength: number): ArrayBuffer {
  return typeof Buffer === "undefined"
    ? new ArrayBuffer(byteLength)
    : (Buffer.allocUnsafeSlow(byteLength).buffer as ArrayBuffer);
}
