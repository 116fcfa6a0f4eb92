import type { Feed, Tensor } from "@adjoint/core";

/** A graph to check, and the point to check it at. */
export interface CheckSubject {
  readonly outputs: Tensor | readonly Tensor[];
  readonly feeds: Readonly<Record<string, Feed>>;
  /** Default: all float inputs and parameters. */
  readonly wrt?: readonly Tensor[];
}
