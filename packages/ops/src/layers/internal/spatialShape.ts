import type { Add, Dim, Divide, Multiply, Shape, Subtract } from "@adjoint/core";

/** One number for every axis of space, or one for each of two. */
export type Pair = number | readonly [number, number];

/** How the edges of space are treated: see `paddingOf`. */
export type Padding<Amount extends Pair = number> = "valid" | "same" | Amount;

/** The entry of a pair for one axis. */
type At<P, Axis extends 0 | 1> = P extends readonly [infer First, infer Second] ? [First, Second][Axis] : P;

/** What a window does along one axis. */
interface AxisWindow {
  readonly size: unknown;
  readonly stride: unknown;
  readonly padding: unknown;
  readonly dilation: unknown;
}

/** How many elements a window spans: (size − 1)·dilation + 1. */
type Span<Size extends number, Dilation extends number> = Add<Multiply<Subtract<Size, 1>, Dilation>, 1>;

/** How many windows of a span fit into an axis, `stride` apart, or why there is none. */
type Fitting<Kind extends string, Extent extends number, SpanOf extends number, Stride extends number> = [
  Subtract<Extent, SpanOf>,
] extends [never]
  ? `${Kind}: a window that spans ${SpanOf} does not fit into ${Extent}`
  : Add<Divide<Subtract<Extent, SpanOf>, Stride>, 1>;

/** The positions of a window along an axis of some extent, or why there are none. */
type Positions<Kind extends string, Extent extends Dim, W extends AxisWindow> = Extent extends number
  ? [W["size"], W["stride"], W["dilation"]] extends [
      infer Size extends number,
      infer Stride extends number,
      infer Dilation extends number,
    ]
    ? [W["padding"]] extends ["valid"]
      ? Fitting<Kind, Extent, Span<Size, Dilation>, Stride>
      : [W["padding"]] extends ["same"]
        ? Fitting<Kind, Extent, 1, Stride>
        : [W["padding"]] extends [infer Amount extends number]
          ? Fitting<Kind, Add<Extent, Multiply<2, Amount>>, Span<Size, Dilation>, Stride>
          : number
    : number
  : `${Kind}: space must have sizes, not the name ${Extent & string}`;

/** The window of one axis of two. */
interface On<W extends AxisWindow, Axis extends 0 | 1> extends AxisWindow {
  readonly size: At<W["size"], Axis>;
  readonly stride: At<W["stride"], Axis>;
  readonly padding: At<W["padding"], Axis>;
  readonly dilation: At<W["dilation"], Axis>;
}

/** [batch, length, channels] with positions of a window in place of the length and `Channels` at the end, or a message. */
export type Along1d<S, Kind extends string, W extends AxisWindow, Channels = undefined> = S extends Shape
  ? number extends S["length"]
    ? Shape
    : S extends readonly [infer Batch extends Dim, infer Length extends Dim, infer Before extends Dim]
      ? Positions<Kind, Length, W> extends infer Places
        ? Places extends number
          ? readonly [Batch, Places, Channels extends number ? Channels : Before]
          : Places
        : never
      : `${Kind}: the input must be [batch, length, channels]`
  : never;

/** [batch, height, width, channels], alike. */
export type Along2d<S, Kind extends string, W extends AxisWindow, Channels = undefined> = S extends Shape
  ? number extends S["length"]
    ? Shape
    : S extends readonly [
          infer Batch extends Dim,
          infer Height extends Dim,
          infer Width extends Dim,
          infer Before extends Dim,
        ]
      ? [Positions<Kind, Height, On<W, 0>>, Positions<Kind, Width, On<W, 1>>] extends [infer Rows, infer Columns]
        ? Rows extends number
          ? Columns extends number
            ? readonly [Batch, Rows, Columns, Channels extends number ? Channels : Before]
            : Columns
          : Rows
        : never
      : `${Kind}: the input must be [batch, height, width, channels]`
  : never;

/** `Out`, unless the channels of `S` have no size or do not divide into groups. */
export type InGroups<S, Kind extends string, Groups extends number, Out> = S extends readonly [
  ...Shape,
  infer Channels extends Dim,
]
  ? number extends S["length"]
    ? Out
    : Channels extends number
      ? number extends Subtract<Channels, Multiply<Divide<Channels, Groups>, Groups>>
        ? Out
        : Subtract<Channels, Multiply<Divide<Channels, Groups>, Groups>> extends 0
          ? Out
          : `${Kind}: ${Channels} channels do not divide into ${Groups} groups`
      : `${Kind}: the channels must have a size, not the name ${Channels & string}`
  : Out;
