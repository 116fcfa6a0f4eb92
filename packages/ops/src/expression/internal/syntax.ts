/** A piece of the source, as offsets. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** An expression as plain data. `at` is what an error about it points to: the operator or the name. */
export type Syntax =
  | { readonly kind: "number"; readonly at: Place; readonly value: number }
  | { readonly kind: "name"; readonly at: Place; readonly name: string }
  | { readonly kind: "list"; readonly at: Place; readonly items: readonly Syntax[] }
  | { readonly kind: "operator"; readonly at: Place; readonly operator: string; readonly operands: readonly Syntax[] }
  | { readonly kind: "call"; readonly at: Place; readonly name: string; readonly args: readonly Syntax[] };

/** `target = value`, or a value alone. */
export interface Statement {
  readonly target: string | undefined;
  readonly at: Place;
  readonly value: Syntax;
}
