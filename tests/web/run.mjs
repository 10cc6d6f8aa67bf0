// SPDX-License-Identifier: Apache-2.0
// Runs the tests of what goes out over HTTP: pure functions in Node, vector tiles and styles through readers that are
// not ours, the viewer and MapLibre in a real browser, then QGIS, all against a real server.
//
//   SANVAT_PROGRAM=build/dev/sanvat SANVAT_STORE=sample.gpkg node tests/web/run.mjs [unit|FILE]...
//   SANVAT_URL=http://127.0.0.1:8080/                        node tests/web/run.mjs [unit|FILE]...
//
// FILE narrows the run to test files of this folder, e.g. browser/search.test.mjs. Exits with the tests' own code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildUnitTests } from './support/unit.mjs';
import { startServer } from './support/server.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const { SANVAT_URL, SANVAT_PROGRAM, SANVAT_STORE } = process.env;

if (!SANVAT_URL && !(SANVAT_PROGRAM && SANVAT_STORE)) {
    console.error('run.mjs: set SANVAT_PROGRAM and SANVAT_STORE, or SANVAT_URL of a server that runs');
    process.exit(2);
}
for (const [name, file] of Object.entries(SANVAT_URL ? {} : { SANVAT_PROGRAM, SANVAT_STORE })) {
    if (existsSync(file)) continue;
    console.error(`run.mjs: ${name}=${file}: no such file; build it first`);
    process.exit(2);
}

process.exitCode = await main(process.argv.slice(2));

async function main(chosen) {
    const files = await filesOf(
        chosen.length ? chosen : ['unit', 'tiles', 'styles', 'browser', 'clients'].flatMap(testsOf),
    );
    const server = SANVAT_URL ? null : await startServer(resolve(SANVAT_PROGRAM), resolve(SANVAT_STORE));
    try {
        return await runTests(files, server ? server.url : SANVAT_URL);
    } finally {
        await server?.stop();
    }
}

/** What of this folder Node can run: the unit tests as bundled, the others as they are. */
async function filesOf(chosen) {
    const unit = chosen.includes('unit') ? await buildUnitTests(folder) : [];
    return [...unit, ...chosen.filter((name) => name !== 'unit').map((name) => resolve(folder, name))];
}

function testsOf(part) {
    if (part === 'unit') return [part];
    return readdirSync(join(folder, part))
        .filter((name) => name.endsWith('.test.mjs'))
        .sort()
        .map((name) => join(part, name));
}

/** One file after the other, each with a browser of its own. */
async function runTests(files, url) {
    let worst = 0;
    for (const file of files) {
        const test = spawn(process.execPath, ['--test', '--test-reporter=spec', file], {
            stdio: 'inherit',
            env: { ...process.env, SANVAT_URL: url },
        });
        const [code] = await once(test, 'exit');
        worst = Math.max(worst, code ?? 1);
    }
    return worst;
}
