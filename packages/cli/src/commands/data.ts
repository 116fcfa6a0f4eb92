import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type Dataset, downloadFashionMnist, downloadMnist } from "@adjoint/data";
import { Argument, type Command } from "commander";
import { describeEntry } from "../data/describeEntry.js";
import { firstRows } from "../data/firstRows.js";
import { generatedArrays } from "../data/generatedArrays.js";
import { imageText, isImages } from "../data/imageText.js";
import { parseGenerator } from "../data/parseGenerator.js";
import { readable, readContent } from "../data/readContent.js";
import { writeContent } from "../data/writeContent.js";
import { downloadBar } from "../report/downloadBar.js";
import { formatCount } from "../report/format.js";
import { quoteForShell } from "../report/quoteForShell.js";
import { textTable } from "../report/textTable.js";
import { createNamed } from "../run/createNamed.js";
import { generatorTable } from "../tables/generatorTable.js";
import { type ExitCode, exitCodes } from "./exitCodes.js";
import type { Io } from "./io.js";
import { fraction, setting, whole } from "./options.js";

type Finish = (code: ExitCode) => void;

async function runInfo(file: string, { json }: { readonly json?: true }, io: Io): Promise<ExitCode> {
  const content = await readContent(file, io.cwd);
  const rows = content.entries.map(describeEntry);
  if (json) {
    const names = ["name", "type", "shape", "range", "classes"];
    const entries = rows.map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell])));
    io.stdout.write(`${JSON.stringify({ file, format: content.format, entries, notes: content.notes })}\n`);
    return exitCodes.done;
  }
  const table = textTable(
    [["name", "type", "shape", "range", "classes"], ...rows],
    ["left", "left", "left", "left", "left"],
  );
  const images = content.entries.filter(({ array }) => array !== undefined && isImages(array));
  const sections = [
    `${file}: ${content.format}`,
    table,
    content.notes.join("\n"),
    firstRows(content),
    ...images.map(({ name, array }) => `${name}\n${imageText(array!)}`),
  ];
  io.stdout.write(`${sections.filter((section) => section !== "").join("\n\n")}\n`);
  return exitCodes.done;
}

async function runConvert(from: string, to: string, io: Io): Promise<ExitCode> {
  const { entries, notes } = await readContent(from, io.cwd);
  const arrays = entries.flatMap(({ name, array }) => (array === undefined ? [] : [[name, array] as const]));
  const bytes = writeContent(arrays, to);
  await writeFile(resolve(io.cwd, to), bytes);
  for (const { name } of entries.filter(({ array }) => array === undefined)) {
    io.stderr.write(`"${name}" was left out: it holds no numbers\n`);
  }
  for (const note of notes) io.stderr.write(`${note}\n`);
  io.stdout.write(`${to}: ${arrays.map(([name]) => name).join(", ")}, ${formatCount(bytes.length)} bytes\n`);
  return exitCodes.done;
}

interface MakeFlags {
  readonly out: string;
  readonly size: number;
  readonly seed: number;
  readonly validation: number;
  readonly set: Readonly<Record<string, unknown>>;
}

async function runMake(name: string, { out, size, seed, validation, set }: MakeFlags, io: Io): Promise<ExitCode> {
  const drawn: Dataset = createNamed(generatorTable, parseGenerator(name, { size, seed, ...set }));
  const arrays = generatedArrays(drawn, out, validation, seed);
  await writeFile(resolve(io.cwd, out), writeContent(arrays, out));
  const told = arrays.map(([array, { shape }]) => `${array} [${shape.join(", ")}]`).join(", ");
  io.stdout.write(`${out}: ${told}\n`);
  return exitCodes.done;
}

const downloads = { mnist: downloadMnist, "fashion-mnist": downloadFashionMnist };
const downloadNames = Object.keys(downloads) as readonly (keyof typeof downloads)[];

interface FetchFlags {
  readonly out?: string;
  readonly from?: string;
}

async function runFetch(name: keyof typeof downloads, flags: FetchFlags, io: Io): Promise<ExitCode> {
  const { out = `data/${name}`, from } = flags;
  return io.interruptible(async (signal) => {
    const bar = downloadBar(io.stderr);
    await downloads[name]({
      folder: resolve(io.cwd, out),
      signal,
      onProgress: bar.show,
      ...(from !== undefined && { from }),
    }).finally(bar.clear);
    io.stdout.write(`${name} is in ${out}; pass it on with --data-dir ${quoteForShell(out)}\n`);
    return exitCodes.done;
  });
}

/** Adds `adjoint data` and its commands to the program. */
export function defineData(program: Command, io: Io, finish: Finish): void {
  const data = program
    .command("data")
    .summary("look into files of data, convert, make or fetch them")
    .description("Looks into files of data, converts them, draws points to learn, and fetches sets that are published.")
    .addHelpText("after", "\nExample:\n  adjoint data info PeaksData.mat");
  data
    .command("info")
    .summary("tell what a file holds")
    .description(
      "Tells names, types, shapes, ranges, counts of classes and the first rows of a file; images are drawn with blocks. A folder " +
        "is read as images in <split>/<label>/*.png.",
    )
    .argument("<file>", `${readable.join(", ")} file, plain or (IDX) .gz; or a folder of images`)
    .option("--json", "print it as one JSON document")
    .addHelpText("after", "\nExample:\n  adjoint data info PeaksData.mat")
    .action(async (file: string, flags: { readonly json?: true }) => finish(await runInfo(file, flags, io)));
  data
    .command("convert")
    .summary("write the arrays of a file in another format")
    .description(
      "Writes the arrays of a file in another format, which the end of the name says. Texts are left out, and told.",
    )
    .argument("<from>", "file to read")
    .argument("<to>", "file to write: .mat, .npz, .npy, .safetensors, .idx or .csv")
    .addHelpText("after", "\nExample:\n  adjoint data convert PeaksData.mat PeaksData.npz")
    .action(async (from: string, to: string) => finish(await runConvert(from, to, io)));
  data
    .command("make")
    .summary("draw points to learn")
    .description(
      "Draws examples, the same for the same seed. A .mat file gets Yt and Ct to train on, Yv and Cv to validate, an example in each " +
        "column; other formats get x with labels or y, an example in each row.",
    )
    .addArgument(new Argument("<generator>", "what to draw").choices(Object.keys(generatorTable)))
    .requiredOption("--out <file>", "file to write: .mat, .npz, .safetensors or .csv")
    .option("--size <n>", "how many examples", whole(1), 25_000)
    .option("--seed <n>", "another seed draws others", whole(0), 1)
    .option("--validation <share>", "share of the examples that becomes Yv and Cv", fraction, 0.2)
    .option("--set <name=value>", "a setting of the generator, such as noise=0.057; may be repeated", setting, {})
    .addHelpText(
      "after",
      "\nExample:\n  adjoint data make peaks --out PeaksData.mat --set noise=0.057 --set flipped=0.016",
    )
    .action(async (name: string, flags: MakeFlags) => finish(await runMake(name, flags, io)));
  data
    .command("fetch")
    .summary("download a published set")
    .description(
      "Downloads the four files of a set and compares them with their SHA-256. What is there already is not fetched again.",
    )
    .addArgument(new Argument("<set>", "which").choices(downloadNames))
    .option("--out <folder>", "where to put them (default: data/<set>)")
    .option("--from <address>", "folder on a server to download from, instead of the usual ones")
    .addHelpText("after", "\nExample:\n  adjoint data fetch fashion-mnist")
    .action(async (name: keyof typeof downloads, flags: FetchFlags) => finish(await runFetch(name, flags, io)));
}
