// SPDX-License-Identifier: Apache-2.0
// Writes FILE.br and FILE.gz beside every file of a build worth compressing, so that the server never compresses them.
// usage: node compress.mjs FOLDER
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest']);
const folder = process.argv[2];
if (!folder) {
    console.error('usage: node compress.mjs FOLDER');
    process.exit(2);
}

async function filesIn(path) {
    const entries = await readdir(path, { withFileTypes: true });
    const nested = entries.map((entry) => {
        const child = join(path, entry.name);
        return entry.isDirectory() ? filesIn(child) : [child];
    });
    return (await Promise.all(nested)).flat();
}

for (const file of (await filesIn(folder)).sort()) {
    if (!compressible.has(extname(file))) continue;
    const plain = await readFile(file);
    const brotli = await promisify(brotliCompress)(plain, {
        params: {
            [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
            [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
        },
    });
    const gzipped = await promisify(gzip)(plain, { level: constants.Z_BEST_COMPRESSION });
    await writeFile(`${file}.br`, brotli);
    await writeFile(`${file}.gz`, gzipped);
    console.log(`${file}: ${plain.length} bytes, br ${brotli.length}, gz ${gzipped.length}`);
}
