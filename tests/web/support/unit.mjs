// SPDX-License-Identifier: Apache-2.0
// Node 18 reads no TypeScript: the unit tests are bundled with what they test first.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles unit/*.test.ts into results/unit; returns the files to run. */
export async function buildUnitTests(folder) {
    const names = readdirSync(join(folder, 'unit'))
        .filter((name) => name.endsWith('.test.ts'))
        .sort();
    const out = join(folder, 'results', 'unit');
    await build({
        entryPoints: names.map((name) => join(folder, 'unit', name)),
        outdir: out,
        outExtension: { '.js': '.mjs' },
        bundle: true,
        format: 'esm',
        platform: 'node',
        target: 'node18',
        logLevel: 'warning',
    });
    return names.map((name) => join(out, name.replace(/\.ts$/, '.mjs')));
}
