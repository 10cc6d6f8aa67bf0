// SPDX-License-Identifier: Apache-2.0
// Seeding by renderd: metatiles of 8 × 8, palette PNG.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, run, serve } from './processes.mjs';

const plugins = '/usr/lib/mapnik/3.1/input';
const side = 8; // tiles of a metatile

export class Renderd {
    static async isInstalled() {
        return existsSync(plugins) && (await isInstalled('renderd', 'render_list', 'ogr2ogr'));
    }

    static async start(work, shapes, icons, threads) {
        const folder = join(work, 'renderd');
        const tiles = join(folder, 'tiles');
        mkdirSync(tiles, { recursive: true });
        const map = readFileSync(new URL('renderd.xml', import.meta.url), 'utf8');
        writeFileSync(join(folder, 'map.xml'), map.replaceAll('@DATA@', shapes).replaceAll('@ICONS@', icons));
        const socket = join(folder, 'socket');
        writeFileSync(
            join(folder, 'renderd.conf'),
            [
                ...['[renderd]', `socketname=${socket}`, `num_threads=${threads}`, `tile_dir=${tiles}`],
                ...[`stats_file=${join(folder, 'stats')}`, `pid_file=${join(folder, 'pid')}`],
                ...[
                    '[mapnik]',
                    `plugins_dir=${plugins}`,
                    'font_dir=/usr/share/fonts/truetype/noto',
                    'font_dir_recurse=1',
                ],
                ...['[bench]', 'URI=/bench/', `XML=${join(folder, 'map.xml')}`, 'HOST=localhost', 'MAXZOOM=18', ''],
            ].join('\n'),
        );
        const log = join(work, 'renderd.log');
        await serve('renderd', ['-f', '-c', join(folder, 'renderd.conf')], log, () => existsSync(socket));
        return new Renderd(socket, tiles, threads);
    }

    constructor(socket, tiles, threads) {
        Object.assign(this, { socket, tiles, threads });
    }

    /** Draws the ranges though they be there. Gives seconds, and the tiles that renderd counts: of whole metatiles. */
    async seed(ranges) {
        const start = performance.now();
        for (const { z, x0, y0, x1, y1 } of ranges) {
            await run('render_list', [
                ...[
                    '-a',
                    '-f',
                    '-m',
                    'bench',
                    '-s',
                    this.socket,
                    '-t',
                    this.tiles,
                    '-n',
                    String(2 * this.threads),
                    '-l',
                    '1000',
                ],
                ...['-z', z, '-Z', z, '-x', x0, '-X', x1, '-y', y0, '-Y', y1].map(String),
            ]);
        }
        const s = (performance.now() - start) / 1e3;
        const metatiles = this.#files();
        return { s, tiles: metatiles.length * side * side };
    }

    #files(folder = this.tiles) {
        return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? this.#files(path) : [path];
        });
    }

    /** One of the tiles drawn: a file "META" holds their number, z, x, y, and of each the place and size of its bytes. */
    tile({ z, x, y }) {
        for (const file of this.#files()) {
            const bytes = readFileSync(file);
            const [count, fx, fy, fz] = [4, 8, 12, 16].map((at) => bytes.readInt32LE(at));
            if (fz !== z || fx !== x - (x % side) || fy !== y - (y % side)) continue;
            const index = (x - fx) * side + (y - fy);
            if (index >= count) break;
            const [offset, size] = [20, 24].map((at) => bytes.readInt32LE(at + 8 * index));
            return bytes.subarray(offset, offset + size);
        }
        throw new Error(`renderd has not drawn ${z}/${x}/${y}`);
    }
}
