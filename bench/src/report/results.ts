import type { Contest } from "../contest/contest.js";
import type { PeerId } from "../contest/contestants.js";
import type { CompileTimes } from "../sections/compileOnce.js";
import type { Gather } from "../sections/gather.js";
import type { Epoch } from "../sections/mnistEpoch.js";
import type { Products } from "../sections/products.js";
import type { Sweep } from "../sections/sweep.js";

/** Everything that one run found out. */
export interface Results {
  readonly date: string;
  readonly node: string;
  readonly threads: number;
  readonly backend: string;
  readonly quick: boolean;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memory: number };
  /** The load average of a minute before the run and after it: what else this machine was doing. */
  readonly load: readonly [before: number, after: number];
  readonly leftOut: Readonly<Partial<Record<PeerId, string>>>;
  /** Sections that failed, and why. */
  readonly failed: readonly string[];
  readonly contests: Readonly<Record<string, Contest>>;
  readonly products?: Products;
  readonly compile?: readonly CompileTimes[];
  readonly sweep?: readonly Sweep[];
  readonly gather?: readonly Gather[];
  readonly epoch?: Epoch;
}
