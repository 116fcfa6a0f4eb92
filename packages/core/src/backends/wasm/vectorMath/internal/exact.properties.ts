/** What follows is in whole multiples of 2⁻²⁰⁰. */
const fraction = 200n;
const one = 1n << fraction;
const times = (x: bigint, y: bigint): bigint => (x * y) >> fraction;

/** 2·artanh s = 2s + 2s³/3 + … */
function twiceArtanh(s: bigint): bigint {
  const square = times(s, s);
  let sum = 0n;
  for (let [term, n] = [2n * s, 1n]; term !== 0n && term !== -1n; term = times(term, square), n += 2n) sum += term / n;
  return sum;
}

const ln2 = twiceArtanh(one / 3n);

/** A double as m·2ᵉ. */
function partsOf(x: number): { readonly m: bigint; readonly e: number } {
  let [m, e] = [x, 0];
  while (!Number.isInteger(m)) [m, e] = [m * 2 ** 52, e - 52];
  return { m: BigInt(m), e };
}

const fixed = (x: number): bigint => {
  const { m, e } = partsOf(x);
  return e + 200 >= 0 ? m << BigInt(e + 200) : m >> BigInt(-e - 200);
};

/** The first 53 bits of a number, as a double, and the rest. */
type Parts = readonly [double: number, rest: number];

/** The parts of m·2ᵉ, if that is in the normal range. */
function partsOfProduct(m: bigint, e: number): Parts {
  const length = (m < 0n ? -m : m).toString(2).length;
  const dropped = BigInt(Math.max(0, length - 53));
  const top = (m >> dropped) << dropped;
  const scaled = (x: bigint): number => Number(x) * 2 ** Math.trunc(e / 2) * 2 ** (e - Math.trunc(e / 2));
  return [scaled(top), scaled(m - top)];
}

/** eˣ as m·2ᵉ. */
function power(x: number): { readonly m: bigint; readonly e: number } {
  const whole = fixed(x);
  const n = (2n * whole + ln2) / (2n * ln2);
  const r = whole - n * ln2;
  let sum = 0n;
  for (let [term, i] = [one, 1n]; term !== 0n && term !== -1n; term = times(term, r) / i, i += 1n) sum += term;
  return { m: sum, e: Number(n) - 200 };
}

/** The true values of some functions to more than twice double precision, by series on integers of 200 bits. */
export const exact: Readonly<Record<"exp" | "log" | "tanh" | "sigmoid", (x: number) => Parts>> = {
  exp: (x) => {
    const { m, e } = power(x);
    return partsOfProduct(m, e);
  },
  log: (x) => {
    const { m, e } = partsOf(x);
    const length = m.toString(2).length;
    const scaled = m << (fraction - BigInt(length));
    return partsOfProduct(twiceArtanh(((scaled - one) << fraction) / (scaled + one)) + BigInt(e + length) * ln2, -200);
  },
  tanh: (x) => {
    const { m, e } = power(2 * Math.abs(x));
    const square = m << BigInt(e + 200);
    const [double, rest] = partsOfProduct(((square - one) << fraction) / (square + one), -200);
    return x < 0 ? [-double, -rest] : [double, rest];
  },
  sigmoid: (x) => {
    const { m, e } = power(-Math.abs(x));
    const sum = one + (m >> BigInt(-e - 200));
    return x < 0 ? partsOfProduct((m << fraction) / sum, e) : partsOfProduct((one << fraction) / sum, -200);
  },
};
