import { encodeModule, type Func } from "./encode.js";

/** What we use of the engine's WebAssembly interface, which the types of Node do not declare. */
interface Engine {
  readonly Memory: new (size: { initial: number }) => object;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, (...numbers: number[]) => void>> };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

export const validates = (functions: readonly Func[]): boolean => engine.validate(encodeModule(functions));

/** Functions over a memory of their own of so many bytes. */
export function instantiate(functions: readonly Func[], bytes: number): readonly ((...numbers: number[]) => void)[] {
  const memory = new engine.Memory({ initial: Math.ceil(bytes / 65_536) });
  const { exports } = new engine.Instance(new engine.Module(encodeModule(functions)), { host: { memory } });
  return functions.map((_, i) => exports[`${i}`]!);
}
