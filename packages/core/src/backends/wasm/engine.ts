/** What we use of the engine's WebAssembly interface, which neither ES2023 nor our targets' common types declare. */
interface Engine {
  readonly Memory: new (descriptor: {
    initial: number;
  }) => { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

/** The engine's compiler: there in Node and in every browser. */
export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
