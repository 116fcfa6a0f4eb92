import { type Dataset, generators, leastSquares, sineRegression } from "@adjoint/data";
import type { SpecOptions, SpecTable } from "../spec/specOption.js";
import { nonNegative, number, optional, portion, positive, whole } from "./options.js";
import { tableOf } from "./tableOf.js";

type Generator = (settings: never) => Dataset;

const common: SpecOptions = {
  size: whole("how many examples", 1000),
  seed: whole("the same seed draws the same examples", 1, 0),
  noise: nonNegative("standard deviation of the noise that is added", 0),
};

const own: Readonly<Record<string, SpecOptions>> = {
  circles: { inner: number("radius of the inner circle", { low: 0, high: 1, open: "both" }, 0.5) },
  gaussianMixture: {
    dimensions: whole("coordinates of a point", 5),
    classes: whole("how many classes", 5),
    components: whole("Gaussians of which each class is made", 5),
  },
  leastSquares: {
    unknowns: whole("coordinates of an example"),
    singularValues: optional({ kind: "numbers", about: "of the matrix of all examples" }),
    ridge: nonNegative("weight of the squared solution", 0),
  },
  peaks: {
    classes: whole("bands of height, each a class", 5),
    grid: whole("points of the grid along each axis", 256, 2),
    flipped: portion("share of the examples that get a label of another class", 0),
  },
  sineRegression: { periods: positive("periods of the sine in the interval", 1) },
  spirals: { arms: whole("arms, each a class", 2), turns: positive("how often an arm winds", 1) },
};

const table = (makers: Readonly<Record<string, Generator>>): SpecTable<Dataset> =>
  tableOf(
    makers,
    Object.fromEntries(Object.keys(makers).map((name) => [name, { ...common, ...own[name] }])),
    (make, settings) => make(settings),
  );

/** Generators of points with classes. */
export const pointGenerators = table(generators as Readonly<Record<string, Generator>>);

/** Generators of numbers to fit. */
export const regressionGenerators = table({ leastSquares, sineRegression });

/** Every generator that a spec can name. */
export const generatorTable: SpecTable<Dataset> = { ...pointGenerators, ...regressionGenerators };
