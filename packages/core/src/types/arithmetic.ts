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

/** Subtracts reversed decimals of one length; `never` when the result is negative. */
type SubtractReversed<
  A extends string,
  B extends string,
  Borrow extends "0" | "1" = "0",
  Done extends string = "",
> = `${A}${B}` extends ""
  ? Borrow extends "0"
    ? Done
    : never
  : Pop<A> extends [infer X extends Digit, infer RestA extends string]
    ? Pop<B> extends [infer Y extends Digit, infer RestB extends string]
      ? Tally[X] extends [...Tally[Y], ...Tally[Borrow], ...infer Left]
        ? SubtractReversed<RestA, RestB, "0", `${Done}${Left["length"] & number}`>
        : [...Tally[X], ...Tally["9"], 0] extends [...Tally[Y], ...Tally[Borrow], ...infer Left]
          ? SubtractReversed<RestA, RestB, "1", `${Done}${Left["length"] & number}`>
          : never
      : never
    : never;

/** `Subtract<28, 5>` is `23`; a negative difference is `never`. */
export type Subtract<A extends number, B extends number> =
  Known<A, B> extends true
    ? [SubtractReversed<Reverse<`${A}`>, Reverse<`${B}`>>] extends [infer Difference extends string]
      ? [Difference] extends [never]
        ? never
        : Parse<Reverse<Difference>>
      : never
    : number;

/** How often B fits into the reversed remainder A, and what is left: at most nine times. */
type Fit<A extends string, B extends string, Count extends 0[] = []> = [SubtractReversed<A, B>] extends [never]
  ? [Count["length"], A]
  : Fit<SubtractReversed<A, B>, B, [...Count, 0]>;

/** Long division, most significant digit first. */
type DivideDigits<
  A extends string,
  B extends string,
  Remainder extends string = "",
  Done extends string = "",
> = A extends `${infer Head}${infer Tail}`
  ? Fit<`${Head}${Remainder}`, B> extends [infer Count extends number, infer Left extends string]
    ? DivideDigits<Tail, B, Left, `${Done}${Count}`>
    : never
  : Done;

/** `Divide<28, 5>` is `5`: the quotient of whole numbers, rounded down. B is not 0. */
export type Divide<A extends number, B extends number> =
  Known<A, B> extends true ? Parse<DivideDigits<`${A}`, Reverse<`${B}`>>> : number;
