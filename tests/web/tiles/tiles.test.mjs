// SPDX-License-Identifier: Apache-2.0
// Vector tiles of the server, read by a decoder that is not ours.
import assert from 'node:assert/strict';
import test from 'node:test';
import { VectorTile, classifyRings } from '@mapbox/vector-tile';
import Pbf from 'pbf';
import { faultsOf } from '../support/tileRules.mjs';

const base = process.env.SANVAT_URL;

async function fetchTile(z, x, y, query = '') {
    const response = await fetch(new URL(`tiles/production/${z}/${x}/${y}.mvt${query}`, base));
    assert.ok(response.ok, `${z}/${x}/${y}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
}

const column = (lon, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
const row = (lat, z) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);

/** Every tile of a zoom over the bounds that TileJSON states, at most `most` of them, evenly spread. */
function tilesOver([west, south, east, north], z, most) {
    const all = [];
    for (let x = column(west, z); x <= column(east, z); ++x) {
        for (let y = row(north, z); y <= row(south, z); ++y) all.push([z, x, y]);
    }
    const step = Math.max(1, Math.floor(all.length / most));
    return all.filter((_, i) => i % step === 0);
}

function assertLayer(layer, place) {
    assert.equal(layer.version, 2, place);
    assert.equal(layer.extent, 4096, place);
    for (let i = 0; i < layer.length; ++i) {
        const feature = layer.feature(i);
        assert.equal(typeof feature.properties.id, 'string', place);
        assert.ok(feature.id > 0, place);
        if (feature.type !== 3) continue;
        const polygons = classifyRings(feature.loadGeometry());
        assert.ok(
            polygons.length > 0 && polygons.every((rings) => rings.length > 0),
            `${place} ${feature.properties.id}`,
        );
    }
}

test('tiles of every zoom keep the rules and name their features', async () => {
    const tileJson = await (await fetch(new URL('tiles/production.json', base))).json();
    const known = new Set(tileJson.vector_layers.map(({ id }) => id));
    const seen = new Set();
    for (const z of [0, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]) {
        for (const [, x, y] of tilesOver(tileJson.bounds, z, 25)) {
            const place = `${z}/${x}/${y}`;
            const buffer = await fetchTile(z, x, y);
            assert.deepEqual(faultsOf(buffer), [], place);
            for (const [name, layer] of Object.entries(new VectorTile(new Pbf(buffer)).layers)) {
                assert.ok(known.has(name), `${place} ${name}`);
                seen.add(name);
                assertLayer(layer, `${place} ${name}`);
            }
        }
    }
    assert.deepEqual([...seen].sort(), [...known].sort());
});

test('layers narrow a tile', async () => {
    const { bounds } = await (await fetch(new URL('tiles/production.json', base))).json();
    const [[z, x, y]] = tilesOver(bounds, 7, 1);
    const tile = new VectorTile(new Pbf(await fetchTile(z, x, y, '?layers=facilities,communes')));
    assert.deepEqual(Object.keys(tile.layers).sort(), ['communes', 'facilities']);
});
