import type { Dim, Shape } from "@adjoint/core";

/** [batch, channels] for [batch, ...space, channels], or the reason why not. */
export type GlobalShape<S, Kind extends string> = S extends Shape
  ? number extends S["length"]
    ? Shape
    : S extends readonly [infer Batch extends Dim, Dim, ...Shape, infer Channels extends Dim]
      ? readonly [Batch, Channels]
      : `${Kind}: the input must be [batch, ...space, channels]`
  : never;
