import type { Dim, Shape } from "@adjoint/core";

/** `Out` for an input [...batch, features] with a size for its features, or the reason why not. */
export type FeatureShape<S, Kind extends string, Out> = S extends Shape
  ? number extends S["length"]
    ? Shape
    : S extends readonly [...infer Batch extends Shape, infer Features extends Dim]
      ? Batch extends readonly []
        ? `${Kind}: the input needs a batch dimension before its features`
        : Features extends number
          ? Out
          : `${Kind}: the features must have a size, not the name ${Features & string}`
      : `${Kind}: the input needs a batch dimension before its features`
  : never;
