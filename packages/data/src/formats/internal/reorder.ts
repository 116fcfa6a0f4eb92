export type ByteOrder = "big" | "little";

const hostOrder: ByteOrder = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? "little" : "big";

/**
 * Copies elements between a file's byte order and this machine's. It is its own inverse.
 *
 * @param source elements of `width` bytes each.
 * @param target receives them; as long as `source`, and either the same memory or another.
 */
export function reorder(source: Uint8Array, target: Uint8Array, width: number, order: ByteOrder): void {
  if (width === 1 || order === hostOrder) {
    target.set(source);
    return;
  }
  for (let start = 0; start < source.length; start += width) {
    for (let left = start, right = start + width - 1; left < right; left++, right--) {
      const first = source[left]!;
      target[left] = source[right]!;
      target[right] = first;
    }
  }
}

export const isHostOrder = (order: ByteOrder): boolean => order === hostOrder;
