/**
 * Exact arithmetic on literal number types, digit by digit, so that `28 · 28` is the type `784`.
 * A result whose operands are not literals is `number`.
 */

type Reverse<S extends string, Done extends string = ""> = S extends `${infer Head}${infer Tail}`
  ? Reverse<Tail, `${Head}${Done}`>
  : Done;

/** Tuples of 0 to 9 elements: adding digits is concatenating tuples. */
interface Tally {
  "0": [];
  "1": [0];
  "2": [0, 0];
  "3": [0, 0, 0];
  "4": [0, 0, 0, 0];
  "5": [0, 0, 0, 0, 0];
  "6": [0, 0, 0, 0, 0, 0];
  "7": [0, 0, 0, 0, 0, 0, 0];
  "8": [0, 0, 0, 0, 0, 0, 0, 0];
  "9": [0, 0, 0, 0, 0, 0, 0, 0, 0];
}
type Digit = keyof Tally;

type Digits<A extends Digit, B extends Digit, Carry extends Digit> = [
  ...Tally[A],
  ...Tally[B],
  ...Tally[Carry],
]["length"] &
  number;

type Pop<S extends string> = S extends `${infer Head extends Digit}${infer Tail}` ? [Head, Tail] : ["0", ""];

/** Adds two reversed decimals. */
type AddReversed<
  A extends string,
  B extends string,
  Carry extends Digit = "0",
  Done extends string = "",
> = `${A}${B}` extends ""
  ? Carry extends "0"
    ? Done
    : `${Done}${Carry}`
  : Pop<A> extends [infer X extends Digit, infer RestA extends string]
    ? Pop<B> extends [infer Y extends Digit, infer RestB extends string]
      ? `${Digits<X, Y, Carry>}` extends `1${infer Unit extends Digit}`
        ? AddReversed<RestA, RestB, "1", `${Done}${Unit}`>
        : AddReversed<RestA, RestB, "0", `${Done}${Digits<X, Y, Carry>}`>
      : never
    : never;

/** A reversed decimal times a digit: repeated addition. */
type TimesDigit<A extends string, Count extends unknown[], Sum extends string = "0"> = Count extends [
  unknown,
  ...infer Rest,
]
  ? TimesDigit<A, Rest, AddReversed<A, Sum>>
  : Sum;

/** Horner's scheme over the digits of B, most significant first. */
type TimesReversed<
  A extends string,
  B extends string,
  Sum extends string = "0",
> = B extends `${infer Head extends Digit}${infer Tail}`
  ? TimesReversed<A, Tail, AddReversed<`0${Sum}`, TimesDigit<A, Tally[Head]>>>
  : Sum;

/** Drops the zeros that a product with 0 leaves in front. */
type WithoutLeadingZeros<S extends string> = S extends `0${infer Rest}`
  ? Rest extends ""
    ? "0"
    : WithoutLeadingZeros<Rest>
  : S;

type Parse<S extends string> = WithoutLeadingZeros<S> extends `${infer N extends number}` ? N : number;

type Known<A extends number, B extends number> = number extends A ? false : number extends B ? false : true;

/** `Add<784, 10>` is `794`. */
export type Add<A extends number, B extends number> =
  Known<A, B> extends true ? Parse<Reverse<AddReversed<Reverse<`${A}`>, Reverse<`${B}`>>>> : number;

/** `Multiply<28, 28>` is `784`. */
export type Multiply<A extends number, B extends number> =
  Known<A, B> extends true ? Parse<Reverse<TimesReversed<Reverse<`${A}`>, `${B}`>>> : number;
