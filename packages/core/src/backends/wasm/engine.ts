/** What we use of a WebAssembly memory; neither ES2023 nor our targets' common types declare the engine's interface. */
export interface EngineMemory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/** The constructors, and the question whether a module is valid. */
interface Engine {
  readonly Memory: new (descriptor: { initial: number; maximum?: number; shared?: boolean }) => EngineMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

/** The engine's compiler: there in Node and in every browser. */
export const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;
