// SPDX-License-Identifier: Apache-2.0
// Archives that `sanvat seed` writes, read over HTTP by the PMTiles reader that maps in browsers use.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { FetchSource, PMTiles, TileType } from 'pmtiles';
import { meanDifference } from '../support/png.mjs';
import { startServer } from '../support/server.mjs';

const { SANVAT_PROGRAM, SANVAT_STORE } = process.env;
const here = {
    skip: SANVAT_PROGRAM && SANVAT_STORE ? false : 'needs the program: set SANVAT_PROGRAM and SANVAT_STORE',
};
let folder;
let server;

const seed = (style, zooms, name) =>
    execFileSync(SANVAT_PROGRAM, [
        ...['seed', '--store', SANVAT_STORE, '--style', style, '--zoom', zooms, '--out', join(folder, name)],
    ]);
const open = (name) => new PMTiles(new FetchSource(new URL(`archives/${name}`, server.url).href));

before(async () => {
    if (here.skip) return;
    folder = mkdtempSync(join(tmpdir(), 'sanvat-archive-'));
    seed('production', '6-10', 'vector.pmtiles');
    seed('overview', '6-10', 'map.pmtiles');
    server = await startServer(SANVAT_PROGRAM, SANVAT_STORE, ['--archives', folder]);
});

after(async () => {
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true });
});

/** Columns and rows of a zoom that the bounds of the header meet. */
function tilesOver({ minLon, minLat, maxLon, maxLat }, z) {
    const column = (lon) => Math.floor(((lon + 180) / 360) * 2 ** z);
    const row = (lat) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
    const tiles = [];
    for (let x = column(minLon); x <= column(maxLon); ++x) {
        for (let y = row(maxLat); y <= row(minLat); ++y) tiles.push([x, y]);
    }
    return tiles;
}

const sameBytes = (packed, served, tile) => assert.deepEqual(packed, served, tile);

/** Drawn in blocks of another size: edges may be a shade lighter or darker, everything else is the same. */
const sameToTheEye = (packed, served, tile) => {
    const difference = meanDifference(packed, served);
    assert.ok(difference < 1, `${tile}: ${difference}`);
};

async function assertServed(archive, header, path, assertSame) {
    let compared = 0;
    for (let z = header.minZoom; z <= header.maxZoom; ++z) {
        for (const [x, y] of tilesOver(header, z)) {
            const packed = await archive.getZxy(z, x, y);
            assert.ok(packed, `${z}/${x}/${y} is in the archive`);
            const served = await fetch(new URL(path.replace('Z/X/Y', `${z}/${x}/${y}`), server.url));
            assertSame(Buffer.from(packed.data), Buffer.from(await served.arrayBuffer()), `${z}/${x}/${y}`);
            ++compared;
        }
    }
    assert.ok(compared > 20, `${compared} tiles`);
}

test('vector tiles of an archive are those of the server', here, async () => {
    const archive = open('vector.pmtiles');
    const header = await archive.getHeader();
    assert.equal(header.tileType, TileType.Mvt);
    assert.deepEqual([header.minZoom, header.maxZoom], [6, 10]);
    const { vector_layers: layers } = await archive.getMetadata();
    assert.ok(layers.some(({ id }) => id === 'communes'));
    await assertServed(archive, header, 'tiles/production/Z/X/Y.mvt', sameBytes);
});

test('pictures of an archive are those of the server', here, async () => {
    const archive = open('map.pmtiles');
    const header = await archive.getHeader();
    assert.equal(header.tileType, TileType.Png);
    await assertServed(archive, header, 'tiles/overview/Z/X/Y.png', sameToTheEye);
    assert.equal(await archive.getZxy(9, 0, 0), undefined, 'nothing beyond the province');
});

const seedProcess = (name) =>
    spawn(SANVAT_PROGRAM, [
        ...['seed', '--store', SANVAT_STORE, '--style', 'production', '--zoom', '6-13', '--out', join(folder, name)],
    ]);
const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);

test('a seed that is killed goes on where it stood, to the same bytes', here, async () => {
    seed('production', '6-13', 'whole.pmtiles');
    const part = join(folder, 'killed.pmtiles.part');
    for (const bytes of [1, 100_000, 300_000]) {
        const killed = seedProcess('killed.pmtiles');
        const ended = once(killed, 'exit');
        while (killed.exitCode === null && sizeOf(part) < bytes) await setTimeout(1);
        killed.kill('SIGKILL');
        await ended;
        assert.ok(!existsSync(join(folder, 'killed.pmtiles')), 'nothing under the final name');
    }
    const last = seedProcess('killed.pmtiles');
    last.stderr.setEncoding('utf8');
    const said = last.stderr.toArray();
    assert.deepEqual(await once(last, 'exit'), [0, null]);
    assert.match((await said).join(''), /were there already/);
    assert.deepEqual(readFileSync(join(folder, 'killed.pmtiles')), readFileSync(join(folder, 'whole.pmtiles')));
    assert.ok(!existsSync(part));
});

test('a full disk is told, and leaves nothing under the final name', here, () => {
    for (const name of ['full.pmtiles', 'full.mbtiles', 'full']) {
        // A limit on the size of files stands in for the disk: 50 blocks of 1,024 bytes.
        const command = `ulimit -f 50; exec "$0" seed --store "$1" --style production --zoom 6-12 --out "$2"`;
        const out = join(folder, name);
        const { status, stderr } = spawnSync('bash', ['-c', command, SANVAT_PROGRAM, SANVAT_STORE, out]);
        assert.equal(status, 1, String(stderr));
        assert.match(
            String(stderr),
            new RegExp(`sanvat: .*${name}.part: cannot be written: File too large; raise the limit`),
        );
        assert.ok(!existsSync(out), `${name} is not there`);
    }
});
