// SPDX-License-Identifier: Apache-2.0
// QGIS without a screen on all that the server and its archives offer it. Skipped where it is not installed:
// script/bootstrap client installs it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const base = process.env.SANVAT_URL;
const { SANVAT_PROGRAM, SANVAT_STORE } = process.env;
const python = '/usr/bin/python3';
const folder = fileURLToPath(new URL('../results/qgis', import.meta.url));
const missing = spawnSync(python, ['-c', 'import qgis.core']).status !== 0;
const skip = missing && 'QGIS is not installed; script/bootstrap client installs it';

let seen;
before(() => {
    if (skip) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    execFileSync(
        python,
        [
            fileURLToPath(new URL('read_with_qgis.py', import.meta.url)),
            base,
            folder,
            ...archive(join(folder, 'overview.mbtiles')),
        ],
        {
            stdio: ['ignore', 'ignore', 'pipe'],
            env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', XDG_RUNTIME_DIR: folder, HOME: folder },
        },
    );
    seen = JSON.parse(readFileSync(join(folder, 'qgis.json'), 'utf8'));
});

/** An archive to be read, where there is a program to write it. */
function archive(file) {
    if (!SANVAT_PROGRAM || !existsSync(SANVAT_PROGRAM)) return [];
    const asked = ['--style', 'overview', '--zoom', '6-9', '--format', 'png8', '--out', file];
    execFileSync(SANVAT_PROGRAM, ['seed', '--store', SANVAT_STORE, ...asked], { stdio: 'ignore' });
    return [file];
}

test('QGIS draws raster tiles', { skip }, () => {
    assert.ok(seen.tiles.valid);
    assert.ok(seen.tiles.colours > 100, `${seen.tiles.colours} colours`);
});

test('QGIS draws vector tiles, plain and with the colours of a style', { skip }, () => {
    const { data, styled } = seen;
    assert.ok(data.valid && styled.valid);
    assert.ok(data.colours > 3, `${data.colours} colours`);
    assert.deepEqual([styled.error, styled.styled], ['', true]);
    assert.ok(styled.colours > data.colours, `${styled.colours} colours`);
});

test('QGIS reads every record of a collection, with its name', { skip }, async () => {
    for (const [name, { valid, crs, count, names, colours }] of Object.entries(seen.collections)) {
        const answer = await fetch(new URL(`collections/${name}/items?limit=10000&f=json`, base));
        const { features, numberMatched } = await answer.json();
        assert.ok(valid, name);
        assert.equal(crs, 'EPSG:4326', name);
        assert.equal(count, numberMatched, name);
        assert.deepEqual(names, Object.fromEntries(features.map(({ id, properties }) => [id, properties.name])), name);
        assert.ok(colours > 1, `${name} is drawn`);
    }
});

test('QGIS draws an archive', { skip: skip || (!SANVAT_PROGRAM && 'no program writes one') }, () => {
    assert.ok(seen.archive.valid);
    assert.ok(seen.archive.colours > 50, `${seen.archive.colours} colours`);
});
