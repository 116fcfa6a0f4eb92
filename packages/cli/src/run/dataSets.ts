import { type ImageSets, loadFashionMnist, loadMnist } from "@adjoint/data";
import type { SetName } from "../spec/specSchema.js";

/** What a network must fit to learn a data set. */
export interface DataFacts {
  readonly name: string;
  /** Numbers per example. */
  readonly features: number;
  readonly classes: number;
}

interface DataSource extends DataFacts {
  load(options: { readonly dataDir?: string }): Promise<ImageSets>;
}

/** Every data set that a spec can name. */
export const dataSets: { readonly [Name in SetName]: DataSource & { readonly name: Name } } = {
  mnist: { name: "mnist", features: 784, classes: 10, load: loadMnist },
  "fashion-mnist": { name: "fashion-mnist", features: 784, classes: 10, load: loadFashionMnist },
};
