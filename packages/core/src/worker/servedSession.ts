import type { Backend } from "../backends/backend.js";
import { wasm } from "../backends/wasm/wasm.js";
import { fromJson } from "../json/fromJson.js";
import type { Program } from "../session/program.js";
import type { Column } from "../session/rows.js";
import { createSession } from "../session/session.js";
import type { NumericArray } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { Act, Acts, PackedColumn, PackedProgram, RemoteOptions, Standing } from "./protocol.js";

/** A session on the worker's side of the line. */
export interface ServedSession {
  readonly standing: Standing;
  /** Does what was asked for. `transfer` is given the buffers that may be sent away. */
  perform<A extends Act>(act: A, given: Acts[A]["given"], transfer: ArrayBuffer[]): Acts[A]["back"];
}

function unpackProgram({ graph, outputs, requireFinite }: PackedProgram) {
  const roots = fromJson(graph);
  const pairs = roots.slice(outputs + requireFinite);
  return {
    outputs: roots.slice(0, outputs),
    requireFinite: roots.slice(outputs, outputs + requireFinite),
    updates: pairs.flatMap((variable, i) => (i % 2 === 0 ? [[variable, pairs[i + 1]!] as const] : [])),
  };
}

/** @param backend in place of the one that the options speak of */
export function openServed({ precision, ...options }: RemoteOptions, backend: Backend | undefined): ServedSession {
  const { threads = 1 } = options;
  const chosen = backend ?? (precision === undefined ? undefined : wasm({ threads, precision }));
  const session = createSession(chosen === undefined ? options : { ...options, backend: chosen });
  const programs: Program<ReturnType<typeof fromJson>>[] = [];
  /** The numbers of columns, which are sent only once. */
  const columns = new Map<number, NumericArray>();

  const unpackColumn = ({ id, data, ...column }: PackedColumn): Column => {
    if (data !== undefined) columns.set(id, data);
    return { ...column, data: columns.get(id)! };
  };
  const away = (value: TensorValue, transfer: ArrayBuffer[]): TensorValue => {
    transfer.push(value.data.buffer as ArrayBuffer);
    return value;
  };

  const acts: { readonly [A in Act]: (given: Acts[A]["given"], transfer: ArrayBuffer[]) => Acts[A]["back"] } = {
    open: () => ({ backend: session.backend, seed: session.seed }),
    compile: ({ program, dataset = {} }) => {
      const entries = Object.entries(dataset).map(([name, column]) => [name, unpackColumn(column)] as const);
      const compiled = session.compile(
        unpackProgram(program),
        entries.length === 0 ? {} : { dataset: Object.fromEntries(entries) },
      );
      const inputs = [...compiled.inputs].map(([name, { shape, dtype }]) => ({ name, shape, dtype }));
      return { program: programs.push(compiled) - 1, inputs, variables: session.variables };
    },
    run: ({ program, feeds }, transfer) =>
      programs[program]!.run(feeds).map((result) => (typeof result === "number" ? result : away(result, transfer))),
    read: ({ name }, transfer) => away(session.read(name), transfer),
    write: ({ name, value }) => void session.write(name, value),
    close: () => void session.close(),
  };
  return {
    get standing() {
      return { threads: session.threads, threadsReason: session.threadsReason };
    },
    perform: (act, given, transfer) => acts[act](given, transfer),
  };
}
