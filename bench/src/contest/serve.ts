import { createInterface } from "node:readline";
import { decodeProblem } from "../workloads/problem.js";
import type { Entrant, Model } from "./model.js";
import { lossSeconds, lossSteps, type Opened, type Ran, type Reply, type Request, unmeasured } from "./protocol.js";

const seconds = () => performance.now() / 1000;

/** Answers requests on standard input until it is closed. */
export async function serve(entrant: Entrant): Promise<void> {
  let model: Model | undefined;

  const open = async (request: Request & { do: "open" }): Promise<Opened> => {
    const problem = decodeProblem(request.problem);
    const start = seconds();
    model = await entrant.open(problem);
    const losses = [await model.train(1)];
    const first = seconds() - start;
    while (losses.length < lossSteps && (losses.length < 2 || seconds() - start < lossSeconds)) {
      losses.push(await model.train(1));
    }
    const { version, threads } = entrant;
    return { version, first, losses, ...(threads === undefined ? {} : { threads }) };
  };

  const run = async ({ steps }: Request & { do: "run" }): Promise<Ran> => {
    model!.reset();
    await model!.train(unmeasured(steps));
    const start = seconds();
    await model!.train(steps);
    return { seconds: seconds() - start, peak: process.resourceUsage().maxRSS * 1024 };
  };

  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line) as Request;
    let reply: Reply;
    try {
      reply = request.do === "open" ? await open(request) : await run(request);
    } catch (error) {
      reply = { error: String(error) };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}
