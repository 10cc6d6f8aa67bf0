// SPDX-License-Identifier: Apache-2.0
// The program under test: data for its peers, seeding, and a server that has seen nothing.
import { cpSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../../tests/web/support/server.mjs';
import { run } from './processes.mjs';

const program = 'build/release/sanvat';
const vectorBench = 'build/release/bench/vector_tile_bench';
export const layers = ['communes', 'districts', 'facilities'];

export class Sanvat {
    constructor(store, work) {
        this.store = store;
        this.work = work;
        // Symbols lie beside the theme.
        const folder = join(work, 'theme');
        mkdirSync(folder);
        this.icons = join(process.cwd(), 'styles/icons');
        this.theme = join(folder, 'theme.toml');
        cpSync(new URL('theme.toml', import.meta.url), this.theme);
        symlinkSync(this.icons, join(folder, 'icons'));
    }

    /** A fresh server; end it with `stop`. */
    start() {
        return startServer(program, this.store, ['--theme', this.theme]);
    }

    /** Bounds, and what each layer of vector tiles has at a zoom. */
    async describe() {
        const server = await this.start();
        try {
            const json = async (path) => (await fetch(new URL(path, server.url))).json();
            const { bounds, vector_layers: known } = await json('tiles/production.json');
            const { as_of: day } = await json('analysis/summary?by=commune');
            const attributes = (z) =>
                Object.fromEntries(
                    layers.map((layer) => {
                        const { fields, detail } = known.find(({ id }) => id === layer);
                        const here = Object.keys(fields).filter(
                            (f) => z >= detail.minzoom || !detail.fields.includes(f),
                        );
                        return [layer, here];
                    }),
                );
            return { bounds, day, attributes };
        } finally {
            await server.stop();
        }
    }

    /** The records that the tiles of that day show, a GeoPackage of each layer. */
    async export(day) {
        const files = {};
        for (const layer of layers) {
            files[layer] = join(this.work, `${layer}.gpkg`);
            // Boundaries of districts are those of the last day that had some.
            const records = layer === 'districts' ? [] : ['--as-of', day];
            await run(program, [
                'export',
                '--store',
                this.store,
                '--collection',
                layer,
                ...records,
                '--out',
                files[layer],
            ]);
        }
        return files;
    }

    /** Seconds from the start of the program to its end, and the tiles in the archive. */
    async seed(zooms, threads) {
        const out = join(this.work, 'seed.mbtiles');
        rmSync(out, { force: true });
        const start = performance.now();
        await run(program, [
            ...['seed', '--store', this.store, '--style', 'bench', '--theme', this.theme, '--format', 'png8'],
            ...['--zoom', zooms, '--threads', String(threads), '--out', out],
        ]);
        const s = (performance.now() - start) / 1e3;
        return {
            s,
            tiles: Number(await run('sqlite3', [out, 'select count(*) from tiles'])),
            bytes: statSync(out).size,
        };
    }

    /** Of each zoom: tiles a second made one after the other, never the same work twice, and the largest. */
    async vectorTiles(zooms, seconds) {
        const out = await run(vectorBench, [
            ...['--store', this.store, '--layers', layers.join(), '--seconds', String(seconds)],
            ...['--first', String(zooms[0]), '--last', String(zooms.at(-1))],
        ]);
        return JSON.parse(out).zooms;
    }
}
