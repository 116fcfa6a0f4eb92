/** One step of an algorithm as its source prints it: parameters, gradient there, learning rate and t = 1, 2, … */
export type Rule = (parameters: number[], gradient: readonly number[], rate: number, t: number) => void;

/** A rule with a fresh memory, for parameters of these shapes, one after another. */
export type RuleMaker = (shapes: readonly (readonly number[])[]) => Rule;

const sizeOf = (shape: readonly number[]) => shape.reduce((size, dim) => size * dim, 1);

/** The same rule for each element, with `count` numbers of memory: gives the element's next value. */
const elementwise =
  (count: number, next: (memory: number[], x: number, g: number, rate: number, t: number) => number): RuleMaker =>
  (shapes) => {
    const size = shapes.reduce((total, shape) => total + sizeOf(shape), 0);
    const memories = Array.from({ length: size }, () => new Array<number>(count).fill(0));
    return (parameters, gradient, rate, t) => {
      gradient.forEach((g, i) => {
        parameters[i] = next(memories[i]!, parameters[i]!, g, rate, t);
      });
    };
  };

/** A rule for each parameter as a whole. */
const tensorwise =
  (rule: (shape: readonly number[]) => Rule): RuleMaker =>
  (shapes) => {
    const rules = shapes.map(rule);
    return (parameters, gradient, rate, t) => {
      let start = 0;
      shapes.forEach((shape, k) => {
        const end = start + sizeOf(shape);
        const own = parameters.slice(start, end);
        rules[k]!(own, gradient.slice(start, end), rate, t);
        parameters.splice(start, own.length, ...own);
        start = end;
      });
    };
  };

const norm = (x: readonly number[]) => Math.hypot(...x);
const rms = (x: readonly number[]) => norm(x) / Math.sqrt(x.length);

/** Moves Adam's two moments, and gives them corrected: Kingma & Ba, algorithm 1. */
function corrected(memory: number[], g: number, t: number): readonly [number, number] {
  memory[0] = 0.9 * memory[0]! + (1 - 0.9) * g;
  memory[1] = 0.999 * memory[1]! + (1 - 0.999) * g ** 2;
  return [memory[0] / (1 - 0.9 ** t), memory[1] / (1 - 0.999 ** t)];
}

type Matrix = readonly (readonly number[])[];
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const combine = (...terms: readonly (readonly [number, Matrix])[]): Matrix =>
  terms[0]![1].map((row, i) => row.map((_, j) => terms.reduce((sum, [factor, m]) => sum + factor * m[i]![j]!, 0)));
const transposed = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));

/** Jordan's iteration of Newton and Schulz, five times, on the matrix as it lies: X ← aX + (bA + cA²)X, A = XXᵀ. */
function orthogonal(matrix: Matrix): Matrix {
  const length = Math.max(norm(matrix.flat()), 1e-7);
  let x = matrix.map((row) => row.map((value) => value / length));
  for (let i = 0; i < 5; i++) {
    const gram = product(x, transposed(x));
    const polynomial = combine([-4.775, gram], [2.0315, product(gram, gram)]);
    x = combine([3.4445, x], [1, product(polynomial, x)]).map((row) => [...row]);
  }
  return x;
}

/** AdamW with the defaults of PyTorch but for its rate: Loshchilov & Hutter, algorithm 2. */
const decoupled = (decay: number) =>
  elementwise(2, (memory, x, g, rate, t) => {
    const [m, v] = corrected(memory, g, t);
    return x - rate * (m / (Math.sqrt(v) + 1e-8) + decay * x);
  });

/** What each source prints, with the options that `optimizers.test.ts` gives. */
export const rules = {
  // Goodfellow et al., algorithm 8.1, with weight decay as in the reference experiments: W ← (1−λη)W − ηg.
  sgd: elementwise(0, (_memory, x, g, rate) => (1 - 2 ** -10 * rate) * x - rate * g),
  // Goodfellow et al., algorithm 8.2.
  momentum: elementwise(1, (memory, x, g, rate) => {
    memory[0] = 0.875 * memory[0]! - rate * g;
    return x + memory[0];
  }),
  // Goodfellow et al., algorithm 8.3. Its θ is kept here; the parameters are the interim point θ + αv that it looks ahead to.
  nesterov: elementwise(3, (memory, x, g, rate) => {
    const theta = memory[2] === 0 ? x : memory[1]!;
    memory[2] = 1;
    memory[0] = 0.875 * memory[0]! - rate * g;
    memory[1] = theta + memory[0];
    return memory[1] + 0.875 * memory[0];
  }),
  // Goodfellow et al., algorithm 8.4.
  adagrad: elementwise(1, (memory, x, g, rate) => {
    memory[0]! += g * g;
    return x - (rate / (1e-7 + Math.sqrt(memory[0]!))) * g;
  }),
  // Zeiler, algorithm 1; η as PyTorch and Keras have it.
  adadelta: elementwise(2, (memory, x, g, rate) => {
    memory[0] = 0.95 * memory[0]! + 0.05 * g ** 2;
    const change = -(Math.sqrt(memory[1]! + 1e-6) / Math.sqrt(memory[0] + 1e-6)) * g;
    memory[1] = 0.95 * memory[1]! + 0.05 * change ** 2;
    return x + rate * change;
  }),
  // Goodfellow et al., algorithm 8.5.
  rmsprop: elementwise(1, (memory, x, g, rate) => {
    memory[0] = 0.9 * memory[0]! + 0.1 * g * g;
    return x - (rate / Math.sqrt(1e-6 + memory[0])) * g;
  }),
  // Kingma & Ba, algorithm 1, with its recommended settings.
  adam: elementwise(2, (memory, x, g, rate, t) => {
    const [m, v] = corrected(memory, g, t);
    return x - (rate * m) / (Math.sqrt(v) + 1e-8);
  }),
  adamw: decoupled(0.25),
  // Reddi et al., algorithm 2, its maximum corrected as Adam's moments are.
  amsgrad: elementwise(3, (memory, x, g, rate, t) => {
    const [m] = corrected(memory, g, t);
    memory[2] = Math.max(memory[2]!, memory[1]!);
    return x - (rate * m) / (Math.sqrt(memory[2] / (1 - 0.999 ** t)) + 1e-8);
  }),
  // Kingma & Ba, algorithm 2.
  adamax: elementwise(2, (memory, x, g, rate, t) => {
    memory[0] = 0.9 * memory[0]! + (1 - 0.9) * g;
    memory[1] = Math.max(0.999 * memory[1]!, Math.abs(g) + 1e-8);
    return x - ((rate / (1 - 0.9 ** t)) * memory[0]) / memory[1];
  }),
  // Dozat, algorithm 2, with the momentum schedule of its section 2.
  nadam: elementwise(2, (memory, x, g, rate, t) => {
    const momentum = (i: number) => 0.9 * (1 - 0.5 * 0.96 ** (i * 0.004));
    const productTo = (end: number) =>
      Array.from({ length: end }, (_, i) => momentum(i + 1)).reduce((a, b) => a * b, 1);
    const [, v] = corrected(memory, g, t);
    const m = (momentum(t + 1) * memory[0]!) / (1 - productTo(t + 1)) + ((1 - momentum(t)) * g) / (1 - productTo(t));
    return x - (rate * m) / (Math.sqrt(v) + 1e-8);
  }),
  // Liu et al., algorithm 2, with the threshold of its code.
  radam: elementwise(2, (memory, x, g, rate, t) => {
    const [m] = corrected(memory, g, t);
    const limit = 2 / (1 - 0.999) - 1;
    const length = limit - (2 * t * 0.999 ** t) / (1 - 0.999 ** t);
    if (length <= 5) return x - rate * m;
    const rectifier = Math.sqrt(((length - 4) * (length - 2) * limit) / ((limit - 4) * (limit - 2) * length));
    const adaptive = Math.sqrt(1 - 0.999 ** t) / (Math.sqrt(memory[1]!) + 1e-8);
    return x - rate * rectifier * m * adaptive;
  }),
  // Chen et al., algorithm 2.
  lion: elementwise(1, (memory, x, g, rate) => {
    const mixed = 0.9 * memory[0]! + (1 - 0.9) * g;
    memory[0] = 0.99 * memory[0]! + (1 - 0.99) * g;
    return x - rate * (Math.sign(mixed) + 0.25 * x);
  }),
  // You et al., algorithm 2.
  lamb: tensorwise((shape) => {
    const memory = Array.from({ length: sizeOf(shape) }, () => [0, 0]);
    return (parameters, gradient, rate, t) => {
      const update = gradient.map((g, i) => {
        const [m, v] = corrected(memory[i]!, g, t);
        return m / (Math.sqrt(v) + 1e-6) + 0.25 * parameters[i]!;
      });
      const [own, length] = [norm(parameters), norm(update)];
      const ratio = own > 0 && length > 0 ? own / length : 1;
      update.forEach((u, i) => {
        parameters[i]! -= rate * ratio * u;
      });
    };
  }),
  // Shazeer & Stern, algorithms 4 and 5 with the settings of algorithm 6, ε₁ bounding the mean square.
  adafactor: tensorwise((shape) => {
    const [n, m] = shape.length < 2 ? [1, shape[0] ?? 1] : [shape[0]!, shape[1]!];
    const [rows, columns] = [new Array<number>(n).fill(0), new Array<number>(m).fill(0)];
    const all = new Array<number>(n * m).fill(0);
    return (parameters, gradient, rate, t) => {
      const beta = 1 - t ** -0.8;
      const at = (i: number, j: number) => gradient[i * m + j]! ** 2;
      for (let i = 0; i < n; i++) {
        rows[i] = beta * rows[i]! + ((1 - beta) * columns.reduce((sum, _, j) => sum + at(i, j), 0)) / m;
      }
      for (let j = 0; j < m; j++) {
        columns[j] = beta * columns[j]! + ((1 - beta) * rows.reduce((sum, _, i) => sum + at(i, j), 0)) / n;
      }
      const total = rows.reduce((sum, x) => sum + x, 0);
      gradient.forEach((g, i) => {
        all[i] = beta * all[i]! + (1 - beta) * g ** 2;
      });
      const estimate = (i: number) =>
        shape.length < 2 ? all[i]! : (rows[Math.floor(i / m)]! * columns[i % m]!) / (total / n);
      const update = gradient.map((g, i) => g / Math.sqrt(Math.max(estimate(i), 1e-30)));
      const size = Math.max(1e-3, rms(parameters)) * Math.min(rate, 1 / Math.sqrt(t));
      const clip = Math.max(1, rms(update));
      update.forEach((u, i) => {
        parameters[i]! -= (size * u) / clip;
      });
    };
  }),
  // Jordan et al.; what is no matrix goes to AdamW.
  muon: tensorwise((shape) => {
    if (shape.length !== 2) return decoupled(0.01)([shape]);
    const [n, m] = [shape[0]!, shape[1]!];
    const momentum = new Array<number>(n * m).fill(0);
    return (parameters, gradient, rate) => {
      const mix = gradient.map((g, i) => {
        momentum[i] = 0.95 * momentum[i]! + (1 - 0.95) * g;
        return 0.95 * momentum[i] + (1 - 0.95) * g;
      });
      const matrix = Array.from({ length: n }, (_, i) => mix.slice(i * m, (i + 1) * m));
      const direction = orthogonal(matrix).flat();
      direction.forEach((u, i) => {
        parameters[i]! -= rate * (Math.sqrt(Math.max(1, m / n)) * u + 0.25 * parameters[i]!);
      });
    };
  }),
} satisfies Readonly<Record<string, RuleMaker>>;
