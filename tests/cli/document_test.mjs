// SPDX-License-Identifier: Apache-2.0
// Runs each ```sh block of a document that a ```text block follows, on a fresh sample store, and compares what it prints.
//   node document_test.mjs PROGRAM DOCUMENT             fails where an output differs
//   node document_test.mjs PROGRAM DOCUMENT --update    writes the outputs into the document instead
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [program, document, update] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "sanvat-document-"));
const example = /```sh\n([\s\S]*?)```\n+```text\n([\s\S]*?)```/g;

function run(commands) {
  const path = `${join(folder, "bin")}:${process.env.PATH}`;
  const done = spawnSync("bash", ["-eo", "pipefail", "-c", commands], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    encoding: "utf8",
    timeout: 60_000,
  });
  // A reader like `head` may close the pipe early (141); anything else is a failure of the example.
  if (done.status !== 0 && done.status !== 141) throw new Error(`${commands}ended with ${done.status}: ${done.stderr}`);
  return done.stdout;
}

let failures = 0;
let examples = 0;
try {
  mkdirSync(join(folder, "bin"));
  symlinkSync(resolve(program), join(folder, "bin", "sanvat"));
  execFileSync(program, ["sample", "--store", join(folder, "caobang.gpkg")], { stdio: "ignore" });
  const text = readFileSync(document, "utf8");
  const written = text.replace(example, (whole, commands, expected) => {
    examples += 1;
    const printed = run(commands);
    if (printed === expected) return whole;
    if (!update) {
      failures += 1;
      console.error(`$ ${commands}--- documented\n${expected}--- printed\n${printed}`);
    }
    return `\`\`\`sh\n${commands}\`\`\`\n\n\`\`\`text\n${printed}\`\`\``;
  });
  if (update) writeFileSync(document, written);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${examples} examples, ${failures} differ`);
process.exit(failures > 0 || examples === 0 ? 1 : 0);
