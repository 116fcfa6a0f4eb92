const close = 1e-5;

/** Is a whole number, up to differences' errors? */
const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) <= close * x;

/** A factor by which all derivatives by a tensor are off, in words; `undefined` unless it is one that people forget or repeat. */
export function factorInWords(factor: number, tensor: string): string | undefined {
  const size = Math.abs(factor);
  const all = `All derivatives by ${tensor}`;
  if (isWhole(size) && Math.round(size) === 1) return factor < 0 ? `${all} have the wrong sign.` : undefined;
  const sign = factor < 0 ? ", and have the wrong sign" : "";
  if (size < 1000 && size > 1 && isWhole(size)) {
    const n = Math.round(size);
    return `${all} are ${n} times what they should be${sign}: a factor of ${n} is one too many, or a division by ${n} is missing.`;
  }
  if (size > 1e-3 && size < 1 && isWhole(1 / size)) {
    const n = Math.round(1 / size);
    return `${all} are 1/${n} of what they should be${sign}: a factor of ${n} is missing.`;
  }
  return undefined;
}
