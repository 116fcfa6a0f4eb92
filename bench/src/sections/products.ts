import { matmul, type Tensor, transpose, variable } from "@adjoint/core";
import { openSession } from "../entrants/adjoint.js";
import { tileCeiling } from "../machine/tileCeiling.js";
import { bestOf, median, warmUp } from "../machine/time.js";
import type { EntrantOptions } from "../options.js";

const forms = ["AB", "AᵀB", "ABᵀ"] as const;
type Form = (typeof forms)[number];

export interface Product {
  readonly form: Form;
  /** C is rows × columns; the sums have `inner` terms. */
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly flopsPerSecond: number;
  /** Of the tile ceiling, measured in the same rounds. */
  readonly share: number;
}

export interface Products {
  readonly relaxed: boolean;
  readonly ceiling: number;
  readonly products: readonly Product[];
}

const sizes = [
  ...[32, 64, 128, 256, 512, 1024].map((size) => [size, size, size] as const),
  ...[10, 75, 255].map((columns) => [128, columns, 128] as const),
];

/** Within a round the best of so many bursts counts, for the product as for the ceiling: others use this machine too. */
const bursts = 5;

const random = (size: number) => Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 1000) / 1000 - 0.5);

/** A program that only multiplies: its operands and its result stay in the session. */
function prepare(form: Form, [rows, columns, inner]: readonly [number, number, number], options: EntrantOptions) {
  const session = openSession({ ...options, threads: 1 });
  const a: Tensor = variable("a", form === "AᵀB" ? [inner, rows] : [rows, inner]);
  const b: Tensor = variable("b", form === "ABᵀ" ? [columns, inner] : [inner, columns]);
  const c: Tensor = variable("c", [rows, columns]);
  const left: Tensor = form === "AᵀB" ? transpose(a, [1, 0]) : a;
  const right: Tensor = form === "ABᵀ" ? transpose(b, [1, 0]) : b;
  const program = session.compile({ outputs: [], updates: [[c, matmul(left, right)]] });
  session.write(a, random(rows * inner));
  session.write(b, random(inner * columns));
  return { run: () => program.run(), close: () => session.close() };
}

/** The ladder of matrix products on one thread: what share of the engine's ceiling they reach. */
export function products(options: EntrantOptions): Products {
  const { measure, relaxed } = tileCeiling();
  const rounds = options.quick ? 3 : 9;
  const slot = options.quick ? 0.02 : 0.05;
  const ceilings: number[] = [];
  const small = options.backend === "reference" ? sizes.filter((size) => Math.max(...size) <= 64) : sizes;
  const rate = (form: Form, size: (typeof sizes)[number]): Product => {
    const [rows, columns, inner] = size;
    const { run, close } = prepare(form, size, options);
    warmUp(4 * slot, run);
    const count = Math.ceil(warmUp(slot, run) / bursts);
    const measured = Array.from({ length: rounds }, () => {
      const ceiling = measure();
      const seconds = bestOf(bursts, () => {
        for (let i = 0; i < count; i++) run();
      });
      const flopsPerSecond = (2 * rows * columns * inner * count) / seconds;
      ceilings.push(ceiling);
      return { flopsPerSecond, share: flopsPerSecond / ceiling };
    });
    close();
    return {
      form,
      rows,
      columns,
      inner,
      flopsPerSecond: median(measured.map((round) => round.flopsPerSecond)),
      share: median(measured.map((round) => round.share)),
    };
  };
  // Its engine compiles it well only after a while.
  warmUp(0.5, measure);
  const list = small.flatMap((size) => forms.map((form) => rate(form, size)));
  return { relaxed, ceiling: median(ceilings), products: list };
}
